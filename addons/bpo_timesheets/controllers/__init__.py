from . import bpo_import

from . import bpo_time_export, bpo_time_reject

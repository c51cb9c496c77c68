from . import bpo_rate_card_import

from . import bpo_rate_card_sentence_mixin
from . import bpo_rate_card_import

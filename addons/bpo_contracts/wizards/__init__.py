from . import base_partner_merge
from . import bpo_contract_as_of
from . import bpo_contract_decision
from . import bpo_holiday_wizard
from . import bpo_rate_card_apply

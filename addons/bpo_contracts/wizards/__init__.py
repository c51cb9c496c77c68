from . import bpo_contract_decision
from . import bpo_holiday_wizard

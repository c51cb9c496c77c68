from . import bpo_contract_decision

from . import bpo_client_owned_mixin
from . import bpo_contract
from . import bpo_contract_line
from . import bpo_rate_tier
from . import bpo_rate
from . import bpo_surcharge

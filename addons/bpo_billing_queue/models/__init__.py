from . import res_company
from . import res_config_settings
from . import bpo_billing_job_mixin
from . import bpo_billing_run

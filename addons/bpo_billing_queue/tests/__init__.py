from . import test_billing_jobs
from . import test_billing_ways

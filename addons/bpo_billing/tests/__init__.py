from . import test_billing_correction
from . import test_billing_loan_desk
from . import test_billing_periods
from . import test_billing_run
from . import test_billing_time
from . import test_billing_units
from . import test_billing_words

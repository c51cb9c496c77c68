from . import bpo_rate_card_sentence_mixin
from . import bpo_rate_card_import
from . import bpo_accrual_wizard
from . import bpo_reconciliation_finding
from . import bpo_reconciliation_closing_mixin
from . import bpo_reconciliation_wizard
from . import bpo_statement_charge
from . import bpo_statement_release

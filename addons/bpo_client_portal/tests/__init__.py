from . import test_guards
from . import test_upload_checks
from . import test_pages
from . import test_roles
from . import test_rpc_walls
from . import test_work_orders
from . import test_money
from . import test_performance

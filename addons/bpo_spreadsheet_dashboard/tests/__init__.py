from . import test_dashboard_sources
from . import test_dashboard_tour

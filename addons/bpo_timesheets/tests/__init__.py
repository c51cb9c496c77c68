from . import (
    test_after_hours,
    test_agent_wall,
    test_assignment,
    test_capacity,
    test_day,
    test_hostile_files,
    test_import,
    test_import_loan_desk,
    test_planning,
    test_readers,
    test_time_approval,
    test_time_deadline,
    test_time_export,
    test_time_interval,
)
from . import test_sla_coverage

from . import (
    test_agent_wall,
    test_assignment,
    test_day,
    test_import,
    test_import_loan_desk,
    test_readers,
    test_time_approval,
    test_time_interval,
)

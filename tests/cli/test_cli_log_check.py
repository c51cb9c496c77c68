"""The checked log: what counts as a test, a failure, a fault."""

import pytest

from cli.log_check import Record, check, is_fault
from cli.test import Tally, judge

HEAD = "2026-01-31 10:00:00,000 77"
CLEAN = [
    f"{HEAD} INFO db odoo.modules.loading: Modules loaded.",
    f"{HEAD} INFO db odoo.tests.stats: bpo_contracts: 12 tests 0.50s 300 queries",
    f"{HEAD} INFO db odoo.tests.result: 0 failed, 0 error(s) of 12 tests when loading"
    " database 'db'",
]


def line(level: str, message: str, logger: str = "odoo.x") -> str:
    return f"{HEAD} {level} db {logger}: {message}"


def test_clean_log_passes():
    verdict = check(CLEAN)
    assert (verdict.tests, verdict.failures, verdict.faults) == (12, (), ())
    assert verdict.per_addon == (("bpo_contracts", 12),)
    assert str(judge(verdict, 0)) == "13 passed, 0 failed"


def test_failed_test_is_counted_once_with_its_traceback():
    lines = [
        line("INFO", "Starting TestA.test_b ..."),
        line("ERROR", "FAIL: TestA.test_b", "odoo.addons.a.tests.test_a"),
        "Traceback (most recent call last):",
        "AssertionError: 1 != 2",
        line("ERROR", "1 failed, 0 error(s) of 12 tests when loading database 'db'"),
    ]
    verdict = check(lines)
    assert judge(verdict, 1) == Tally(passed=12, failed=1)
    assert "AssertionError: 1 != 2" in str(verdict.failures[0])


@pytest.mark.parametrize("level", ["WARNING", "ERROR", "CRITICAL"])
def test_unexpected_message_fails_as_one(level):
    verdict = check([*CLEAN, line(level, "something odd")])
    assert judge(verdict, 0) == Tally(passed=12, failed=1)


@pytest.mark.parametrize(
    "message",
    ['extension "pg_trgm" is not available', "Module a: 1 failures, 0 errors"],
)
def test_known_messages_are_allowed(message):
    assert not is_fault(Record("ERROR", "odoo.x", message))


def test_crash_without_a_failed_test_fails():
    assert judge(check(CLEAN), 1).failed == 1


def test_run_without_tests_fails():
    assert judge(check(CLEAN[:1]), 0) == Tally(passed=0, failed=1)

"""Reading Odoo's log: how many tests ran, which failed, what should not be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ "
    r"(?P<level>[A-Z]+) (?P<database>\S+) (?P<logger>[\w.]+): (?P<message>.*)$"
)
TOTAL = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
MODULE = re.compile(r"^(\w+): (\d+) tests? [\d.]+s")
FAULTY = {"WARNING", "ERROR", "CRITICAL"}
TEST_FAILURE = re.compile(r"^(FAIL|ERROR|SKIP): ")
# Each is known, harmless and not ours.
ALLOWED = (
    # The private PostgreSQL comes without contrib; Odoo then searches without trigrams.
    r"pg_trgm",
    r"Unable to create PostgreSQL extensions",
    # Odoo's own summary of failures; they are counted one by one.
    r"^\d+ failed, \d+ error\(s\) of \d+ tests",
    r"^Module \w+: \d+ failures, \d+ errors",
    r"^(\d+ tests? failed|At least one test failed)",
)


@dataclass(frozen=True)
class Record:
    """One entry of a log with the lines that belong to it."""

    level: str
    logger: str
    message: str
    lines: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{self.level} {self.logger}: {self.message}"
        return "\n".join([head, *self.lines])


@dataclass(frozen=True)
class Verdict:
    """What a log says.

    :param tests: number of tests that ran
    :param failures: failed tests
    :param faults: warnings and errors that are not allowed
    :param per_addon: tests that ran, by add-on
    """

    tests: int
    failures: tuple[Record, ...]
    faults: tuple[Record, ...]
    per_addon: tuple[tuple[str, int], ...]


def records(lines: Iterable[str]) -> Iterator[Record]:
    """Group the lines of a log into records; lines before the first are dropped."""
    current: Record | None = None
    rest: list[str] = []
    for line in lines:
        match = RECORD.match(line.rstrip("\n"))
        if not match:
            rest.append(line.rstrip("\n"))
            continue
        if current:
            yield _closed(current, rest)
        current = Record(match["level"], match["logger"], match["message"].strip())
        rest = []
    if current:
        yield _closed(current, rest)


def _closed(record: Record, rest: list[str]) -> Record:
    return Record(record.level, record.logger, record.message, tuple(rest))


def is_fault(record: Record, allowed: Iterable[str] = ALLOWED) -> bool:
    """Tell whether a record should not be in a clean log."""
    if record.level not in FAULTY or TEST_FAILURE.match(record.message):
        return False
    return not any(re.search(pattern, record.message) for pattern in allowed)


def check(lines: Iterable[str]) -> Verdict:
    """Return what a log says about the tests of its run."""
    found = list(records(lines))
    totals = [match for record in found if (match := TOTAL.search(record.message))]
    return Verdict(
        tests=sum(int(match[3]) for match in totals),
        failures=tuple(
            record
            for record in found
            if record.level == "ERROR" and TEST_FAILURE.match(record.message)
        ),
        faults=tuple(filter(is_fault, found)),
        per_addon=tuple(
            (match[1], int(match[2]))
            for record in found
            if record.logger == "odoo.tests.stats"
            and (match := MODULE.match(record.message))
        ),
    )

"""What the external API can call is listed, and refuses who has no business there."""

from __future__ import annotations

import csv

import pytest

from .methods_list import ANYONE, CALLERS, LIST

MINIMUM_PROBES = 1000


def read_list() -> list[dict[str, str]]:
    """Return the rows of the list."""
    with LIST.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def found(look) -> dict:
    """The public methods of the code, and what calling them came to."""
    return look("methods")


def test_the_list_is_what_the_code_has(found):
    """A public method that is not listed fails, and a listed one that is gone.

    A new one that need not be public gets an underscore or ``@api.private``.
    """
    listed = [(row["model"], row["method"]) for row in read_list()]
    assert sorted(listed) == sorted(map(tuple, found["methods"]))


def test_each_row_names_callers_and_purpose():
    """The list can be read: who may call a method, and what it is for."""
    for row in read_list():
        callers = set(row["callers"].split())
        assert callers and callers <= {*CALLERS, ANYONE}, row
        assert row["note"], row


def test_nobody_else_gets_anywhere(found, record_property):
    """Strangers learn and change nothing; who is not a caller is refused."""
    record_property(
        "figure",
        f"public methods: {len(found['methods'])}, {found['probes']} probes, "
        f"{found['refused']} refused, {len(found['holes'])} holes",
    )
    assert not found["holes"], "\n".join(found["holes"])
    assert found["probes"] >= MINIMUM_PROBES

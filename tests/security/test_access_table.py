"""Every role tries every operation on every model: what the table says, no more."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from .access_cells import observed
from .people import ROLES

TABLE = Path(__file__).with_name("access_table.csv")
GUARDED = "stopped_by_rules"
MINIMUM_TRIES = 3000


def read_table() -> dict[str, dict[str, str]]:
    """Return model -> column -> cell."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        assert rows.fieldnames == ["model", *ROLES, GUARDED]
        return {row.pop("model"): row for row in rows}


@pytest.fixture(scope="module")
def found(look) -> dict:
    """Model -> role -> operation -> kind of sample -> outcome."""
    return look("access")["tries"]


def test_the_table_names_every_model(found):
    """A model that the table does not know fails, and one that is gone too."""
    assert sorted(read_table()) == sorted(found)


def test_every_model_was_tried(found):
    """A model without a record to try on, see ``values``, proves nothing."""
    assert not [model for model, by_role in found.items() if not by_role["manager"]]


def test_a_wall_that_is_down_is_noticed(look):
    """Mutation check: without record rules an agent reads strangers' files."""
    outcomes = look("access")["unwalled"]
    assert observed(outcomes, "agent_elsewhere")[0] != "-"


def test_every_cell_is_what_the_table_says(found, record_property):
    """What a cell allows works, and what it does not allow is refused."""
    table = read_table()
    wrong = []
    for model, by_role in found.items():
        for role, outcomes in by_role.items():
            cell, _guarded = observed(outcomes, role)
            declared = table.get(model, {}).get(role)
            if cell != declared:
                wrong.append(f"{model} {role}: declared {declared}, found {cell}")
    tries = [
        outcome
        for by_role in found.values()
        for outcomes in by_role.values()
        for by_kind in outcomes.values()
        for outcome in by_kind.values()
    ]
    record_property(
        "figure",
        f"access: {len(table)} models x {len(ROLES)} roles x 4 operations = "
        f"{len(table) * len(ROLES) * 4} cells, {len(tries)} tries, "
        f"{tries.count('ok')} worked, {tries.count('refused')} refused",
    )
    assert not wrong, "\n".join(wrong)
    assert len(tries) >= MINIMUM_TRIES


def test_only_declared_rules_stop_who_is_allowed(found):
    """Where a business rule stops an allowed operation, the table says so.

    Else a wrong value of these tests would pass for a right.
    """
    table = read_table()
    wrong = []
    for model, by_role in found.items():
        guarded: dict[str, str] = {}
        for role, outcomes in by_role.items():
            guarded |= observed(outcomes, role)[1]
        if set(guarded) != set(table.get(model, {}).get(GUARDED, "")):
            wrong.append(f"{model}: {guarded}")
    assert not wrong, "\n".join(wrong)


def test_contacts_and_strangers_change_nothing():
    """Portal users only read what is theirs; some people have nothing at all."""
    for model, row in read_table().items():
        for role in ("viewer", "approver", "finance", "admin", "other_client"):
            assert row[role] in ("-", "r/own"), f"{model} {role}"
        for role in ("public", "agent_elsewhere", "internal"):
            assert row[role] == "-", f"{model} {role}"

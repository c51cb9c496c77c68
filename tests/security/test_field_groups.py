"""What a client could read is either for the staff only or on a list."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

VISIBLE = Path(__file__).with_name("client_visible_fields.csv")
# A wall is no wall where its list lets through nearly everything.
WIDEST_LIST = 0.85


@pytest.fixture(scope="module")
def found(look) -> dict:
    """What the suite adds to Odoo."""
    return look("rules")


def test_new_fields_of_native_models_are_for_staff_or_listed(found):
    """Invoices, their lines, time, tasks and all else a client may read of Odoo's."""
    with VISIBLE.open(newline="", encoding="utf-8") as file:
        listed = {(row["model"], row["field"]) for row in csv.DictReader(file)}
    assert len(found["fields"]) > 30
    open_ = {
        (field["model"], field["field"])
        for field in found["fields"]
        if not field["groups"]
    }
    assert open_ == listed


def test_fields_for_staff_name_no_portal_group(found):
    """``groups=`` that lets clients in would be no wall."""
    for field in found["fields"]:
        groups = field["groups"] or ""
        assert "portal" not in groups and "public" not in groups, field


def test_portal_models_have_a_global_client_rule(found):
    """For a contact it comes to the own company, whatever other rules allow."""
    assert len(found["portal"]) >= 15
    for name, model in found["portal"].items():
        wall = f"('client_id', 'in', [{model['client']}])"
        assert any("client_id" in rule for rule in model["rules"]), name
        assert wall in model["domain"], f"{name}: {model['domain']}"
        assert not model["domain"].startswith("['|'"), f"{name}: {model['domain']}"


def test_portal_models_have_a_list_of_fields(found):
    """Contacts read what is on the list, and the list is not simply everything."""
    for name, model in found["portal"].items():
        listed, fields = set(model["listed"]), set(model["fields"])
        assert listed, name
        assert set(model["readable"]) <= listed, name
        assert len(listed & fields) < WIDEST_LIST * len(fields), name


def test_lists_hold_no_internal_field(found):
    """Costs, agents, tokens and internal notes are on no list."""
    for name, model in found["portal"].items():
        for field in model["listed"]:
            words = set(field.split("_"))
            assert not words & {"cost", "margin", "token", "employee", "note"}, (
                f"{name}.{field}"
            )


def test_server_actions_name_their_groups(found):
    """Else anybody who may write the model could run them."""
    for action in found["actions"]:
        assert action["groups"], action["name"]

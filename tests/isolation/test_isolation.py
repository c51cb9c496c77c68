"""Contacts of client A try everything on what belongs to client B."""

from __future__ import annotations

import json

import pytest

from .runner import RESULT

MINIMUM_PROBES = 10_000


@pytest.fixture(scope="module")
def room(serve):
    """A service with clients A and B in its database."""
    service = serve("isolation")
    service.shell("from tests.isolation import world\nworld.seed(env)")
    return service


def run(room, call: str) -> dict:
    """Run a function of the runner in Odoo's shell and return what it found."""
    text = room.shell(f"from tests.isolation import runner\nrunner.{call}")
    line = next(row for row in text.splitlines() if row.startswith(RESULT))
    return json.loads(line.removeprefix(RESULT))


def test_nothing_of_another_client_is_reached(room, record_property):
    """No probe of any role leaks, and there are enough of them."""
    found = run(room, "probe_all(env)")
    total = sum(found["probes"].values())
    kinds = ", ".join(f"{name} {count}" for name, count in found["probes"].items())
    record_property(
        "figure", f"isolation: {total} probes, {len(found['leaks'])} leaks ({kinds})"
    )
    assert not found["leaks"], "\n".join(found["leaks"])
    assert total >= MINIMUM_PROBES


@pytest.mark.parametrize(
    "model", ["bpo.contract", "bpo.statement", "bpo.work.item", "bpo.work.file"]
)
def test_a_switched_off_rule_is_found(room, model):
    """Mutation check: without its client rule a model leaks, and the probes say so."""
    assert run(room, f"probe_without_rule(env, {model!r})")["leaks"]

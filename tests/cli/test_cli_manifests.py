"""What add-ons depend on."""

import doctest
import importlib
import pkgutil

import pytest

import cli
from cli.manifests import foreign_depends, installable, with_needed
from cli.odoo_run import free_port


@pytest.fixture
def addons(tmp_path):
    """Two add-ons on each other and on Odoo's, and glue for a queue."""
    depends = {"a": ["mail"], "b": ["a", "account"], "glue": ["a", "queue_job"]}
    for name, needed in depends.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__manifest__.py").write_text(f"{{'depends': {needed}}}")
    return tmp_path


def test_foreign_depends_leave_out_ours(addons):
    assert foreign_depends(addons, ["a", "b"]) == ["account", "mail"]


def test_needed_addons_of_ours_come_along(addons):
    assert with_needed(addons, ["b"]) == ["a", "b"]


def test_glue_is_left_out_where_its_partner_is_missing(addons, tmp_path_factory):
    others = tmp_path_factory.mktemp("odoo")
    for name in ("mail", "account"):
        (others / name).mkdir()
        (others / name / "__manifest__.py").write_text("{}")
    assert installable(addons, ["a", "b", "glue"], [others]) == ["a", "b"]


def test_taken_port_is_replaced_by_a_free_one():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port


@pytest.mark.parametrize(
    "name", sorted(module.name for module in pkgutil.iter_modules(cli.__path__))
)
def test_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(f"cli.{name}")).failed == 0

"""The examples in the docstrings, and the rule that the core knows nothing of Odoo."""

import ast
import doctest
from importlib import import_module
from pathlib import Path

import pytest

import sla

FILES = sorted(Path(sla.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples_in_docstrings(path):
    name = "sla" if path.stem == "__init__" else f"sla.{path.stem}"
    assert doctest.testmod(import_module(name)).failed == 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_core_imports_nothing_of_odoo(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            imported.add(node.module.split(".")[0])
    assert "odoo" not in imported

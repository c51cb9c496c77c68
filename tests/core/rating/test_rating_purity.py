"""The core stays a core: no Odoo, no floats for money, small modules, doctests hold."""

import ast
import doctest
import importlib
import pkgutil
import sys
from pathlib import Path

import pytest

import rating

ROOT = Path(rating.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
MODULES = ["rating"] + [
    module.name for module in pkgutil.walk_packages(rating.__path__, "rating.")
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_imports_the_standard_library_only(path):
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_modules_are_small_and_documented(path):
    tree = ast.parse(path.read_text())
    assert len(path.read_text().splitlines()) <= 300
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_":
            assert ast.get_docstring(node), node.name


@pytest.mark.parametrize("name", MODULES)
def test_doctests_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0

"""The add-ons keep to their rooms: arrows, pure cores, complete manifests, elevation.

Read from the source alone; neither Odoo nor a database is needed.
"""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"
# add-on -> those of ours that it may know, nearest last.
KNOWN = {
    "bpo_contracts": [],
    "bpo_timesheets": ["bpo_contracts"],
    "bpo_billing": ["bpo_contracts", "bpo_timesheets"],
    "bpo_client_portal": ["bpo_contracts", "bpo_timesheets", "bpo_billing"],
    "bpo_billing_queue": ["bpo_contracts", "bpo_timesheets", "bpo_billing"],
    "bpo_spreadsheet_dashboard": ["bpo_contracts", "bpo_timesheets", "bpo_billing"],
}
CORES = (ADDONS / "bpo_contracts" / "sla", ADDONS / "bpo_billing" / "rating")
DATA_FOLDERS = ("data", "views", "security", "report", "wizards", "demo", "templates")
SUDO_COUNTS = Path(__file__).with_name("sudo_counts.csv")
ACCESS_TABLE = ROOT / "tests" / "security" / "access_table.csv"
# What shows, before a public method elevates, that it knows what it does.
REASON = re.compile(r"check_access\(|_check_\w+\(|has_group\(|#")


def addons() -> list[str]:
    """Return the names of our add-ons."""
    return sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))


def manifest(addon: str) -> dict:
    """Return an add-on's manifest."""
    text = (ADDONS / addon / "__manifest__.py").read_text(encoding="utf-8")
    return ast.literal_eval(text)


def sources(addon: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the Python files of an add-on without its tests."""
    for path in sorted((ADDONS / addon).rglob("*.py")):
        if "tests" not in path.relative_to(ADDONS).parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield (level, module) of each import; level 0 is absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield 0, alias.name
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""


def test_every_addon_has_a_place():
    """A new add-on needs a row in the order of the rooms."""
    assert set(addons()) <= set(KNOWN)


@pytest.mark.parametrize("core", CORES, ids=lambda path: path.name)
def test_cores_import_no_odoo(core):
    """Arithmetic is plain Python: no framework, no clock of the machine, no file."""
    forbidden = {"odoo", "psycopg2", "requests", "werkzeug", "os", "time"}
    for path in core.rglob("*.py"):
        depth = len(path.relative_to(core).parts)
        for level, module in imported(ast.parse(path.read_text(encoding="utf-8"))):
            assert level <= depth, f"{path} imports from outside of {core.name}"
            if not level:
                assert module.split(".")[0] not in forbidden, f"{path}: {module}"


def test_cores_load_without_odoo():
    """Importing them brings nothing of Odoo along."""
    script = (
        "import sys\n"
        f"sys.path[:0] = {[str(core.parent) for core in CORES]!r}\n"
        "import rating, sla\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'odoo'])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("addon", addons())
def test_imports_follow_the_arrows(addon):
    """A room imports what lies before it, never what lies after it."""
    allowed = {addon, *KNOWN[addon]}
    for path, tree in sources(addon):
        for level, module in imported(tree):
            parts = module.split(".")
            if not level and parts[:2] == ["odoo", "addons"] and len(parts) > 2:
                ours = parts[2].startswith("bpo_")
                assert not ours or parts[2] in allowed, f"{path}: {module}"


@pytest.mark.parametrize("addon", addons())
def test_ids_follow_the_arrows(addon):
    """Nor does it name a view, group or record of a room after it."""
    allowed = {addon, *KNOWN[addon]}
    later = sorted(set(KNOWN) - allowed)
    names = re.compile(rf"['\"=,(]({'|'.join(later)})\.\w" if later else r"(?!)")
    for path in sorted((ADDONS / addon).rglob("*")):
        if path.suffix in {".xml", ".csv", ".py"} and "tests" not in path.parts:
            found = names.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path}: {found and found[0]}"


@pytest.mark.parametrize("addon", addons())
def test_depends_follow_the_arrows(addon):
    """The manifest names the room before this one and none after it."""
    ours = [name for name in manifest(addon)["depends"] if name.startswith("bpo_")]
    assert set(ours) <= set(KNOWN[addon])
    assert ours[-1:] == KNOWN[addon][-1:]


@pytest.mark.parametrize("addon", addons())
def test_manifest_names_every_data_file(addon):
    """A file that is not listed is not loaded, and nobody notices."""
    listed = manifest(addon)
    names = [*listed.get("data", []), *listed.get("demo", [])]
    there = {
        str(path.relative_to(ADDONS / addon))
        for folder in DATA_FOLDERS
        for path in (ADDONS / addon / folder).rglob("*")
        if path.suffix in {".xml", ".csv"}
    }
    assert sorted(names) == sorted(there), addon
    assert len(names) == len(set(names))


def new_models(addon: str) -> Iterator[tuple[str, str, dict]]:
    """Yield (name, kind, class attributes) of each model that an add-on adds."""
    for _path, tree in sources(addon):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                values = {
                    target.id: item.value
                    for item in node.body
                    if isinstance(item, ast.Assign)
                    for target in item.targets
                    if isinstance(target, ast.Name)
                }
                kind = ast.unparse(node.bases[0]) if node.bases else ""
                name = values.get("_name")
                if kind.startswith("models.") and isinstance(name, ast.Constant):
                    inherited = ast.unparse(values.get("_inherit", ast.Constant("")))
                    if f"'{name.value}'" not in inherited:
                        yield name.value, kind.removeprefix("models."), values


@pytest.mark.parametrize("addon", addons())
def test_models_have_a_description(addon):
    """Error messages name a model by its description."""
    for name, _kind, values in new_models(addon):
        assert "_description" in values, name


@pytest.mark.parametrize("addon", addons())
def test_models_have_access_rows(addon):
    """Rights are given in the add-on that adds the model, and are in the table."""
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (ADDONS / addon / "security").glob("*")
    )
    with ACCESS_TABLE.open(newline="", encoding="utf-8") as file:
        table = {row["model"] for row in csv.DictReader(file)}
    for name, kind, _values in new_models(addon):
        row = re.compile(rf"\bmodel_{name.replace('.', '_')}\b")
        if kind == "AbstractModel":
            assert name not in table, f"{name} holds no records"
        else:
            assert row.search(text), f"{name} has no access row"
            assert name in table, f"{name} is not in {ACCESS_TABLE.name}"


def elevations(tree: ast.AST) -> list[ast.Call]:
    """Return the calls of ``sudo()`` that elevate."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "sudo"
        and not (node.args and ast.unparse(node.args[0]) == "False")
    ]


def test_elevations_do_not_grow_unnoticed():
    """As many ``sudo()`` per add-on as are declared, no more.

    More of them: look at the new one, then write the new number into the file.
    """
    with SUDO_COUNTS.open(newline="", encoding="utf-8") as file:
        declared = {row["addon"]: int(row["sudo"]) for row in csv.DictReader(file)}
    found = {
        addon: sum(len(elevations(tree)) for _path, tree in sources(addon))
        for addon in addons()
    }
    grown = {name: count for name, count in found.items() if count > declared[name]}
    assert not grown, f"declared {declared}"


@pytest.mark.parametrize("addon", addons())
def test_public_methods_check_before_they_elevate(addon):
    """Anybody can call them: a check or a reason comes first.

    An override leaves the check to the method it overrides.
    """
    for path, tree in sources(addon):
        if "controllers" in path.parts:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            decorators = [ast.unparse(each) for each in function.decorator_list]
            if function.name.startswith("_") or "api.private" in decorators:
                continue
            if "super()" in ast.unparse(function):
                continue
            for call in elevations(function):
                before = "\n".join(lines[function.lineno : call.lineno])
                assert REASON.search(before), f"{path}:{call.lineno} {function.name}"

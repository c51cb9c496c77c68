"""Each add-on builds as a wheel, as OCA's add-ons do, without a connection.

``pip wheel --no-deps --no-build-isolation addons/bpo_contracts`` does the same by hand.
"""

import ast
import email
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"
NAMES = sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))
# Named in requirements.txt, so that the build's own version is the one that is tested.
PINNED = re.compile(r"^whool==([\d.]+)", re.MULTILINE)
LEFTOVER = re.compile(r"__pycache__|\.pyc$|\.orig$|\.rej$|~$|\.part$|/\.(?!gitkeep$)")
FOLDERS = ("data", "views", "security", "i18n", "static/description", "models")


def manifest(addon):
    """Return an add-on's manifest."""
    text = (ADDONS / addon / "__manifest__.py").read_text(encoding="utf-8")
    return ast.literal_eval(text)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """The wheel of each add-on, opened."""
    target = tmp_path_factory.mktemp("wheels")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    answer = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "-w", str(target)]
        + [str(ADDONS / name) for name in NAMES],
        env={**os.environ, "WHOOL_POST_VERSION_STRATEGY_OVERRIDE": "none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    found = {}
    for path in target.glob("*.whl"):
        name = path.name.split("-")[0].removeprefix("odoo_addon_")
        found[name] = zipfile.ZipFile(path)
    yield found
    for wheel in found.values():
        wheel.close()


@pytest.fixture
def metadata(wheels):
    """A function that returns what a wheel says of itself."""

    def read(addon):
        wheel = wheels[addon]
        name = next(name for name in wheel.namelist() if name.endswith("/METADATA"))
        return email.message_from_bytes(wheel.read(name))

    return read


def test_every_addon_has_a_wheel(wheels):
    assert sorted(wheels) == NAMES


@pytest.mark.parametrize("addon", NAMES)
def test_it_holds_what_odoo_loads(wheels, addon):
    """Every file of the add-on; like OCA's tools, only what is in git."""
    inside = {
        name.removeprefix(f"odoo/addons/{addon}/")
        for name in wheels[addon].namelist()
        if name.startswith("odoo/addons/")
    }
    tracked = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ADDONS / addon,
        capture_output=True,
        text=True,
        check=True,
    )
    wanted = {
        name
        for name in tracked.stdout.split("\0")
        if name and (ADDONS / addon / name).exists() and not name.endswith(".gitkeep")
    }
    assert wanted - inside <= {"pyproject.toml"}
    listed = manifest(addon)
    assert {*listed["data"], *listed.get("demo", [])} <= inside
    for folder in FOLDERS:
        if (ADDONS / addon / folder).is_dir():
            assert any(name.startswith(f"{folder}/") for name in inside), folder


@pytest.mark.parametrize("addon", NAMES)
def test_it_holds_no_leftovers(wheels, addon):
    names = wheels[addon].namelist()
    assert [name for name in names if LEFTOVER.search(name)] == []
    top = {name.split("/")[0] for name in names}
    assert top == {"odoo", f"odoo_addon_{addon}-{manifest(addon)['version']}.dist-info"}


@pytest.mark.parametrize("addon", NAMES)
def test_it_names_what_it_needs(metadata, addon):
    """Add-ons of the registry by their names there; those of Odoo come with Odoo."""
    said, listed = metadata(addon), manifest(addon)
    assert said["Name"].replace("_", "-") == f"odoo-addon-{addon.replace('_', '-')}"
    assert said["Version"] == listed["version"]
    foreign = [
        name
        for name in listed["depends"]
        if name.startswith("bpo_") or name == "queue_job"
    ]
    packages = listed.get("external_dependencies", {}).get("python", [])
    assert sorted(said.get_all("Requires-Dist")) == sorted(
        [
            "odoo==19.0.*",
            *packages,
            *(f"odoo-addon-{name}==19.0.*" for name in foreign),
        ]
    )


@pytest.mark.parametrize("addon", NAMES)
def test_it_tells_what_it_does(metadata, addon):
    said = metadata(addon)
    assert said["Summary"] == manifest(addon)["summary"]
    assert manifest(addon)["name"] in said.get_payload()


def test_the_tool_is_pinned_alike_everywhere():
    locked = PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    needed = {
        re.search(r'"whool==([\d.]+)"', path.read_text(encoding="utf-8"))[1]
        for path in ADDONS.glob("*/pyproject.toml")
    }
    assert [*needed] == locked


@pytest.mark.parametrize("addon", NAMES)
def test_versions_and_fragments_have_the_house_form(addon):
    assert re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", manifest(addon)["version"])
    readme = ADDONS / addon / "readme"
    history = (readme / "HISTORY.md").read_text(encoding="utf-8")
    assert f"## {manifest(addon)['version']} (" in history
    for path in (readme / "newsfragments").glob("[!.]*"):
        assert re.fullmatch(
            r"\+?[\w-]+\.(feature|bugfix|doc|removal|misc)(\.\d+)?\.md", path.name
        ), path

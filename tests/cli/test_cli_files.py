"""The files that run the add-ons elsewhere: compose, odoo.conf, hooks, CI."""

import ast
import configparser
import json
import os
import re
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml

from cli.lint import NAMES

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
MANIFESTS = sorted((ROOT / "addons").glob("*/__manifest__.py"))
# What the official image of Odoo 19 installs with Odoo's own requirements.
IN_IMAGE = {"openpyxl", "xlrd", "xlsxwriter", "num2words"}


def test_compose_file_follows_the_compose_specification():
    vendored = resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((vendored / "compose-spec.json").read_text())
    jsonschema.validate(COMPOSE, schema)


def test_compose_services_tell_their_health_and_publish_on_loopback_only():
    for service in COMPOSE["services"].values():
        assert service["healthcheck"]["test"]
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:")


def test_compose_takes_secrets_from_the_environment():
    for service in COMPOSE["services"].values():
        for key, value in service["environment"].items():
            assert "PASSWORD" not in key or value.startswith("${POSTGRES_PASSWORD:?")


def test_compose_named_volumes_are_declared():
    used = {
        volume.split(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service["volumes"]
    }
    assert {name for name in used if not name.startswith(".")} == set(
        COMPOSE["volumes"]
    )


def test_libraries_of_the_addons_are_in_the_image_with_the_pinned_version():
    needed = {
        library
        for path in MANIFESTS
        for library in ast.literal_eval(path.read_text())
        .get("external_dependencies", {})
        .get("python", [])
    }
    dockerfile = COMPOSE["services"]["odoo"]["build"]["dockerfile_inline"]
    added = dict(re.findall(r"([\w-]+)==([\w.]+)", dockerfile))
    assert needed <= IN_IMAGE | set(added)
    locked = (ROOT / "requirements.txt").read_text()
    for name, version in added.items():
        assert f"{name}=={version} " in locked


def test_odoo_conf_is_closed_and_agrees_with_compose():
    config = configparser.ConfigParser()
    config.read(ROOT / "odoo.conf")
    options = config["options"]
    mounts = " ".join(COMPOSE["services"]["odoo"]["volumes"])
    assert options["list_db"] == "False"
    assert f"{options['addons_path']}:ro" in mounts
    assert f":{options['data_dir']}" in mounts
    assert "db_password" not in options


def test_hooks_run_the_checks_of_lint():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    entries = [hook["entry"] for repo in hooks["repos"] for hook in repo["hooks"]]
    assert sorted(entries) == sorted(f"./bpo lint --only {name}" for name in NAMES)


@pytest.mark.parametrize("name", ["bpo", ".ci/run"])
def test_programs_may_be_executed(name):
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-lint.txt"])
def test_each_pinned_package_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    pins = re.findall(r"^[\w.-]+==\S+ .*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))
    assert "://" not in text


def test_command_line_imports_the_standard_library_only():
    import sys

    for path in (ROOT / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names = {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = {node.module.split(".")[0]}
            else:
                continue
            assert names <= sys.stdlib_module_names, path

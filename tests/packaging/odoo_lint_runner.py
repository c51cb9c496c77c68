"""Runs Odoo's own ``test_lint`` over our add-ons, in Odoo's shell.

Its tests look at every add-on that Odoo finds; here they are shown ours alone. Tests
of the registry look at all models; of their findings those about our code are kept.
"""

from __future__ import annotations

import json
import sys
import unittest
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any
from unittest.mock import patch

RESULT = "ODOO_LINT "
OURS = "bpo_"
MODELS = "bpo."
# Not among them: test_pylint and test_checkers, which need pylint (see
# test_odoo_lint.py); test_eslint, which needs node; test_markers, as git tells of
# conflicts; test_l10n, which is about add-ons of countries.
# The first column of a unique index of several.
INDEXED = {"bpo.sla.result.sla_id": "_sla_period_uniq"}
FILES = (
    "docstring",
    "dunderinit",
    "i18n",
    "index",
    "jstranslate",
    "manifests",
    "naming",
    "onchange_domains",
    "orm_import",
    "override_signatures",
    "pofile",
    "routes",
    "test_holes",
)


class Findings(unittest.TestResult):
    """Keeps what is said of our add-ons, and which tests ran."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []
        self.found: list[str] = []

    def startTest(self, test: Any) -> None:
        """Note that it runs."""
        super().startTest(test)
        self.ran.append(test.id().rpartition(".tests.")[2])

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:
        """Note a failure if its parameters or its text name one of ours."""
        super().addSubTest(test, subtest, err)
        if err and OURS in f"{subtest.params} {err[1]}":
            self.found.append(f"{test.id()}: {err[1]}")

    def addFailure(self, test: Any, err: Any) -> None:
        """Note a failure; of a list of fields those that are ours."""
        super().addFailure(test, err)
        text = str(err[1])
        if "test_index" in test.id():
            lines = text.splitlines()
            text = "\n".join(line for line in lines if line.startswith(MODELS))
        if text:
            self.found.append(f"{test.id()}: {text}")

    addError = addFailure  # noqa: N815


def offer_tests() -> None:
    """Make the package of tests importable without all that its start imports."""
    package = find_spec("odoo.addons.test_lint.tests")
    sys.modules[package.name] = module_from_spec(package)


def run(env: Any) -> None:
    """Print what Odoo's own linters find in our add-ons."""
    from odoo.modules import Manifest

    ours = [
        manifest
        for manifest in Manifest.all_addon_manifests()
        if manifest.name.startswith(OURS)
    ]
    names = [manifest.name for manifest in ours]
    offer_tests()
    env.cr.commit()
    suite = unittest.TestSuite()
    with ExitStack() as stack:
        stack.enter_context(
            patch.object(Manifest, "all_addon_manifests", lambda *_: ours)
        )
        for file in FILES:
            module = import_module(f"odoo.addons.test_lint.tests.test_{file}")
            if file == "index":
                known = {*module.BTREE_INDEX_IGNORE_FIELDS, *INDEXED}
                stack.enter_context(
                    patch.object(module, "BTREE_INDEX_IGNORE_FIELDS", known)
                )
            if hasattr(module, "get_modules"):
                stack.enter_context(patch.object(module, "get_modules", lambda: names))
            suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(module))
        findings = Findings()
        suite.run(findings)
    print(
        RESULT + json.dumps({"ran": findings.ran, "found": findings.found}), flush=True
    )

"""Read-me files of the add-ons: from Markdown fragments to what Odoo shows."""

import io
from pathlib import Path

import pytest
from docutils.core import publish_string

from cli.paths import Paths, addon_names
from cli.readme import offences, text, to_rst

PATHS = Paths(Path(__file__).resolve().parents[2])


@pytest.mark.parametrize(
    ("markdown", "rst"),
    [
        ("`a` and **b**", "``a`` and **b**"),
        ("[Odoo](https://odoo.com)", "`Odoo <https://odoo.com>`__"),
        ("## Terms", "Terms\n-----"),
        ("Either:\n- one\n  line\n- two", "Either:\n\n- one\n  line\n- two"),
        (
            "| a | b |\n|---|---|\n| c | d |",
            ".. list-table::\n   :header-rows: 1\n\n"
            "   * - a\n     - b\n   * - c\n     - d",
        ),
        ("<!-- changes -->\n\nText", "Text"),
    ],
)
def test_fragments_become_rst(markdown, rst):
    assert to_rst(markdown) == rst


@pytest.mark.parametrize("addon", addon_names(PATHS.addons))
def test_odoo_can_show_the_file(addon):
    warnings = io.StringIO()
    # Histories repeat the names of their sections, which is only worth an information.
    settings = {"warning_stream": warnings, "report_level": 2}
    publish_string(
        text(PATHS.addons / addon), writer="html", settings_overrides=settings
    )
    assert warnings.getvalue() == ""


def test_a_forgotten_file_is_told(tmp_path):
    addon = tmp_path / "addons" / "bpo_x"
    (addon / "readme").mkdir(parents=True)
    (addon / "__manifest__.py").write_text(
        '{"name": "X", "author": "A", "license": "LGPL-3"}'
    )
    (addon / "readme" / "DESCRIPTION.md").write_text("What it does.")
    (offence,) = offences(Paths(tmp_path))
    assert offence.startswith("addons/bpo_x/README.rst: run ")
    (addon / "README.rst").write_text(text(addon))
    assert not list(offences(Paths(tmp_path)))

"""The German catalogues are whole: no gap, no doubt, the same placeholders.

An add-on in ``COMPLETE`` has a German catalogue with every term of its template, except
those that read the same in German. The rules for entries hold for every catalogue that
exists.
"""

import re
from pathlib import Path

import polib
import pytest

ADDONS = Path(__file__).resolve().parents[2] / "addons"
COMPLETE = (
    "bpo_contracts",
    "bpo_timesheets",
    "bpo_billing",
    "bpo_billing_queue",
    "bpo_spreadsheet_dashboard",
)

# ``%(name)s`` of Python, ``%s`` of older terms, ``{{ … }}`` of mail templates and
# the name of each tag. Attributes such as title hold text to translate.
PLACEHOLDER = re.compile(
    r"%\(\w+\)[-+ #0]*(?:\.\d+)?[a-zA-Z]|%[sd]\b|\{\{.*?\}\}|</?[a-z][\w-]*"
)
# Words of both languages, numbers and names of fields.
SAME_IN_GERMAN = frozenset(
    {
        "AQL",
        "Band (%)",
        "Code",
        "ID",
        "Icon",
        "Import",
        "Index",
        "Interviews",
        "Jobs",
        "Journal",
        "Name",
        "Normal",
        "Outsourcing",
        "Phase",
        "Plan",
        "Problem",
        "Region",
        "Simulation",
        "Status",
        "Team",
        "Teams",
        "Timer",
        "%(count)s × %(size)s",
        "%(count)s × %(size)s %(unit)s",
        "min",
        "10",
        "100",
        "1000",
        "12/31/2024",
        "15",
        "150",
        "25",
        "250",
        "31/12/2024",
        "40",
        "400",
        "65",
        "650",
        "<span>%</span>",
        "Factur-x/XRechnung CII 2.2.0",
        "UBL 2.1",
        "auto_account_id",
        "calendar_id",
    }
)


def _catalogue(addon: str, name: str) -> polib.POFile:
    """The catalogue of that name; fails with a plain sentence when it is missing."""
    path = ADDONS / addon / "i18n" / name
    if not path.exists():
        pytest.fail(f"{addon} has no i18n/{name}: export and translate its terms.")
    return polib.pofile(str(path))


def _addons() -> list[str]:
    """The add-ons with a German catalogue and those that must have one."""
    found = {path.parents[1].name for path in ADDONS.glob("*/i18n/de.po")}
    return sorted(found | set(COMPLETE))


@pytest.mark.parametrize("addon", _addons())
def test_every_entry_is_translated(addon):
    """Neither an empty entry nor one that nobody has confirmed."""
    catalogue = _catalogue(addon, "de.po")
    assert [entry.msgid for entry in catalogue if not entry.msgstr] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


@pytest.mark.parametrize("addon", _addons())
def test_placeholders_agree(addon):
    """A placeholder lost or renamed would break the sentence or the view."""
    differing = [
        (entry.msgid, entry.msgstr)
        for entry in _catalogue(addon, "de.po")
        if sorted(PLACEHOLDER.findall(entry.msgid))
        != sorted(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert differing == []


@pytest.mark.parametrize("addon", COMPLETE)
def test_every_term_of_the_template_has_german(addon):
    """A term of the template is in the catalogue, or the same in both languages."""
    known = {entry.msgid for entry in _catalogue(addon, "de.po")}
    terms = {
        entry.msgid
        for entry in _catalogue(addon, f"{addon}.pot")
        if "object." not in entry.msgid  # names of printed files are code
    }
    assert sorted(terms - known - SAME_IN_GERMAN) == []

"""The catalogues are whole: no gap, no doubt, the same placeholders.

German is complete in every add-on: every term of the template, except those that read
the same in German. French and Spanish are the languages of clients: complete in the
portal, and in the other add-ons for what a client reads (``CLIENTS_READ``). The rules
for entries hold for every catalogue that exists.
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
    "bpo_client_portal",
    "bpo_spreadsheet_dashboard",
)
CLIENT_LANGUAGES = ("fr", "es")
# add-on -> where the terms stand that a client reads, as in the catalogue's comments.
CLIENTS_READ = {
    "bpo_client_portal": (r".",),
    "bpo_contracts": (
        r"models/bpo_contract_line_summary_mixin|models/bpo_dated_terms_mixin",
        r"models/bpo_service_report_figures_mixin|models/bpo_sla_credit_mixin",
        r"models/bpo_work_item_state_mixin|bpo_contracts\.report_",
        r"mail_template_service_report|project\.task\.type,name|uom\.uom,name",
        r"product\.template,(name|description_sale)",
        r"selection__bpo_contract__(state|data_class|dpa_state|renewal)__",
        r"selection__bpo_contract__billing_(frequency|timing)__",
        r"selection__bpo_contract_amendment_change__(term|scope)__",
        r"selection__bpo_(sla|sla_result|work_item)__(metric|state)__",
    ),
    "bpo_timesheets": (
        r"models/bpo_import_sentence_mixin",
        r"selection__account_analytic_line__bpo_(client_)?state__",
    ),
    "bpo_billing": (
        r"models/bpo_step_(words|sentence)_mixin|models/bpo_billing_ledger_lines_mixin",
        r"models/bpo_statement_(explanation|export)_mixin|wizards/bpo_value_report",
        r"bpo_billing\.report_(invoice|bpo_statement|bpo_value)",
        r"selection__bpo_(statement_line__kind|statement__state|milestone__state)__",
    ),
}
# Names of fields and values in the code that the export takes for words.
CODE = frozenset(
    {
        "active",
        "approvals",
        "bpo_client_state",
        "held",
        "missed_result_ids",
        "move_id.payment_state",
        "not_paid",
        "rejected",
        "sla",
        "state",
        "work",
    }
)

# ``%(name)s`` of Python, ``%s`` of older terms, ``%%``, ``{{ … }}`` of mail templates
# and the name of each tag with what it puts out. Attributes such as title hold text to
# translate.
PLACEHOLDER = re.compile(
    r"%\(\w+\)[-+ #0]*(?:\.\d+)?[a-zA-Z]|%%|%[sd]\b|\{\{.*?\}\}"
    r"|</?[a-z][\w-]*|t-(?:out|esc|field)=\"[^\"]*\""
)
# Words of both languages, numbers and names of fields.
SAME_IN_GERMAN = CODE | frozenset(
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
        "%(size)s kB",
        "%(size)s MB",
        "Administrator",
        "Filter",
        "SHA-256",
        '<i class="fa fa-file-pdf-o" aria-hidden="true"/> PDF',
        '<i class="fa fa-table" aria-hidden="true"/> Excel',
        "{{0}} {{1}}",
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
# Numbers, marks and names of formats; then the words that read as in English.
SAME_EVERYWHERE = frozenset(
    {
        "%(count)s × %(size)s",
        "%(count)s × %(size)s %(unit)s",
        '<i class="fa fa-file-pdf-o" aria-hidden="true"/> PDF',
        '<i class="fa fa-table" aria-hidden="true"/> Excel',
        "Base",
        "Final",
        "ID",
        "SHA-256",
        "Total",
        "min",
        "{{0}} {{1}}",
    }
)
SAME_IN = {
    "fr": SAME_EVERYWHERE
    | {
        "%(step)s plus %(fee)s",
        "Agent",
        "Client",
        "Contact",
        "Conversation",
        "Correction",
        "Date",
        "Description",
        "Document",
        "E-mail",
        "Message",
        "Messages",
        "Notifications",
        "Pages",
        "Public",
        "Versions",
        "Volume",
        "Volumes",
    },
    "es": SAME_EVERYWHERE
    | {
        "%(size)s MB",
        "%(size)s kB",
        "Provisional",
        "Regular",
    },
}


def _catalogue(addon: str, name: str) -> polib.POFile:
    """The catalogue of that name; fails with a plain sentence when it is missing."""
    path = ADDONS / addon / "i18n" / name
    if not path.exists():
        pytest.fail(f"{addon} has no i18n/{name}: export and translate its terms.")
    return polib.pofile(str(path))


def _catalogues() -> list[tuple[str, str]]:
    """Add-on and name of the catalogues that exist and of those that must."""
    found = {(path.parents[1].name, path.name) for path in ADDONS.glob("*/i18n/*.po")}
    found |= {(addon, "de.po") for addon in COMPLETE}
    found |= {
        (addon, f"{one}.po") for addon in CLIENTS_READ for one in CLIENT_LANGUAGES
    }
    return sorted(found)


def _terms(addon: str, places: tuple[str, ...] = (".",)) -> set[str]:
    """The words of an add-on's template that stand in one of the places."""
    return {
        entry.msgid
        for entry in _catalogue(addon, f"{addon}.pot")
        if entry.msgid not in CODE
        and ".replace('/'" not in entry.msgid  # names of printed files are code
        and any(
            re.search(one, where) for one in places for where, _ in entry.occurrences
        )
    }


@pytest.mark.parametrize(("addon", "name"), _catalogues())
def test_every_entry_is_translated(addon, name):
    """Neither an empty entry nor one that nobody has confirmed."""
    catalogue = _catalogue(addon, name)
    assert [entry.msgid for entry in catalogue if not entry.msgstr] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


@pytest.mark.parametrize(("addon", "name"), _catalogues())
def test_placeholders_agree(addon, name):
    """A placeholder lost or renamed would break the sentence or the view."""
    differing = [
        (entry.msgid, entry.msgstr)
        for entry in _catalogue(addon, name)
        if sorted(PLACEHOLDER.findall(entry.msgid))
        != sorted(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert differing == []


@pytest.mark.parametrize("addon", COMPLETE)
def test_every_term_of_the_template_has_german(addon):
    """A term of the template is in the catalogue, or the same in both languages."""
    known = {entry.msgid for entry in _catalogue(addon, "de.po")}
    assert sorted(_terms(addon) - known - SAME_IN_GERMAN) == []


@pytest.mark.parametrize("language", CLIENT_LANGUAGES)
@pytest.mark.parametrize("addon", CLIENTS_READ)
def test_what_a_client_reads_is_in_the_clients_language(addon, language):
    """Every term of the portal, and of the others what a client is shown or sent."""
    known = {entry.msgid for entry in _catalogue(addon, f"{language}.po")}
    terms = _terms(addon, CLIENTS_READ[addon])
    assert sorted(terms - known - SAME_IN[language]) == []


@pytest.mark.parametrize(("addon", "name"), _catalogues())
def test_no_entry_is_left_over(addon, name):
    """A term that the template no longer has is translated for nobody."""
    terms = {entry.msgid for entry in _catalogue(addon, f"{addon}.pot")}
    known = {entry.msgid for entry in _catalogue(addon, name)}
    assert sorted(known - terms) == []

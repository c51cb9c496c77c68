"""Billing on the charts of accounts of four countries, and on the generic one.

Each chart gets a company that defers an invoice in advance, accrues a month's work,
bills and posts it and reconciles. Odoo's country add-ons are installed on a database of
their own; a chart whose add-on is absent is skipped.
"""

import json
from pathlib import Path

import pytest

from cli.odoo_run import Odoo
from cli.progress import Progress
from cli.templates import Templates
from support.service import Service

SCRIPT = Path(__file__).with_name("chart_month.py")
# chart -> Odoo's add-on, country of the company. Iceland has no add-on of its own.
CHARTS = {
    "de_skr03": ("l10n_de", "de"),
    "at": ("l10n_at", "at"),
    "ch": ("l10n_ch", "ch"),
    "us": ("l10n_us_account", "us"),
    "generic_coa": ("account", "is"),
}


@pytest.fixture(scope="module")
def months(environment):
    """The figures of the month by chart."""
    templates = Templates(environment, Progress())
    service = Service.copied_from(templates, "bpo_charts")
    try:
        yield run_charts(service)
    finally:
        service.remove()


def run_charts(service: Service) -> dict[str, dict]:
    """Install what there is and run the month on each chart."""
    names = ", ".join(f"'{addon}'" for addon, _country in CHARTS.values())
    known = service.query(
        f"SELECT name FROM ir_module_module WHERE name IN ({names})"
        " AND state NOT IN ('uninstallable')"
    )
    install(service.odoo, sorted(set(known) - {"account"}))
    charts = {
        chart: country for chart, (addon, country) in CHARTS.items() if addon in known
    }
    text = service.shell(f"CHARTS = {charts!r}\n{SCRIPT.read_text(encoding='utf-8')}")
    lines = [line for line in text.splitlines() if "CHART {" in line]
    found = [json.loads(line.partition("CHART ")[2]) for line in lines]
    return {month["chart"]: month for month in found}


def install(odoo: Odoo, names: list[str]) -> None:
    """Install the country add-ons after ours, as a user would."""
    if not names:
        return
    code = odoo.run("server", "-i", ",".join(names), "--stop-after-init")
    assert not code, odoo.log.read_text(encoding="utf-8")[-3000:]


@pytest.fixture(params=CHARTS)
def month(request, months):
    """The figures of one chart."""
    if request.param not in months:
        pytest.skip(f"Odoo's add-on {CHARTS[request.param][0]} is not installed here.")
    return months[request.param]


def test_the_company_has_the_chart(month):
    assert month["chart_of_company"] == month["chart"]
    assert all(month["accounts"])
    assert month["income"]


def test_a_month_is_billed_posted_and_taxed(month):
    assert month["states"] == ["posted"]
    assert (month["untaxed"], month["advance"]) == (300.0, 900.0)
    assert month["tax"] == pytest.approx(3 * month["sales_tax"])
    assert month["tax"] > 0


def test_work_is_accrued_and_reversed_the_day_after(month):
    assert month["closed"]["accrued"] == 300.0
    assert (month["at_end"][0], month["day_after"][0]) == (300.0, 0.0)


def test_a_quarter_in_advance_is_earned_by_days(month):
    # 59 of 90 days of 900.00 are still to come on 31 January
    assert month["closed"]["deferred"] == 590.0
    assert (month["at_end"][1], month["day_after"][1]) == (-590.0, 0.0)


def test_nothing_differs(month):
    assert month["statements"] == 2 + len(month["abroad"])
    assert month["ledger"] == 1200.0 + 60.0 * len(month["abroad"])
    assert month["difference"] == 0.0
    assert month["findings"] == []


@pytest.mark.parametrize(
    ("chart", "countries"), [("de_skr03", "AT US"), ("at", "DE CH")]
)
def test_reverse_charge_and_export_bear_no_tax(months, chart, countries):
    if chart not in months:
        pytest.skip(f"Odoo's add-on {CHARTS[chart][0]} is not installed here.")
    invoices = months[chart]["abroad"]
    assert [each["country"] for each in invoices] == countries.split()
    for invoice in invoices:
        assert invoice["position"]
        assert not any(invoice["taxes"])
        assert invoice["total"] == invoice["untaxed"] == 60.0

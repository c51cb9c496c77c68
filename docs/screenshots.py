#!/usr/bin/env python3
"""Takes the pictures of README and guides from a running demo.

Start ``./bpo demo`` in one terminal, then in another one::

    .bpo/venv/bin/python docs/screenshots.py http://127.0.0.1:8069 [picture ...]

Pictures go to ``docs/images``. ``DEMO`` records are found by name, so the pictures
can be made again on any machine and any day.
"""

import sys
import time
from datetime import date
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cli import browser  # noqa: E402 - the paths come first
from support.page import Page  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DESKTOP, PHONE = 1280, 390
SETTLED = 2.5  # seconds: fonts, charts and the client action draw after the load
ACTION = "/odoo/action-"
# picture: login, width, path; {model:name of the client} becomes an id
PICTURES = {
    # what the README shows
    "portal-statement": (
        "brightcart",
        DESKTOP,
        "/my/statements/{bpo.statement:Brightcart}",
    ),
    # the manager
    "contracts": ("admin", DESKTOP, "bpo_contracts.bpo_contract_action"),
    "contract": (
        "admin",
        DESKTOP,
        "bpo_contracts.bpo_contract_action/{bpo.contract:Meridian}",
    ),
    "rate-cards": ("admin", DESKTOP, "bpo_contracts.bpo_rate_card_action"),
    "planning": ("admin", DESKTOP, "bpo_timesheets.bpo_assignment_action_planning"),
    "margin": ("admin", DESKTOP, "bpo_billing.bpo_margin_report_action"),
    # the team lead
    "live-board": ("lead", DESKTOP, "bpo_contracts.bpo_work_item_board_action"),
    "work-orders": ("lead", DESKTOP, "bpo_contracts.project_task_action"),
    "to-approve": (
        "lead",
        DESKTOP,
        "bpo_timesheets.account_analytic_line_action_approve",
    ),
    "service-levels": ("lead", DESKTOP, "bpo_contracts.bpo_sla_result_action"),
    # the agent
    "agent-day": ("agent", PHONE, "bpo_timesheets.bpo_timer_action_day"),
    "agent-week": ("agent", DESKTOP, "bpo_timesheets.bpo_timer_action_week"),
    # the accountant
    "billing-run": (
        "billing",
        DESKTOP,
        "bpo_billing.bpo_billing_run_action/{bpo.billing.run:}",
    ),
    "statement": (
        "billing",
        DESKTOP,
        "bpo_billing.bpo_statement_action/{bpo.statement:Meridian}",
    ),
    "unbilled": ("billing", DESKTOP, "bpo_billing.bpo_unbilled_report_action"),
    "reconciliation": ("billing", DESKTOP, "bpo_billing.bpo_statement_action"),
    # the client
    "portal-overview": ("brightcart", DESKTOP, "/my/bpo"),
    "portal-overview-phone": ("brightcart", PHONE, "/my/bpo"),
    "portal-order": ("brightcart", DESKTOP, "/my/work-orders/new"),
    "portal-orders": ("brightcart", DESKTOP, "/my/work-orders"),
    "portal-approvals": ("clearview", DESKTOP, "/my/approvals"),
    "portal-sla": ("brightcart", DESKTOP, "/my/sla"),
    "portal-people": ("brightcart", DESKTOP, "/my/bpo/people"),
}

# Back to the last working day.
DAYS_BACK = {0: 3, 6: 2}.get(date.today().weekday(), 1)
# What is clicked before the picture is taken.
CLICKS = {
    "agent-day": (".fa-chevron-left",) * DAYS_BACK,
    "reconciliation": (
        ".o_menu_sections [data-menu-xmlid='bpo_contracts.bpo_menu_reporting']",
        "[data-menu-xmlid='bpo_billing.bpo_reconciliation_menu']",
    ),
    "to-approve": (".o_group_header", ".o_group_header:nth-child(2)"),
}


def logged_in(url: str, login: str) -> requests.Session:
    """Return a session of a demo user, whose password is the login."""
    session = requests.Session()
    text = session.get(f"{url}/web/login", timeout=60).text
    token = text.split('name="csrf_token" value="')[1].split('"')[0]
    fields = {"login": login, "password": login, "csrf_token": token}
    session.post(f"{url}/web/login", data=fields, timeout=60)
    return session


def newest(session: requests.Session, url: str, model: str, client: str) -> int:
    """Return the id of the newest record of a model, of a client if one is named."""
    domain = [["partner_id.name", "like", client]] if client else []
    answer = session.post(
        f"{url}/web/dataset/call_kw/{model}/search",
        json={
            "params": {
                "model": model,
                "method": "search",
                "args": [domain],
                "kwargs": {"limit": 1, "order": "id desc"},
            }
        },
        timeout=60,
    )
    return answer.json()["result"][0]


def resolved(path: str, session: requests.Session, url: str) -> str:
    """Return a path for an action's name, with ``{model:client}`` replaced by an id."""
    if not path.startswith("/"):
        path = ACTION + path
    if "{" not in path:
        return path
    head, rest = path.split("{")
    mark, tail = rest.split("}")
    return f"{head}{newest(session, url, *mark.split(':'))}{tail}"


def main(url: str, names: list[str]) -> None:
    """Take every picture, or those of some names."""
    admin = logged_in(url, "admin")
    for name in names or PICTURES:
        login, width, path = PICTURES[name]
        cookies = logged_in(url, login).cookies.get_dict()
        with Page(browser.find(), url, cookies, width) as page:
            page.goto(resolved(path, admin, url))
            time.sleep(SETTLED)
            for selector in CLICKS.get(name, ()):
                page.click(selector)
                time.sleep(SETTLED)
            page.screenshot(IMAGES / f"{name}.png", whole=path.startswith("/my"))
        print(f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2:])

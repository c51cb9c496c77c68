#!/usr/bin/env python3
"""Takes the pictures of README and guides from a running demo.

Start ``./bpo demo`` in one terminal, then in another one::

    .bpo/venv/bin/python docs/screenshots.py http://127.0.0.1:8069

Pictures go to ``docs/images``. ``DEMO`` records are found by name, so the pictures
can be made again on any machine and any day.
"""

import sys
import time
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cli import browser  # noqa: E402 - the paths come first
from support.page import Page  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DESKTOP, PHONE = 1280, 390
SETTLED = 2.5  # seconds: fonts, charts and the client action draw after the load
# picture: login, width, path; {model:name of the client} becomes an id
PICTURES = {
    "portal-overview": ("brightcart", DESKTOP, "/my/bpo"),
    "portal-overview-phone": ("brightcart", PHONE, "/my/bpo"),
    "portal-statement": (
        "brightcart",
        DESKTOP,
        "/my/statements/{bpo.statement:Brightcart}",
    ),
    "portal-sla": ("brightcart", DESKTOP, "/my/sla"),
    "contracts": ("admin", DESKTOP, "/odoo/action-bpo_contracts.bpo_contract_action"),
    "contract": (
        "admin",
        DESKTOP,
        "/odoo/action-bpo_contracts.bpo_contract_action/{bpo.contract:Meridian}",
    ),
    "billing-run": (
        "admin",
        DESKTOP,
        "/odoo/action-bpo_billing.bpo_billing_run_action/{bpo.billing.run:}",
    ),
    "statement": (
        "admin",
        DESKTOP,
        "/odoo/action-bpo_billing.bpo_statement_action/{bpo.statement:Meridian}",
    ),
    "agent-day": ("agent", PHONE, "/odoo/action-bpo_timesheets.bpo_timer_action_day"),
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
    """Replace ``{model:client}`` in a path by an id."""
    if "{" not in path:
        return path
    head, rest = path.split("{")
    mark, tail = rest.split("}")
    return f"{head}{newest(session, url, *mark.split(':'))}{tail}"


def main(url: str) -> None:
    """Take every picture."""
    admin = logged_in(url, "admin")
    for name, (login, width, path) in PICTURES.items():
        cookies = logged_in(url, login).cookies.get_dict()
        with Page(browser.find(), url, cookies, width) as page:
            page.goto(resolved(path, admin, url))
            time.sleep(SETTLED)
            page.screenshot(IMAGES / f"{name}.png", whole=path.startswith("/my"))
        print(f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))

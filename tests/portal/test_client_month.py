"""A client's month in a browser at phone width, once in English, once in German."""

from __future__ import annotations

import re

import pytest

from .world import MONTHS

PHONE = 390
# What each page must say, to know that it is in the right language.
WORDS = {
    "en_US": {
        "overview": "Open work orders",
        "form": "Place a work order",
        "hold": "We need your answer",
        "accepted": "Delivery accepted",
        "approvals": "Nothing waits for you",
        "sla": "promised",
        "dispute": "We have your dispute",
        "pay": "Pay Now",
        "paid": "Paid",
    },
    "de_DE": {
        "overview": "Offene Aufträge",
        "form": "Auftrag erteilen",
        "hold": "Wir brauchen Ihre Antwort",
        "accepted": "Lieferung angenommen",
        "approvals": "Nichts wartet auf Sie",
        "sla": "zugesagt",
        "dispute": "Ihre Beanstandung ist angekommen",
        "pay": "Jetzt bezahlen",
        "paid": "Bezahlt",
    },
}


def submit(page, selector: str) -> None:
    """Click a button and wait for the page that follows."""
    page.evaluate("window.bpoLeft = true")
    page.click(selector)
    page.until("!window.bpoLeft && document.readyState === 'complete'", selector)


def look(page, path: str, words: str = "") -> None:
    """Open a page; it must fit the phone and speak the language."""
    page.goto(path)
    check(page, path, words)


def check(page, path: str, words: str = "") -> None:
    """The page shown fits the phone, has one heading and says the words."""
    page.wait_for(".o_bpo h1")
    assert words in page.text(".o_bpo"), (path, words)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{path} is {wide} pixels too wide"
    assert page.evaluate("document.querySelectorAll('.o_bpo h1').length") == 1
    unnamed = page.evaluate(UNNAMED_FIELDS)
    assert not unnamed, f"{path}: fields without a label {unnamed}"


INVOICE = "document.querySelector('.o_bpo a[href^=\"/my/invoices/\"]').pathname"
UNNAMED_FIELDS = """
[...document.querySelectorAll(".o_bpo input, .o_bpo select, .o_bpo textarea")]
    .filter((field) => field.type !== "hidden")
    .filter((field) => !field.labels.length && !field.getAttribute("aria-label"))
    .map((field) => field.name)
"""
ATTACH = """
(() => {
    const files = new DataTransfer();
    files.items.add(new File(["%PDF-1.7 material"], "material.pdf"));
    const input = document.querySelector("#bpo_files");
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
})()
"""
ALL_TICKED = """
[...document.querySelectorAll(".o_bpo_select_one")].every((box) => box.checked)
"""
LISTED = """
document.querySelector(".o_bpo_drop_list").textContent.includes("material.pdf")
"""
CHOOSE = """
(() => {
    const select = document.querySelector("#bpo_line");
    const wanted = [...select.options].find((one) => one.text.includes("unit service"));
    select.value = wanted.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
})()
"""


def provider(service, order: int, code: str) -> None:
    """Do something to an order's items as the provider would."""
    service.shell(
        f"order = env['project.task'].browse({order})\n"
        f"items = order.bpo_item_ids\n{code}\nenv.cr.commit()\n"
        "env.registry.signal_changes()"
    )


@pytest.mark.parametrize("language", ["en_US", "de_DE"])
def test_the_month_of_a_client(service, language):
    """Order, upload, answer, accept, approve hours, read the SLA, dispute, pay."""
    words, letter = WORDS[language], MONTHS[language]
    login = f"{letter.lower()}_admin"
    with service.page(login, login.ljust(8, "x"), width=PHONE) as page:
        page.send(
            "Network.setCookie", name="frontend_lang", value=language, url=service.url
        )
        look(page, "/my/bpo", words["overview"])
        order = place_order(page, words)
        answer_question(service, page, order, words)
        accept_delivery(service, page, order, words)
        approve_hours(page, words)
        look(page, "/my/sla", words["sla"])
        statement, invoice = dispute_a_line(page, words)
        pay(service, page, invoice, words)
        look(page, statement)
        assert open_amount(page) == 0.0
        assert not page.messages, page.messages


def place_order(page, words) -> int:
    """Place an order with a file and return its id."""
    look(page, "/my/work-orders/new", words["form"])
    page.evaluate(CHOOSE)
    page.fill("#bpo_name", "Receipts of May")
    page.fill("#bpo_quantity", "12,5")
    page.fill("#bpo_references", "May-1\nMay-2")
    page.click("#bpo_class_internal")
    page.evaluate(ATTACH)
    page.until(LISTED)
    submit(page, ".o_bpo_order button[type=submit]")
    check(page, "the order", "Receipts of May")
    shown = page.text(".o_bpo")
    assert "material.pdf" in shown
    assert "May-1" in shown
    return int(page.evaluate("location.pathname").rsplit("/", 1)[1])


def answer_question(service, page, order: int, words) -> None:
    """Read why the clock stands and answer."""
    provider(service, order, "items[:1].action_hold('client', 'Which currency?')")
    look(page, f"/my/work-orders/{order}", words["hold"])
    assert "Which currency?" in page.text(".alert-warning")
    page.fill("#bpo_body", "Euro, please")
    submit(page, "#conversation button[type=submit]:not(.btn-link)")
    check(page, "the answer", "Euro, please")
    assert words["hold"] not in page.text(".o_bpo")


def accept_delivery(service, page, order: int, words) -> None:
    """Accept everything that was delivered."""
    provider(service, order, "items.action_start()\nitems.action_deliver()")
    look(page, f"/my/work-orders/{order}")
    submit(page, ".o_bpo_select button.btn-success")
    check(page, "the acceptance", words["accepted"])


def approve_hours(page, words) -> None:
    """Approve all waiting hours with the box above the list."""
    look(page, "/my/approvals")
    page.click("#bpo_all")
    page.until(
        "[...document.querySelectorAll('.o_bpo_select_one')].every(b => b.checked)"
    )
    submit(page, "button[value=approve]")
    check(page, "the approval", words["approvals"])


def dispute_a_line(page, words) -> tuple[str, str]:
    """Dispute a line of the statement; return its address and the invoice's."""
    look(page, "/my/statements")
    submit(page, ".o_bpo_table a[href^='/my/statements/']")
    check(page, "the statement")
    statement = page.evaluate("location.pathname")
    assert open_amount(page) > 0.0
    invoice = page.evaluate(INVOICE)
    page.evaluate("document.querySelector('.o_bpo_links details').open = true")
    page.fill(".o_bpo_links textarea", "Two hours too many")
    submit(page, ".o_bpo_links form button")
    check(page, "the dispute", words["dispute"])
    assert "Two hours too many" in page.text(".o_bpo")
    return statement, invoice


def open_amount(page) -> float:
    """Return what the statement that is shown says is still to pay."""
    shown = page.evaluate(
        "[...document.querySelectorAll('.o_bpo_facts dd')].at(-1).innerText"
    )
    return float(re.sub(r"\D", "", shown)) / 100


def pay(service, page, invoice: str, words) -> None:
    """Pay the invoice through Odoo's own form, at a provider that plays a bank."""
    page.goto(invoice)
    page.wait_for("#wrapwrap")
    assert "INV/" in page.text("#wrapwrap")
    assert words["pay"] in page.text("a[data-bs-target='#pay_with']")
    page.click("a[data-bs-target='#pay_with']")
    page.until("document.querySelector('#pay_with').classList.contains('show')")
    page.fill("#pay_with #customer_input", "4111 1111 1111 1111")
    page.click("#pay_with button[name=o_payment_submit_button]:not([disabled])")
    # The bank's answer is waited for on a page in between.
    page.until(f"location.pathname.endsWith({invoice!r})")
    page.wait_for("[name=invoice_paid_badge]")
    assert words["paid"] in page.text("[name=invoice_paid_badge]")
    [move] = service.rpc().call(
        "account.move",
        "read",
        [
            [int(invoice.rsplit("/", 1)[1])],
            ["payment_state", "amount_residual", "matched_payment_ids"],
        ],
    )
    assert move["payment_state"] in ("paid", "in_payment")
    assert move["amount_residual"] == 0.0
    assert move["matched_payment_ids"]

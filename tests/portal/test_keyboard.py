"""Whoever has no mouse uses the whole portal."""

from __future__ import annotations

from support.keyboard import go_to, press, walk, write

SUBMITTED = "!window.bpoLeft && document.readyState === 'complete'"
PLANTED = """
(() => {
    const link = document.createElement("a");
    link.href = "#";
    link.id = "planted";
    link.textContent = "planted";
    link.style.cssText = "outline: none !important; box-shadow: none !important;";
    document.querySelector(".o_bpo").append(link);
})()
"""


def press_and_wait(page, key: str) -> None:
    """Press a key that leads to another page."""
    page.evaluate("window.bpoLeft = true")
    press(page, key)
    page.until(SUBMITTED, f"the page after {key}")
    page.wait_for(".o_bpo h1")


def test_tab_reaches_everything_with_a_visible_focus(looking, pages, record_property):
    """Links, buttons, fields and foldings of every page."""
    looking.resize(1280)
    faults, targets = {}, 0
    for path in pages:
        looking.goto(path)
        looking.wait_for(".o_bpo h1")
        outcome = walk(looking)
        targets += outcome.pop("targets")
        faults |= {f"{path} {kind}": seen for kind, seen in outcome.items() if seen}
    record_property("figure", f"keyboard: {len(pages)} pages, {targets} things reached")
    assert not faults, faults


def test_a_focus_that_is_not_seen_is_told(looking):
    """Mutation check: a link without an outline is found."""
    looking.goto("/my/sla")
    looking.evaluate(PLANTED)
    assert any("planted" in one for one in walk(looking)["unseen"])


def test_an_order_is_placed_by_keyboard(looking):
    """Choose the service, write, choose the class, send."""
    looking.goto("/my/work-orders/new")
    looking.wait_for("#bpo_name")
    go_to(looking, "#bpo_line")
    before = looking.evaluate("document.activeElement.value")
    press(looking, "ArrowDown")
    assert looking.evaluate("document.activeElement.value") != before
    for selector, text in (
        ("#bpo_name", "Letters of June"),
        ("#bpo_quantity", "3"),
        ("#bpo_description", "Type them"),
        ("#bpo_references", "June-1"),
    ):
        go_to(looking, selector)
        write(looking, text)
    go_to(looking, "[name=data_class]")
    press(looking, " ")
    go_to(looking, "button[type=submit]")
    press_and_wait(looking, "Enter")
    shown = looking.text(".o_bpo")
    assert "Letters of June" in shown
    assert "June-1" in shown


def test_hours_are_decided_on_by_keyboard(looking):
    """Reject one entry with a comment, approve the others."""
    looking.goto("/my/approvals")
    count = "document.querySelectorAll('.o_bpo_select_one').length"
    waiting = looking.evaluate(count)
    assert waiting > 1
    go_to(looking, ".o_bpo_select_one")
    press(looking, " ")
    # The form stands above the list: round once more.
    go_to(looking, ".o_bpo_select summary")
    press(looking, "Enter")
    go_to(looking, "#bpo_comment")
    write(looking, "I was not there")
    go_to(looking, "button[value=reject]")
    press_and_wait(looking, "Enter")
    assert looking.evaluate(count) == waiting - 1
    go_to(looking, ".o_bpo_select_all")
    press(looking, " ")
    go_to(looking, ".o_bpo_select button[value=approve]")
    press_and_wait(looking, "Enter")
    assert looking.evaluate(count) == 0

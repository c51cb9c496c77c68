"""Keys pressed in a page, and where the focus went."""

from __future__ import annotations

import json

KEYS = {"Tab": 9, "Enter": 13, "ArrowDown": 40, " ": 32}
TEXTS = {"Enter": "\r", " ": " "}
# Notes each element that gets the focus, and whether a person sees that it has it.
WATCH = """
(() => {
    const still = document.createElement("style");
    still.textContent = "*, *::before, *::after { transition: none !important; }";
    document.head.append(still);
    const look = (element) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor,
            backgroundColor, textDecorationLine } = getComputedStyle(element);
        const outline = outlineStyle === "none" || outlineWidth === "0px"
            ? "" : outlineStyle + outlineWidth + outlineColor;
        return [outline, boxShadow, borderColor, backgroundColor, textDecorationLine]
            .join("|");
    };
    const selector = ["a[href]", "button", "input", "select", "textarea", "summary",
        "[tabindex]"].join(", ");
    const shown = (element) => element.checkVisibility({ visibilityProperty: true })
        && !element.disabled && element.tabIndex >= 0;
    window.bpoAll = [...document.querySelectorAll(selector)].filter(shown).length;
    const targets = [...document.querySelectorAll(".o_bpo")]
        .flatMap((root) => [...root.querySelectorAll(selector)]).filter(shown);
    const before = new Map(targets.map((element) => [element, look(element)]));
    const name = (element) => element.type === "radio" ? element.name : element;
    const reached = new Set();
    const unseen = [];
    document.addEventListener("focusin", ({ target }) => {
        reached.add(name(target));
        if (before.has(target) && look(target) === before.get(target)) {
            unseen.push(target.outerHTML.slice(0, 160));
        }
    });
    window.bpoOutcome = () => ({
        targets: targets.length,
        missed: targets.filter(shown).filter((element) => !reached.has(name(element)))
            .map((element) => element.outerHTML.slice(0, 160)),
        unseen: [...new Set(unseen)],
    });
})()
"""


def press(page, key: str) -> None:
    """Press and release a key."""
    known = {
        "key": key,
        "code": "Space" if key == " " else key,
        "windowsVirtualKeyCode": KEYS[key],
    }
    text = TEXTS.get(key)
    down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
    page.send("Input.dispatchKeyEvent", **down, **known)
    page.send("Input.dispatchKeyEvent", type="keyUp", **known)


def write(page, text: str) -> None:
    """Type a text where the focus is."""
    page.send("Input.insertText", text=text)


def walk(page) -> dict:
    """Press Tab through the page that is shown.

    :return: ``targets``, how many things of ours take the focus; ``missed``, those
        that Tab does not reach; ``unseen``, those that look the same with the focus
    """
    page.evaluate(WATCH)
    for _step in range(page.evaluate("window.bpoAll") + 5):
        press(page, "Tab")
    return page.evaluate("window.bpoOutcome()")


def go_to(page, selector: str, limit: int = 200) -> None:
    """Press Tab until the focus is on an element."""
    check = f"document.activeElement.matches({json.dumps(selector)})"
    for _step in range(limit):
        press(page, "Tab")
        if page.evaluate(check):
            return
    raise AssertionError(f"Tab does not reach {selector}")

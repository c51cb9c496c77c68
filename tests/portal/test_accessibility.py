"""No page of the portal has a barrier that axe-core calls serious.

Rules of WCAG 2.1, levels A and AA, at the width of a phone and of a desk.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import npm
from cli.paths import Paths

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (1280, 390)
LANGUAGES = ("en_US", "de_DE")
# What must be among the pages, so that none is lost by accident.
KNOWN = (
    "/my/bpo",
    "/my/work-orders",
    "/my/work-orders/new",
    "/my/work-orders/{task_id}",
    "/my/sla",
    "/my/sla/{result_id}",
    "/my/approvals",
    "/my/statements",
    "/my/statements/{statement_id}",
    "/my/contracts",
    "/my/contracts/{contract_id}",
    "/my/bpo/people",
)
RUN = """
axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
    resultTypes: ["violations"],
}).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
        `${id}: ${html.slice(0, 200)} ${failureSummary.replaceAll("\\n", " ")}`)))
"""
PLANTED = """
(() => {
    const field = document.createElement("input");
    field.type = "text";
    document.querySelector(".o_bpo").append(field);
})()
"""


@pytest.fixture(scope="module")
def axe(environment) -> str:
    """The script that looks for barriers."""
    script = npm.folder(Paths(ROOT)) / "node_modules" / "axe-core" / "axe.min.js"
    return script.read_text(encoding="utf-8")


def barriers(page, axe: str) -> list[str]:
    """Return what is serious on the page that is shown."""
    page.evaluate(f"{axe};0")
    return page.evaluate(RUN)


def speak(page, service, language: str) -> None:
    """Choose the language of the pages to come."""
    page.send(
        "Network.setCookie", name="frontend_lang", value=language, url=service.url
    )


def test_no_page_has_a_serious_barrier(
    service, looking, pages, found, axe, record_property
):
    """Each page in each width and language."""
    missing = {path.format(**found["ids"]) for path in KNOWN} - set(pages)
    assert not missing
    faults = {}
    for language in LANGUAGES:
        speak(looking, service, language)
        for path in pages:
            looking.resize(WIDTHS[0])
            looking.goto(path)
            looking.wait_for(".o_bpo h1")
            for width in WIDTHS:
                looking.resize(width)
                for barrier in barriers(looking, axe):
                    faults.setdefault(barrier, f"{path} {language} {width}")
    speak(looking, service, LANGUAGES[0])
    record_property(
        "figure", f"barriers: {len(pages)} pages, {len(faults)} serious ones"
    )
    assert not faults, json.dumps(faults, indent=1, ensure_ascii=False)


def test_a_barrier_is_found(looking, axe):
    """Mutation check: a field without a name is told."""
    looking.goto("/my/bpo")
    looking.evaluate(PLANTED)
    assert any(one.startswith("label:") for one in barriers(looking, axe))

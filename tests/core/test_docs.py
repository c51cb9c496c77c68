"""The documentation names what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def scheduled_jobs() -> set[str]:
    """The names of all scheduled actions of the add-ons."""
    found = set()
    for path in ROOT.glob("addons/*/data/*.xml"):
        records = etree.parse(path).iterfind(".//record[@model='ir.cron']")
        found |= {record.findtext("field[@name='name']") for record in records}
    return found


def test_every_scheduled_job_is_in_the_operations_guide():
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (Outsourcing: [^|]+?) \|", text, re.MULTILINE)
    assert set(rows) == scheduled_jobs()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(path):
    links = LINK.findall(path.read_text(encoding="utf-8"))
    targets = [link for link in links if "://" not in link]
    missing = [link for link in targets if not (path.parent / link).exists()]
    assert not missing

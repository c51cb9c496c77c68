"""Fifty clients at once on two workers: no error, no foreign text, no slower."""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import dataclass, field
from statistics import quantiles

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from .seeding import letters

SECONDS = float(os.environ.get("BPO_LOAD_SECONDS", "20"))
# A short run says too little about speed to fail a build; a minute does not.
LONG_RUN = 60
PAGES = (
    "/my/bpo",
    "/my/contracts",
    "/my/work-orders",
    "/my/sla",
    "/my/approvals",
    "/my/statements",
)
NATIVE = ("/my/invoices",)
# A worker gives a client two seconds to send its request, which fifty threads on a
# busy machine do not always manage; a proxy in front of it would.
PATIENT = HTTPAdapter(max_retries=Retry(total=5, backoff_factor=0.1))
MARK = re.compile(r"ClientL\d\dx")


@dataclass
class Outcome:
    """What a crowd saw: seconds per request, and what should not be."""

    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = quantiles(self.times, n=20)
        return (
            f"{len(self.times) / SECONDS:.1f} requests/s, "
            f"p50 {parts[9] * 1000:.0f} ms, "
            f"p95 {parts[18] * 1000:.0f} ms, "
            f"{len(self.times)} requests, {len(self.faults)} faults"
        )


@pytest.fixture(scope="module")
def crowd(serve):
    """A service with two workers and the sessions of fifty clients."""
    service = serve("load")
    service.shell("from tests.load import seeding\nseeding.seed(env)")
    service.stop()
    service.start("--workers=2")
    sessions = {}
    for letter in letters():
        login = f"{letter.lower()}_admin"
        session = service.session(login, login.ljust(8, "x"))
        session.mount("http://", PATIENT)
        sessions[letter] = session
    return service, sessions


def visit(service, sessions, pages) -> Outcome:
    """Let every client open pages one after the other for some seconds."""
    outcome, until = Outcome(), time.monotonic() + SECONDS

    def client(number: int, letter: str) -> None:
        step = number
        while time.monotonic() < until:
            path = pages[step % len(pages)]
            step += 1
            started = time.monotonic()
            try:
                answer = sessions[letter].get(service.url + path, allow_redirects=False)
            except requests.RequestException as error:
                outcome.faults.append(f"{path} {error}")
                continue
            outcome.times.append(time.monotonic() - started)
            foreign = set(MARK.findall(answer.text)) - {f"Client{letter}"}
            if answer.status_code != 200 or foreign:
                outcome.faults.append(f"{path} {answer.status_code} {foreign}")

    threads = [
        threading.Thread(target=client, args=(number, letter))
        for number, letter in enumerate(sessions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def test_fifty_clients_at_once(crowd, record_property):
    """All pages of the portal against Odoo's own list of invoices, in one run."""
    service, sessions = crowd
    for pages in (PAGES, NATIVE):
        # Assets and caches first, and the tokens that the native list writes.
        for letter in letters()[:4]:
            for path in pages:
                sessions[letter].get(service.url + path)
    ours = visit(service, sessions, PAGES)
    native = visit(service, sessions, NATIVE)
    ratio = len(ours.times) / len(native.times)
    record_property(
        "figure", f"portal: {ours}; /my/invoices: {native}; ratio {ratio:.2f}"
    )
    assert not ours.faults, "\n".join(ours.faults[:20])
    assert SECONDS < LONG_RUN or ratio >= 1.0

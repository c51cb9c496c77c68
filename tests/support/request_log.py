"""How much a request asked of the database, from the server's log."""

from __future__ import annotations

import re

# Odoo ends the line of a request with its queries, their seconds, and the other ones.
LINE = r'"{method} {path} HTTP/1\.[01]" (\d+) - (\d+) [\d.]+ [\d.]+'


def queries(service, path: str, method: str = "GET") -> int:
    """Return the number of queries of the last request of a path, with its query.

    :raise AssertionError: when no such request is in the log
    """
    text = service.odoo.log.read_text(encoding="utf-8", errors="replace")
    pattern = LINE.format(method=method, path=re.escape(path))
    found = re.findall(pattern, text)
    assert found, f"no {method} {path} in the log"
    return int(found[-1][1])

"""The list of public methods: which columns it has and what its words mean."""

from __future__ import annotations

import csv
from pathlib import Path

LIST = Path(__file__).with_name("public_methods.csv")
# Word of the list -> role of the access table.
CALLERS = {
    "contact": "admin",
    "agent": "agent",
    "lead": "lead",
    "billing": "billing",
    "manager": "manager",
    "employee": "internal",
}
# It opens a list or form, for which the reader's own rights count.
ANYONE = "anyone"


def read_callers() -> dict[tuple[str, str], list[str]]:
    """Return (model, method) -> who may call it."""
    with LIST.open(newline="", encoding="utf-8") as file:
        return {
            (row["model"], row["method"]): row["callers"].split()
            for row in csv.DictReader(file)
        }

"""What differs from one new record to the next: numbers, days, periods."""

from __future__ import annotations

from datetime import date, timedelta


class Numbers:
    """1, 2, 3 and so on; goes on where the process before this one has ended."""

    last = 0

    def __next__(self) -> int:
        self.last += 1
        return self.last


NUMBER = Numbers()


def day(offset: int = 0) -> date:
    """Return a day, counted from yesterday."""
    return date.today() + timedelta(days=offset - 1)


def month(_client) -> dict:
    """Return a period of which there is none else."""
    first = date(2040, 1, 1) + timedelta(days=4 * next(NUMBER))
    return {"date_from": first, "date_to": first + timedelta(days=2)}

"""What a contact can be told by mail: events, how often, and when a digest is due.

Pure data and arithmetic without Odoo.
"""

from dataclasses import dataclass
from datetime import datetime

import pytz

# Event -> (right needed on the contract, how often by default).
EVENTS = {
    "delivered": ("read", "now"),
    "question": ("talk", "now"),
    "approval": ("approve", "daily"),
    "statement": ("money", "now"),
    "breach": ("read", "daily"),
    "report": ("read", "now"),
}
DIGEST_HOUR = 7


@dataclass(frozen=True)
class Happening:
    """Something that happened on a contract.

    :param key: tells one happening from another, also from the same record's next
    :param stamp: naive UTC instant
    :param path: address of the page that shows it
    :param title: name of what it is about, as the client knows it
    :param params: values for the sentence
    """

    event: str
    contract_id: int
    key: str
    stamp: datetime
    path: str
    title: str
    params: tuple = ()


def digest_day(now, tz, last):
    """Return the local day of a digest that is due, or None.

    A contact gets one a day, not before seven in the morning of the contact's zone.

    >>> from datetime import date
    >>> digest_day(datetime(2026, 9, 1, 6, 0), "Europe/Berlin", None)
    datetime.date(2026, 9, 1)
    >>> digest_day(datetime(2026, 9, 1, 4, 0), "Europe/Berlin", None)
    >>> digest_day(datetime(2026, 9, 1, 6, 0), "Europe/Berlin", date(2026, 9, 1))

    :param now: naive UTC instant
    :param last: local day of the last digest, or None
    """
    local = pytz.utc.localize(now).astimezone(pytz.timezone(tz or "UTC"))
    if local.hour < DIGEST_HOUR or (last and last >= local.date()):
        return None
    return local.date()

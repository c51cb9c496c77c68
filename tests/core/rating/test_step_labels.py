"""Labels, names and notices of the rating core can be put into other words.

That the core writes no other label is checked by ``rating_world.rate``.
"""

from datetime import date
from fractions import Fraction

import pytest
import step_labels

LABELS = [
    ("60 min at 12.5 per hour", "minutes"),
    ("120 min at 15 % of 10 per hour", "surcharge"),
    ("2026-07-10 to 2026-07-31: 22 of 31 days", "days"),
    ("2026-07-01 to 2026-07-31: 21 of 23 working days", "working_days"),
    ("50 %, 31 of 31 days", "allocation"),
    ("50 %, 21 of 23 working days", "allocation_working"),
    ("312 h of 160 h per FTE", "fte_hours"),
    ("60 used, 50 hour included", "overage"),
    ("960 unit accepted", "accepted"),
    ("80 old records to the minimum quantity", "to_minimum"),
    ("50 tickets above the band", "above_band"),
    ("150 tickets above the baseline", "above_baseline"),
    ("50 tickets below the band", "below_band"),
    ("150 tickets below the baseline", "below_baseline"),
    ("Above 0 to 100: 100 unit", "tier"),
    ("Above 200 and more: 50 unit", "last_tier"),
    ("Flat fee above 200", "tier_fee"),
    ("From 50000: all 65000 unit", "volume"),
    ("Flat fee from 50000", "volume_fee"),
    ("2 x 100 unit", "packages"),
    ("Reached 2026-07-31", "reached"),
    ("25 % of 100000 - 80000", "share_of_saving"),
    ("Above the cap of 4000", "above_cap"),
    ("240 plus 7.5 % markup", "markup"),
    ("Minimum: 15 of 30 days", "minimum"),
    ("Charges of the period", "charges"),
    ("All work of 2026-07-01 to 2026-07-31", "late_work"),
    ("Billed before", "billed_before"),
    ("10000 changed by 4 %", "changed"),
    ("Desk: 60 min at 12.5 per hour", "named"),
]


@pytest.mark.parametrize(("label", "code"), LABELS)
def test_labels_are_taken_apart(label, code):
    assert step_labels.take_apart(label)[0] == code


@pytest.mark.parametrize("name", ["LABELS", "NAMES", "NOTICES"])
def test_a_pattern_takes_apart_what_it_made(name):
    expressions = step_labels._compile(getattr(step_labels, name))
    for code, pattern in getattr(step_labels, name).items():
        values = {key: sample(key) for key in expressions[code].groupindex}
        found = step_labels.take_apart(pattern.format(**values), expressions)
        assert found == (code, values)


def sample(key):
    """A value that stands for a name in a pattern."""
    if key in step_labels.DAYS:
        return "2026-07-31"
    return "Claims, desk" if key in step_labels.WORDS else "12.5"


def test_values_keep_days_numbers_and_words_apart():
    _code, values = step_labels.take_apart("From 50000: all 65000 old records")
    assert values == {"start": "50000", "quantity": "65000", "unit": "old records"}


def test_other_texts_are_left_alone():
    assert step_labels.take_apart("Added by Clara") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("12.5", 12.5), ("-3", -3.0), ("3/4", float(Fraction(3, 4))), ("x", None)],
)
def test_numbers(text, value):
    assert step_labels.as_number(text) == value


def test_days():
    assert step_labels.as_day("2026-07-31") == date(2026, 7, 31)
    assert step_labels.as_day("31.07.2026") is None

"""What the English labels of an explanation say, taken apart for translation.

Explanations are frozen with the statement; their labels follow a few patterns. A
pattern gives a code and its values, which a reader's language puts together again.
Pure functions without Odoo.
"""

import re
from datetime import date

KINDS = {
    "number": r"-?\d+(?:\.\d+)?(?:/\d+)?",
    "date": r"\d{4}-\d\d-\d\d",
    "text": r".+?",
}
# Names in a pattern that stand for days, or for words of a person; others for numbers.
DAYS = {"first", "last", "day"}
WORDS = {"unit", "name", "rest", "line"}

# code -> English pattern, the most special first.
LABELS = {
    "minutes": "{quantity} min at {rate} per hour",
    "surcharge": "{quantity} min at {percent} % of {rate} per hour",
    "working_days": "{first} to {last}: {days} of {of} working days",
    "days": "{first} to {last}: {days} of {of} days",
    "allocation_working": "{percent} %, {days} of {of} working days",
    "allocation": "{percent} %, {days} of {of} days",
    "fte_hours": "{hours} h of {whole} h per FTE",
    "overage": "{used} used, {available} {unit} included",
    "accepted": "{quantity} {unit} accepted",
    "to_minimum": "{quantity} {unit} to the minimum quantity",
    "above_band": "{quantity} {unit} above the band",
    "above_baseline": "{quantity} {unit} above the baseline",
    "below_band": "{quantity} {unit} below the band",
    "below_baseline": "{quantity} {unit} below the baseline",
    "tier": "Above {start} to {end}: {quantity} {unit}",
    "last_tier": "Above {start} and more: {quantity} {unit}",
    "tier_fee": "Flat fee above {start}",
    "volume": "From {start}: all {quantity} {unit}",
    "volume_fee": "Flat fee from {start}",
    "packages": "{count} x {size} {unit}",
    "packages_bare": "{count} x {size} ",
    "reached": "Reached {day}",
    "share_of_saving": "{percent} % of {base} - {measured}",
    "above_cap": "Above the cap of {cap}",
    "markup": "{amount} plus {percent} % markup",
    "minimum_working": "Minimum: {days} of {of} working days",
    "minimum": "Minimum: {days} of {of} days",
    "charges": "Charges of the period",
    "late_work": "All work of {first} to {last}",
    "billed_before": "Billed before",
    "changed": "{rate} changed by {percent} %",
    # of several charges in one explanation: the charge, then its own label
    "named": "{name}: {rest}",
}
NAMES = {
    "minimum_commitment": "Minimum commitment",
    "late": "{rest}, late for {first} to {last}",
    "dated": "{rest} (from {first} until {last})",
    "dated_from": "{rest} (from {first})",
    "dated_until": "{rest} (until {last})",
    "additional": "{rest}, additional resources",
    "reduced": "{rest}, reduced resources",
    "overage": "{rest}, overage",
}
NOTICES = {
    "volume_cliff": "“{line}”: the volume price changes at {edge}. {below} is due just "
    "below it, {above} from it on.",
    "free_overage": "“{line}”: {overage} beyond the included quantity are not billed, "
    "as no overage price is agreed.",
}


def _kind(name):
    """What stands for a name in a pattern."""
    if name in DAYS:
        return KINDS["date"]
    return KINDS["text" if name in WORDS else "number"]


def _compile(patterns):
    """Regular expressions by code."""
    compiled = {}
    for code, pattern in patterns.items():
        parts = re.split(r"\{(\w+)\}", pattern)
        text = "".join(
            f"(?P<{part}>{_kind(part)})" if at % 2 else re.escape(part)
            for at, part in enumerate(parts)
        )
        compiled[code] = re.compile(text, re.DOTALL)
    return compiled


LABEL_EXPRESSIONS = _compile(LABELS)
NAME_EXPRESSIONS = _compile(NAMES)
NOTICE_EXPRESSIONS = _compile(NOTICES)


def take_apart(text, expressions=None):
    """Code and values of a text, None where no pattern fits.

    :param dict expressions: of labels by default
    :rtype: tuple[str, dict[str, str]] | None

    >>> take_apart("60 min at 12.5 per hour")
    ('minutes', {'quantity': '60', 'rate': '12.5'})
    >>> take_apart("Added by Clara") is None
    True
    """
    for code, expression in (expressions or LABEL_EXPRESSIONS).items():
        found = expression.fullmatch(text)
        if found:
            return code, found.groupdict()
    return None


def as_day(text):
    """The day of an ISO date, None for any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def as_number(text):
    """The value of a decimal or fraction as the core writes it, None for other text.

    >>> as_number("19501/65")
    300.01538461538462
    >>> as_number("desk") is None
    True
    """
    if not re.fullmatch(KINDS["number"], text):
        return None
    above, _slash, below = text.partition("/")
    return float(above) / float(below or 1)

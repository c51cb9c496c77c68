"""Short words for the rating tests: money, days, lines, entries, and a recomputation.

``recompute`` is the whole promise of an explanation: ten lines that share nothing with
the core and find the amount from the JSON alone.
"""

import json
from datetime import date, datetime, timezone
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from step_labels import take_apart

from rating import (
    ContractTerms,
    LineTerms,
    Period,
    TimeEntry,
    UnitUsage,
    Usage,
    rate_contract,
)

JULY = Period(date(2026, 7, 1), date(2026, 7, 31))
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


def D(text):
    """A Decimal from its digits."""
    return Decimal(str(text))


def day(text):
    """``2026-07-10`` as a date."""
    return date.fromisoformat(text)


def span(first, last):
    """A period from two ISO dates, both included."""
    return Period(day(first), day(last))


def make_line(pricing_model, price="0", line_id=1, **terms):
    """A service line; numbers given as text become Decimals."""
    terms = {k: D(v) if isinstance(v, str) and v[0].isdigit() and k not in
             ("weekday_mask", "name") else v for k, v in terms.items()}  # fmt: skip
    terms.setdefault("name", "Work")
    return LineTerms(
        line_id=line_id, pricing_model=pricing_model, price_unit=D(price), **terms
    )


def local(text, tz="UTC"):
    """``2026-07-06 16:00`` on the wall clock of ``tz`` as an aware UTC datetime."""
    wall = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(tz))
    return wall.astimezone(timezone.utc)


def entry(start, stop, key="e", tz="UTC", line_id=1, **more):
    """A timesheet from wall-clock start to stop; its day is the local day of start."""
    return TimeEntry(
        key=key,
        line_id=line_id,
        day=day(start[:10]),
        start=local(start, tz),
        stop=local(stop, tz),
        **more,
    )


def minutes(count, on="2026-07-06", key="m", line_id=1, **more):
    """A timesheet of so many minutes without start."""
    return TimeEntry(key=key, line_id=line_id, day=day(on), minutes=count, **more)


def units(quantity, on="2026-07-06", key="u", line_id=1, **more):
    """Accepted units."""
    return UnitUsage(key, line_id, day(on), D(quantity), **more)


def rate(lines, period=JULY, fee_period=..., terms=None, **usage):
    """Rate one line or several; no refusal, and steps that can be translated."""
    result = try_rate(lines, period, fee_period, terms, **usage)
    assert result.refusals == ()
    for charge in result.charges:
        assert recompute(charge.explanation) == charge.amount
        for step in charge.explanation["steps"]:
            assert take_apart(step["label"])[0] != "named"
    return result


def try_rate(lines, period=JULY, fee_period=..., terms=None, **usage):
    """Rate one line or several, refusals allowed."""
    lines = lines if isinstance(lines, tuple) else (lines,)
    contract = ContractTerms(lines, **(terms or {}))
    more = {} if fee_period is ... else {"fee_period": fee_period}
    return rate_contract(contract, Usage(**usage), period, **more)


def amounts(result, kind=None):
    """``{kind: [amount as text]}`` of a result, or the list of one kind."""
    found = {}
    for charge in result.charges:
        found.setdefault(charge.kind, []).append(str(charge.amount))
    return found if kind is None else found.get(kind, [])


def total(*args, **kwargs):
    """The rated sum as text."""
    return str(rate(*args, **kwargs).amount)


def recompute(explanation):
    """The amount of a charge from its explanation alone."""
    facts = json.loads(json.dumps(explanation))
    total = Fraction(0)
    for step in facts["steps"]:
        part = Fraction(step["quantity"]) * Fraction(step["rate"])
        total += part * Fraction(step["numerator"]) / Fraction(step["denominator"])
    coin = Fraction(facts["rounding"])
    coins, rest = divmod(abs(total), coin)
    coins += 2 * rest >= coin
    return Decimal(facts["rounding"]) * int(coins) * (-1 if total < 0 else 1)

"""Terms that cannot be rated, as refusals: one sentence each, saying what to do.

Contract forms check the same while typing; this is the last gate before money. It
looks only at what rating needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .periods import full_period
from .result import Refusal
from .terms import ZERO, ContractTerms, LineTerms, Period, Rate, Surcharge
from .usage import UnitUsage

PRICES = ("price_unit", "overage_price", "arc_price", "rrc_price")
QUANTITIES = (
    "included_quantity",
    "minimum_quantity",
    "baseline_quantity",
    "deadband_percent",
    "billing_increment",
    "minimum_minutes",
    "rollover_periods",
)


def check_terms(terms: ContractTerms) -> tuple[Refusal, ...]:
    """Everything wrong with a contract and its lines."""
    return (
        *_check_contract(terms),
        *(refusal for line in terms.lines for refusal in check_line(line)),
    )


def check_line(line: LineTerms) -> tuple[Refusal, ...]:
    """Everything wrong with one line, in a fixed order."""
    checks = (_check_dates, _check_signs, _check_rates, _check_model, _check_windows)
    return tuple(
        Refusal(
            line.line_id,
            code,
            f"“{line.name}”: {text}",
            {"line": line.name, **params},
        )
        for check in checks
        for code, text, params in check(line)
    )


#: Code, sentence, and what else a translation of the sentence says.
Finding = tuple[str, str, dict[str, str]]


def _check_contract(terms: ContractTerms) -> Iterator[Refusal]:
    clocks = {terms.tz, *(agent.tz for agent in terms.agents.values())}
    for tz in sorted(clock for clock in clocks if not _is_zone(clock)):
        text = f"The time zone “{tz}” is not known: choose one from the list."
        yield Refusal(None, "unknown_tz", text, {"tz": tz})
    if terms.minimum_commitment < ZERO:
        text = "The minimum commitment is below zero: enter zero or more."
        yield Refusal(None, "negative_minimum", text)
    if terms.date_start and terms.date_end and terms.date_end < terms.date_start:
        text = "The contract ends before it starts: correct one of the two dates."
        yield Refusal(None, "end_before_start", text)
    if terms.rounding <= ZERO:
        text = "The currency's rounding must be above zero: correct the currency."
        yield Refusal(None, "bad_rounding", text)


def _is_zone(tz: str) -> bool:
    try:
        ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _check_dates(line: LineTerms) -> Iterator[Finding]:
    if line.date_start and line.date_end and line.date_end < line.date_start:
        text = "the line ends before it starts: correct its dates."
        yield "end_before_start", text, {}
    for rate in line.rates:
        if rate.date_start and rate.date_end and rate.date_end < rate.date_start:
            yield (
                "rate_end_before_start",
                f"the rate from {rate.date_start} ends before it starts: correct its"
                " dates.",
                {"day": str(rate.date_start)},
            )


def _check_signs(line: LineTerms) -> Iterator[Finding]:
    prices: list[Decimal] = [getattr(line, name) for name in PRICES]
    prices += [rate.price_unit for rate in line.rates]
    prices += [price for t in line.tiers for price in (t.price_unit, t.flat_fee)]
    if any(price < ZERO for price in prices):
        yield "negative_price", "a price is below zero: enter zero or more.", {}
    if any(getattr(line, name) < 0 for name in QUANTITIES):
        yield (
            "negative_quantity",
            "a quantity, percentage or number of minutes is below zero: enter zero or"
            " more.",
            {},
        )


def _check_rates(line: LineTerms) -> Iterator[Finding]:
    for one, other in combinations(line.rates, 2):
        if _same_scope(one, other) and _overlap(one, other):
            day = max(filter(None, (one.date_start, other.date_start)), default=None)
            since = f" from {day}" if day else ""
            yield (
                "overlapping_rates",
                f"two rates for the same agents hold{since} at once: end the first the"
                " day before the second starts.",
                {"day": str(day)} if day else {},
            )
            return


def _same_scope(one: Rate, other: Rate) -> bool:
    return (one.employee_id, one.job_id) == (other.employee_id, other.job_id)


def _overlap(one: Rate, other: Rate) -> bool:
    first, second = sorted((one, other), key=lambda rate: str(rate.date_start or ""))
    if first.date_end is None or second.date_start is None:
        return True
    return second.date_start <= first.date_end


def _check_model(line: LineTerms) -> Iterator[Finding]:
    if line.pricing_model == "unit":
        yield from _check_tiers(line)
    if line.pricing_model == "fte" and line.fte_basis == "hours" and not line.fte_hours:
        text = "the hours of a full-time agent are missing: enter them, such as 160."
        yield "no_fte_hours", text, {}
    gain = line.gain_share
    if gain and (gain.percent < ZERO or (gain.cap is not None and gain.cap < ZERO)):
        text = "the gain share is below zero: enter zero or more."
        yield "negative_gain_share", text, {}


def _check_tiers(line: LineTerms) -> Iterator[Finding]:
    if line.tier_mode == "package":
        if line.package_size <= ZERO:
            text = "the package size must be above zero: enter the units of a package."
            yield "no_package_size", text, {}
        return
    if line.tier_mode == "none":
        return
    starts = [tier.quantity_from for tier in line.tiers]
    if not starts:
        text = "tiers are missing: add a first one that starts at zero."
        yield "no_tiers", text, {}
    elif starts[0] != ZERO:
        text = "the first tier must start at zero: set its start to 0."
        yield "tiers_not_from_zero", text, {}
    elif any(after <= before for before, after in pairwise(starts)):
        text = "each tier must start above the one before: put them in rising order."
        yield "tiers_not_rising", text, {}


def _check_windows(line: LineTerms) -> Iterator[Finding]:
    if line.pricing_model != "time":
        return
    for surcharge in line.surcharges:
        if not _is_window(surcharge):
            yield (
                "bad_window",
                f"the surcharge “{surcharge.name}” has no valid window: use weekdays 0"
                " to 6 and hours from 0 to 24 that differ.",
                {"surcharge": surcharge.name},
            )


def _is_window(surcharge: Surcharge) -> bool:
    start, stop = surcharge.hour_from, surcharge.hour_to
    return (
        set(surcharge.weekday_mask) <= set("0123456")
        and 0 <= start < 24
        and 0 < stop <= 24
        and start != stop
        and surcharge.percent >= -100
    )


def check_periods(
    terms: ContractTerms, periods: Iterable[Period | None]
) -> tuple[Refusal, ...]:
    """Fees are prorated within one billing period, so no period may cross two."""
    return tuple(
        Refusal(
            None,
            "crosses_billing_periods",
            f"{period.date_from} to {period.date_to} is no part of one billing period:"
            " bill each period on its own.",
            {"date_from": str(period.date_from), "date_to": str(period.date_to)},
        )
        for period in periods
        if period and not _is_part(terms, period)
    )


def _is_part(terms: ContractTerms, period: Period) -> bool:
    full = full_period(terms.billing_frequency, period.date_from)
    return period.date_from <= period.date_to <= full.date_to


def check_units(line: LineTerms, units: Sequence[UnitUsage]) -> Refusal | None:
    """Units that are below zero all together have nothing to be taken off."""
    if sum((unit.quantity for unit in units), ZERO) >= ZERO:
        return None
    return Refusal(
        line.line_id,
        "negative_units",
        f"“{line.name}”: more units are taken back than were accepted: correct the"
        " quantity, or date it in the period of the units it takes back.",
        {"line": line.name},
    )


def unknown_line(line_id: int) -> Refusal:
    """Usage that names a line the terms do not hold."""
    return Refusal(
        line_id,
        "unknown_line",
        f"Some usage belongs to the service line {line_id}, which is not part of this"
        " contract: move it to one that is.",
        {"line_id": str(line_id)},
    )

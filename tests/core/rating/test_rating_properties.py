"""What holds for any usage: order, splitting, tiers, proration, explanations.

Run with ``HYPOTHESIS_PROFILE=thorough`` for 10,000 cases of each.
"""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from rating_world import D, make_line, recompute, span, total, units

from rating import (
    Charge,
    ContractTerms,
    Expense,
    FteShare,
    LineTerms,
    Milestone,
    Period,
    PoolPeriod,
    Rate,
    Surcharge,
    Tier,
    TimeEntry,
    Usage,
    billable_minutes,
    bucket_entries,
    rate_contract,
)
from rating.pool import run_pool

#: Both clock changes of the year lie in one of these months.
MONTHS = [span("2026-03-01", "2026-03-31"), span("2026-10-01", "2026-10-31")]
MONTH = st.sampled_from(MONTHS)
ZONES = st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "America/New_York", "UTC"])
CENT = Decimal("0.01")
PRICES = st.decimals(0, 500, places=2)
QUANTITIES = st.decimals(0, 5000, places=3)
HALF_HOURS = st.integers(0, 47).map(lambda half: half / 2)


@st.composite
def surcharges(draw):
    """Up to three windows, also over midnight, that may overlap."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        start = draw(HALF_HOURS)
        stop = draw(HALF_HOURS.filter(lambda hour, start=start: hour not in (0, start)))
        days = draw(st.sets(st.sampled_from("0123456")))
        percent = draw(st.decimals(0, 100, places=1))
        window = (percent, "".join(sorted(days)), start, stop, draw(st.booleans()))
        found.append(Surcharge(f"Window {number}", *window))
    return tuple(found)


@st.composite
def rate_cards(draw, period):
    """Dated line rates, and perhaps one for a role and one for an employee."""
    cut = period.date_from + timedelta(draw(st.integers(0, period.days - 2)))
    card = [
        Rate(draw(PRICES), None, cut),
        Rate(draw(PRICES), cut + timedelta(1), None),
        Rate(draw(PRICES), job_id=1),
        Rate(draw(PRICES), employee_id=1),
    ]
    return tuple(card[: draw(st.sampled_from([0, 2, 3, 4]))])


@st.composite
def time_worlds(draw, min_entries=0):
    """A contract with a time line, some entries, and their month."""
    period, zone = draw(MONTH), draw(ZONES)
    line = LineTerms(
        1,
        "Work",
        "time",
        draw(PRICES),
        rates=draw(rate_cards(period)),
        billing_increment=draw(st.sampled_from([1, 5, 6, 15])),
        minimum_minutes=draw(st.sampled_from([0, 0, 10])),
        surcharges=draw(surcharges()),
    )
    first = datetime.combine(period.date_from, datetime.min.time(), ZoneInfo(zone))
    entries = [
        _entry(draw, first.astimezone(timezone.utc), ZoneInfo(zone), number)
        for number in range(draw(st.integers(min_entries, 6)))
    ]
    holidays = draw(st.sets(st.sampled_from(period.each_day()), max_size=3))
    terms = ContractTerms((line,), tz=zone, holidays=frozenset(holidays))
    return terms, entries, period


def _entry(draw, first, zone, number):
    start = first + timedelta(seconds=draw(st.integers(0, 30 * 86400)))
    stop = start + timedelta(seconds=draw(st.integers(1, 12 * 3600)))
    people = {"employee_id": draw(st.integers(1, 2)), "job_id": draw(st.integers(1, 2))}
    day = start.astimezone(zone).date()
    return TimeEntry(number, 1, day, start=start, stop=stop, **people)


def facts_of(result):
    """The charges of a result without the order of their sources."""
    return [replace(c, sources=tuple(sorted(c.sources, key=str))) for c in
            result.charges]  # fmt: skip


@given(time_worlds(), st.randoms(use_true_random=False))
def test_order_of_time_does_not_matter(world, random: Random):
    terms, entries, period = world
    shuffled = random.sample(entries, len(entries))
    one = rate_contract(terms, Usage(entries=entries), period)
    other = rate_contract(terms, Usage(entries=shuffled), period)
    assert facts_of(one) == facts_of(other)


@given(time_worlds(min_entries=1))
def test_time_agrees_with_a_walk_over_the_wall_clock(world):
    terms, entries, period = world
    line = terms.lines[0]
    result = rate_contract(terms, Usage(entries=entries), period)
    expected: dict[str, int] = {}
    for entry in entries:
        for name, minutes in walk(terms, line, entry):
            expected[name] = expected.get(name, 0) + minutes
    found = {
        c.name.split(", ")[1].split(" (")[0]: c.billable_minutes
        for c in result.charges
        if c.kind == "surcharge"
    }
    assert found == {name: count for name, count in expected.items() if count}


def walk(terms, line, entry):
    """``(window name, minutes)`` of an entry, found by asking the clock each second.

    Only seconds at which the answer may change are asked: half hours of the wall
    clock, which every zone here reaches at half hours of UTC.
    """
    zone, seconds = ZoneInfo(terms.tz), (entry.stop - entry.start).total_seconds()
    billable = billable_minutes(
        int(seconds), line.billing_increment, line.minimum_minutes
    )
    parts: list[list] = []
    instant = entry.start
    while instant < entry.stop:
        half = 1800 - int(instant.timestamp()) % 1800
        until = min(entry.stop, instant + timedelta(seconds=half))
        name = window_at(terms, line, instant.astimezone(zone))
        if not parts or parts[-1][0] != name:
            parts.append([name, 0])
        parts[-1][1] += (until - instant).total_seconds()
        instant = until
    whole = [(name, int(seconds // 60)) for name, seconds in parts[:-1]]
    rest = billable - sum(minutes for _name, minutes in whole)
    return [part for part in [*whole, (parts[-1][0], rest)] if part[0]]


def window_at(terms, line, wall):
    """The name of the first window in which this moment of the wall clock lies."""
    hour = wall.hour + wall.minute / 60
    for window in line.surcharges:
        over = window.hour_to <= window.hour_from
        for back in (0, 1):
            day = wall.date() - timedelta(back)
            holiday = window.on_holidays and day in terms.holidays
            if not holiday and str(day.weekday()) not in window.weekday_mask:
                continue
            start, stop = window.hour_from, 24 if over else window.hour_to
            if back:
                start, stop = (0, window.hour_to) if over else (1, 0)
            if start <= hour < stop:
                return window.name
    return None


@given(time_worlds(min_entries=1), st.integers(1, 719))
def test_splitting_an_entry_changes_nothing_but_rounding(world, cut):
    terms, entries, period = world
    line = replace(
        terms.lines[0], billing_increment=1, minimum_minutes=0, surcharges=()
    )
    terms = replace(terms, lines=(line,))
    whole = entries[0]
    middle = whole.start + timedelta(minutes=cut)
    if middle >= whole.stop:
        return
    halves = [replace(whole, stop=middle), replace(whole, key="rest", start=middle)]
    one = rate_contract(terms, Usage(entries=[whole]), period)
    two = rate_contract(terms, Usage(entries=halves), period)
    assert one.amount == two.amount


@given(time_worlds(min_entries=1), st.integers(1, 12 * 3600 - 1))
def test_splitting_anywhere_adds_at_most_an_increment(world, cut):
    terms, entries, period = world
    line = replace(terms.lines[0], minimum_minutes=0)
    whole = entries[0]
    middle = whole.start + timedelta(seconds=cut)
    if middle >= whole.stop:
        return
    halves = [replace(whole, stop=middle), replace(whole, start=middle)]
    terms = replace(terms, lines=(line,))
    one, two = (
        rate_contract(terms, Usage(entries=pieces), period).charges[0].billable_minutes
        for pieces in ([whole], halves)
    )
    assert one <= two <= one + line.billing_increment


@given(time_worlds())
def test_grouped_time_rates_like_single_entries(world):
    terms, entries, period = world
    line = replace(terms.lines[0], surcharges=())
    terms = replace(terms, lines=(line,))
    buckets = bucket_entries(terms, line, entries)
    single = rate_contract(terms, Usage(entries=entries), period)
    grouped = rate_contract(terms, Usage(buckets=buckets), period)
    assert [(c.name, c.amount, c.billable_minutes) for c in single.charges] == [
        (c.name, c.amount, c.billable_minutes) for c in grouped.charges
    ]


@st.composite
def tiered_lines(draw, mode="graduated", flat_fees=False):
    """A line with up to four rising tiers."""
    starts = draw(st.lists(st.integers(1, 3000), max_size=3, unique=True))
    fee = st.decimals(0, 50, places=2) if flat_fees else st.just(Decimal(0))
    steps = tuple(
        Tier(Decimal(start), draw(PRICES), draw(fee)) for start in [0, *sorted(starts)]
    )
    return LineTerms(1, "Work", "unit", tier_mode=mode, tiers=steps)


def cost(line, quantity):
    """The amount of so many units."""
    return D(total(line, MONTHS[0], units=[units(quantity, "2026-03-02")]))


@given(tiered_lines(), QUANTITIES, QUANTITIES)
def test_graduated_totals_never_fall(line, one, other):
    low, high = sorted((one, other))
    assert cost(line, low) <= cost(line, high)


@given(tiered_lines(), st.integers(0, 4000))
def test_graduated_totals_do_not_jump(line, quantity):
    step = Decimal("0.001")
    dearest = max(tier.price_unit for tier in line.tiers)
    rise = cost(line, quantity + step) - cost(line, quantity)
    assert rise <= step * dearest + CENT


@given(tiered_lines(), QUANTITIES)
def test_graduated_is_the_area_under_the_prices(line, quantity):
    area = Fraction(0)
    bounds = [*(t.quantity_from for t in line.tiers), Decimal(10**9)]
    for tier, end in zip(line.tiers, bounds[1:], strict=False):
        inside = max(Decimal(0), min(quantity, end) - tier.quantity_from)
        area += Fraction(inside) * Fraction(tier.price_unit)
    assert abs(Fraction(cost(line, quantity)) - area) <= Fraction(1, 200)


@given(
    st.sampled_from(["none", "graduated", "volume", "package"]),
    st.lists(QUANTITIES, max_size=5),
    st.decimals(0, 800, places=1),
    st.randoms(use_true_random=False),
    st.data(),
)
def test_order_and_size_of_units_do_not_matter(mode, quantities, included, rnd, data):
    line = replace(
        data.draw(tiered_lines(mode, flat_fees=True)),
        price_unit=Decimal("1.50"),
        included_quantity=included,
        package_size=Decimal(40),
        rates=data.draw(rate_cards(MONTHS[0]))[:2],
    )
    pieces = [
        units(q, f"2026-03-{1 + 7 * n:02}" if n < 4 else "2026-03-31", key=n)
        for n, q in enumerate(quantities)
    ]
    shuffled = rnd.sample(pieces, len(pieces))
    thirds = [replace(p, quantity=p.quantity / 4, key=(p.key, n)) for p in pieces
              for n in range(4)]  # fmt: skip
    terms = ContractTerms((line,))
    one, other, small = (
        rate_contract(terms, Usage(units=found), MONTHS[0])
        for found in (pieces, shuffled, thirds)
    )
    assert one.refusals == ()
    assert {(c.name, c.amount) for c in one.charges} == {
        (c.name, c.amount) for c in other.charges
    }
    assert one.amount == small.amount


@given(st.decimals(0, 100000, places=2), MONTH, st.integers(1, 30), st.booleans())
def test_adjoining_parts_prorate_to_the_whole(price, period, cut, working):
    by = "working_days" if working else "calendar_days"
    line = LineTerms(1, "Fee", "fixed", price, prorate_by=by)
    terms = ContractTerms((line,))
    middle = period.date_from + timedelta(cut)
    parts = [
        Period(period.date_from, middle - timedelta(1)),
        Period(middle, period.date_to),
    ]
    results = [rate_contract(terms, Usage(), part) for part in parts]
    steps = [s for r in results for c in r.charges for s in c.explanation["steps"]]
    exact = sum(
        Fraction(s["rate"]) * Fraction(s["numerator"]) / int(s["denominator"])
        for s in steps
    )
    assert exact == Fraction(price)
    # both parts may lie on half a cent; then each is rounded up
    assert sum(r.amount for r in results) - price in (Decimal(0), CENT)


@given(
    st.integers(0, 3),
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 300)), min_size=1),
)
def test_a_pool_never_gives_or_loses_anything(rollover, history):
    uses = run_pool(rollover, [(Fraction(a), Fraction(b)) for a, b in history])
    for before, use in zip([None, *uses], uses, strict=False):
        assert use.rolled_in == (before.left if before else 0)
        assert use.overage == max(0, use.used - use.available)
        assert use.left <= max(0, use.available - use.used)
        assert rollover or use.left == 0
    if rollover >= len(history):
        assert uses[-1].left == max(0, uses[-1].available - uses[-1].used)


@given(time_worlds(), st.lists(QUANTITIES, max_size=3), PRICES, st.data())
def test_every_explanation_recomputes_to_its_amount(world, quantities, price, data):
    terms, entries, period = world
    pool = PoolPeriod(3, MONTHS[0], Decimal(5))
    share = FteShare(4, data.draw(st.decimals(1, 100, places=1)), period.date_from)
    when = {"on": str(period.date_from)}
    lines = (
        *terms.lines,
        replace(data.draw(tiered_lines("volume", flat_fees=True)), line_id=2),
        make_line("fixed", price, 3, included_quantity="7", overage_price="9.99",
                  pool_unit="units", rollover_periods=1),
        make_line("fte", price, 4, prorate_by="working_days"),
        make_line("baseline", price, 5, baseline_quantity="70", arc_price="1.11",
                  rrc_price="0.77", deadband_percent="3"),
        make_line("milestone", price, 6),
        make_line("passthrough", "0", 7, markup_percent="7.25"),
    )  # fmt: skip
    terms = replace(terms, lines=lines, minimum_commitment=price * 9)
    usage = Usage(
        entries=entries,
        units=[units(q, line_id=n, **when) for n in (2, 3, 5) for q in quantities],
        fte_shares=[share],
        milestones=[Milestone("m", 6, period.date_from)],
        expenses=[Expense("x", 7, period.date_from, price)],
        pool_history=[pool],
    )
    part = Period(period.date_from + timedelta(3), period.date_to)
    result = rate_contract(terms, usage, part)
    assert result.refusals == ()
    for charge in result.charges:
        assert isinstance(charge, Charge)
        assert recompute(charge.explanation) == charge.amount
    keys = [key for charge in result.charges for key in charge.sources]
    assert len(keys) == len(entries) + 3 * len(quantities) + 2

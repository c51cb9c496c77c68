"""What is stored and shown of each kind of charge, word for word.

Explanations are read by the portal, by exports and by integrators, so their keys and
numbers are a promise. ``python tests/core/rating/test_rating_records.py`` writes
``records.json`` anew from the ``.bpo`` environment; read the difference before you
commit it.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

if __name__ == "__main__":
    root = Path(__file__).resolve().parents[3]
    sys.path[:0] = [str(Path(__file__).parent), str(root / "addons/bpo_billing")]

from rating_world import (
    JULY,
    JUNE,
    D,
    day,
    entry,
    make_line,
    minutes,
    rate,
    span,
    try_rate,
    units,
)

from rating import (
    Charge,
    ContractTerms,
    Expense,
    FteShare,
    GainShare,
    Milestone,
    PoolPeriod,
    Rate,
    Saving,
    Surcharge,
    Tier,
    TimeBucket,
    Usage,
    fx_price,
    index_price,
    rate_late,
)

FILE = Path(__file__).with_name("records.json")
EVENING = Surcharge("Evening", D(15), "01234", 17, 22, surcharge_id=8)
CARD = (
    Rate(D(20), None, day("2026-07-10"), rate_id=1),
    Rate(D(22), day("2026-07-11"), job_id=5, rate_id=2, name="Senior"),
    Rate(D(21), day("2026-07-11"), rate_id=3),
)
STEPS = (Tier(D(0), D("0.2"), D(5)), Tier(D(100), D("0.1"), D(7)))
BAND = {
    "baseline_quantity": "1000",
    "deadband_percent": "10",
    "arc_price": "40",
    "rrc_price": "30",
    "unit": "ticket",
}


def tiered(mode):
    """A unit line with two tiers."""
    return make_line("unit", tier_mode=mode, tiers=STEPS, unit="record")


def refused():
    """What is said of all that cannot be rated, one contract each."""
    line = make_line("time", rates=(Rate(D(20), day("2026-07-05")),))
    early = [minutes(60, "2026-07-01")]
    saving = Saving(1, 1, day("2026-07-01"), D(1))
    results = (
        try_rate(make_line("time", "-1")),
        try_rate(make_line("fixed"), terms={"tz": "Mars/Olympus"}),
        try_rate(make_line("fixed"), terms={"billing_frequency": "weekly"}),
        try_rate(make_line("unit"), units=[units(-1)]),
        try_rate(make_line("unit"), units=[units(1, line_id=9)]),
        try_rate(line, entries=early),
        try_rate(line, entries=[minutes(-5, "2026-07-06")]),
        try_rate(make_line("milestone"), savings=[saving, saving]),
    )
    return tuple(refusal for result in results for refusal in result.refusals)


def charged(lines, *args, **usage):
    """The charges of a rated month."""
    return rate(lines, *args, **usage).charges


CASES = {
    "time at three rates": lambda: charged(
        make_line("time", "19", name="Typing", billing_increment=15, rates=CARD),
        entries=[
            minutes(61, "2026-07-10", key=1),
            minutes(60, "2026-07-11", key=2, job_id=5),
            minutes(60, "2026-07-12", key=3, job_id=6),
        ],
    ),
    "surcharge": lambda: charged(
        make_line("time", "20", surcharges=(EVENING,)),
        entries=[entry("2026-07-06 16:00", "2026-07-06 18:10")],
    ),
    "units with an included and a minimum quantity": lambda: charged(
        make_line("unit", "0.4", included_quantity="10", minimum_quantity="200"),
        units=[units(150, measured=D(160))],
    ),
    "graduated": lambda: charged(tiered("graduated"), units=[units(250)]),
    "volume": lambda: charged(tiered("volume"), units=[units(250)]),
    "package": lambda: charged(
        make_line("unit", "5", tier_mode="package", package_size="100", unit="form"),
        units=[units(201)],
    ),
    "fixed": lambda: charged(
        make_line("fixed", rates=CARD[:1] + CARD[2:], name="Desk"),
        span("2026-07-06", "2026-07-31"),
    ),
    "fixed by working days": lambda: charged(
        make_line("fixed", "2300", prorate_by="working_days"),
        span("2026-07-02", "2026-07-31"),
    ),
    "retainer over its pool": lambda: charged(
        make_line(
            "fixed", "2000", included_quantity="40", rollover_periods=1,
            overage_price="60",
        ),
        entries=[minutes(60 * 60)],
        pool_history=[PoolPeriod(1, JUNE, D(30))],
    ),
    "retainer without a price beyond": lambda: try_rate(
        make_line("fixed", "2000", included_quantity="1"),
        entries=[minutes(90)],
    ),
    "full-time agents": lambda: charged(
        make_line("fte", "3200"),
        fte_shares=[FteShare(1), FteShare(1, D(50), day("2026-07-17"))],
        entries=[minutes(60)],
    ),
    "full-time agents by hours": lambda: charged(
        make_line("fte", "3200", fte_basis="hours", fte_hours="160"),
        entries=[minutes(312 * 60)],
    ),
    "baseline exceeded": lambda: charged(
        make_line("baseline", "50000", **BAND), units=[units(1150)]
    ),
    "baseline not reached": lambda: charged(
        make_line("baseline", "50000", arc_from="baseline", **BAND), units=[units(850)]
    ),
    "baseline billed elsewhere": lambda: charged(
        make_line("baseline", "50000", baseline_quantity="10"), JULY, None,
        units=[units(10)],
    ),
    "milestones": lambda: charged(
        make_line("milestone", "500"),
        milestones=[
            Milestone(1, 1, day("2026-07-02"), "Design"),
            Milestone(2, 1, day("2026-07-03"), amount=D(750)),
        ],
    ),
    "share in a saving": lambda: charged(
        make_line("milestone", gain_share=GainShare(D(100000), D(25), D(4000))),
        savings=[
            Saving(1, 1, day("2026-07-02"), D(80000), "July"),
            Saving(2, 1, day("2026-07-03"), D(84000)),
        ],
    ),
    "expense": lambda: charged(
        make_line("passthrough", markup_percent="5"),
        expenses=[Expense(1, 1, day("2026-07-02"), D(100), "Postage", "BILL/1")],
    ),
    "minimum": lambda: charged(
        make_line("time", "10"), span("2026-07-10", "2026-07-31"),
        entries=[minutes(60, "2026-07-10")],
        terms={"minimum_commitment": D(1000), "date_start": day("2026-07-10")},
    ),
    "late work": lambda: rate_late(
        ContractTerms((make_line("time", "10"),), minimum_commitment=D(12)),
        Usage(),
        Usage(entries=[minutes(90, key=7)]),
        JULY,
    ).charges,
    "refusals": lambda: refused(),
    "defaults": lambda: (
        ContractTerms((make_line("time"),)),
        Surcharge("Any time", D(10)),
        GainShare(D(1), D(2)),
        minutes(60),
        TimeBucket("b", 1, day("2026-07-01"), 1, 1),
        units(1),
        FteShare(1),
        Charge(1, "time", "Work", D(1), "hour", D(1), D(1), {}),
    ),
    "price index": lambda: index_price(D(10000), D(300), D(318), D(5), D(0)),
    "exchange rate": lambda: fx_price(D(20), D("1.1"), D("0.99"), D(2)),
}  # fmt: skip


def plain(value):
    """Sets sorted, the rest as text."""
    return sorted(value) if isinstance(value, frozenset) else str(value)


def record(name):
    """What a case gives, as JSON reads it back."""
    found = CASES[name]()
    made = [asdict(one) for one in (found if isinstance(found, tuple) else (found,))]
    return json.loads(json.dumps(made, default=plain))


@pytest.mark.parametrize("name", CASES)
def test_record(name):
    assert record(name) == json.loads(FILE.read_text(encoding="utf-8"))[name]


def test_no_record_without_a_case():
    assert [*json.loads(FILE.read_text(encoding="utf-8"))] == [*CASES]


if __name__ == "__main__":
    text = json.dumps({name: record(name) for name in CASES}, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")

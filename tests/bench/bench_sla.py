"""The business clock against Odoo's calendar, and 100,000 items judged and stored.

Both clocks answer the same questions on the same service hours and must agree; only the
ratio of their times counts::

    ./bpo bench sla --items 100000
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date, datetime, timedelta, timezone

from billing_world import open_database
from measuring import print_row

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
HOURS = 8
QUESTIONS = 300


def seconds_each(function, arguments) -> tuple[float, list]:
    """``(seconds a call, answers)``."""
    begin = time.perf_counter()
    answers = [function(*one) for one in arguments]
    return (time.perf_counter() - begin) / len(arguments), answers


def seed(env):
    """A contract with office hours and a level of 8 hours."""
    hours = env["resource.calendar"].create(
        {
            "name": "Office",
            "tz": "Europe/Berlin",
            "attendance_ids": [
                (0, 0, {
                    "name": "Day",
                    "dayofweek": str(day),
                    "hour_from": 9,
                    "hour_to": 18,
                    "day_period": "morning",
                })
                for day in range(5)
            ],
        }
    )  # fmt: skip
    client = env["res.partner"].create({"name": "Bench", "is_company": True})
    return env["bpo.contract"].create(
        {
            "partner_id": client.id,
            "date_start": MARCH[0],
            "tz": "Europe/Berlin",
            "resource_calendar_id": hours.id,
            "line_ids": [(0, 0, {"name": "Orders", "pricing_model": "unit"})],
            "sla_ids": [(0, 0, {"name": "8 hours", "threshold_hours": HOURS})],
        }
    )


def compare_clocks(hours) -> dict[str, float]:
    """The same questions to both clocks; the answers must be equal."""
    from odoo.addons.bpo_contracts.sla import clock_for, epoch

    clock = clock_for(hours._bpo_schedule("Europe/Berlin"))
    begin = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
    starts = [begin + timedelta(minutes=37 * number) for number in range(QUESTIONS)]
    three_days = timedelta(days=3)
    spans = [(start, start + three_days) for start in starts]
    seconds = [(epoch(low), epoch(high)) for low, high in spans]
    theirs, worked = seconds_each(hours.get_work_hours_count, spans)
    ours, counted = seconds_each(clock.worked, seconds * 100)
    assert [round(hour * 3600) for hour in worked] == counted[:QUESTIONS]
    native, due = seconds_each(hours.plan_hours, [(HOURS, start) for start in starts])
    own, deadlines = seconds_each(
        clock.deadline, [(low, HOURS * 3600) for low, _high in seconds] * 100
    )
    assert [epoch(moment) for moment in due] == deadlines[:QUESTIONS]
    return {
        "worked us": ours * 1e6,
        "get_work_hours_count / worked": theirs / ours,
        "deadline us": own * 1e6,
        "plan_hours / deadline": native / own,
    }


def judge_items(env, contract, count: int) -> dict[str, float]:
    """Seconds to load, to judge and store, and to evaluate the month."""
    items = env["bpo.work.item"]
    begin = datetime(2026, 3, 1, 8)
    step = 30 * 86_400 / count
    loading = time.perf_counter()
    for start in range(0, count, 5_000):
        items.create(
            [
                {
                    "contract_line_id": contract.line_ids.id,
                    "reference": f"B{number}",
                    "received_at": begin + timedelta(seconds=int(step * number)),
                    "delivered_at": number % 5
                    and begin
                    + timedelta(seconds=int(step * number) + number % 97 * 1800),
                }
                for number in range(start, min(start + 5_000, count))
            ]
        )
        env.flush_all()
        env.invalidate_all()
    loaded = time.perf_counter() - loading
    env.cr.execute(
        "UPDATE bpo_work_item SET due_at = NULL, at_risk_at = NULL, sla_met = NULL,"
        " sla_state = NULL"
    )
    env.cr.execute("ANALYZE bpo_work_item")
    judged, found = seconds_each(
        items._bpo_refresh_clock, [([("contract_id", "=", contract.id)],)]
    )
    assert found == [count]
    evaluated, _results = seconds_each(contract._bpo_sla_results, [MARCH])
    return {"load s": loaded, "judge and store s": judged, "evaluate s": evaluated}


def main() -> int:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--template", help="database to copy instead of installing")
    options = parser.parse_args()
    with open_database("sla", options.template) as env:
        contract = seed(env)
        figures = compare_clocks(contract.resource_calendar_id)
        figures |= judge_items(env, contract, options.items)
    print_row({"items": options.items, **figures})
    return 0


if __name__ == "__main__":
    sys.exit(main())

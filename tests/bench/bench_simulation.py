"""Simulating a year of 50,000 entries, against the grouped SQL of the same usage.

Three proposals: other prices (one collection of the usage), other billing steps (two),
and a surcharge (every entry is looked at on its own)::

    ./bpo bench simulation --contracts 50 --entries 1000
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import date
from pathlib import Path

from billing_world import open_database, seed

ROOT = Path(__file__).resolve().parents[2]
FIRST, LAST = date(2025, 2, 1), date(2026, 1, 31)
SPREAD = """
    UPDATE account_analytic_line
       SET date = (date - (id % 12) * interval '1 month')::date,
           bpo_start = bpo_start - (id % 12) * interval '1 month',
           bpo_stop = bpo_stop - (id % 12) * interval '1 month'
     WHERE bpo_contract_line_id IS NOT NULL
"""
GROUPED = """
    SELECT bpo_contract_line_id, date_trunc('month', date), count(*),
           sum(ceil(extract(epoch FROM bpo_stop - bpo_start) / 360) * 6)
      FROM account_analytic_line
     WHERE bpo_state = 'approved' AND date BETWEEN %s AND %s
     GROUP BY 1, 2
"""


def timed(function, *arguments) -> float:
    """Seconds of a call."""
    begin = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - begin


def make_card(env, contracts, **vals):
    """A rate card with the services of the contracts at other terms."""
    return env["bpo.rate.card"].create(
        {
            "name": "Proposal",
            "currency_id": contracts.currency_id.id,
            "line_ids": [
                (
                    0,
                    0,
                    {
                        "name": line.name,
                        "product_id": line.product_id.id,
                        "price_unit": line.price_unit + 1,
                        "billing_increment": line.billing_increment,
                        **vals,
                    },
                )
                for line in contracts[0].line_ids
            ],
        }
    )


def simulate(env, contracts, **vals) -> float:
    """Seconds of one calculation, the caches cold."""
    simulation = env["bpo.simulation"].create(
        {
            "contract_ids": contracts.ids,
            "date_from": FIRST,
            "date_to": LAST,
            **vals,
        }
    )
    env.flush_all()
    env.invalidate_all()

    def run():
        simulation.action_run()
        env.flush_all()

    return timed(run)


def group_by(env) -> None:
    """The least SQL can do with the same rows."""
    env.cr.execute(GROUPED, [FIRST, LAST])
    env.cr.fetchall()


def measure(options) -> None:
    """Print seconds and ratios."""
    data = tempfile.mkdtemp(prefix="bpo-bench-")
    name = f"bpo_bench_simulation_{os.getpid()}"
    addons = options.addons or str(ROOT / "addons")
    with open_database(name, addons, options.template, data) as env:
        seed(env, options.contracts, options.entries)
        env.cr.execute("UPDATE bpo_contract SET date_start = %s", [FIRST])
        env.cr.execute(SPREAD)
        env.cr.commit()
        env.cr.execute("ANALYZE account_analytic_line")
        env.invalidate_all()
        contracts = env["bpo.contract"].search([("name", "like", "BENCH/%")])
        steps = make_card(env, contracts, billing_increment=15)
        evening = {"name": "Noon", "percent": 25.0, "hour_from": 8.25, "hour_to": 12.0}
        windows = make_card(env, contracts, surcharge_ids=[(0, 0, evening)])
        simulate(env, contracts[:1], percent=1.0)
        floor = min(timed(group_by, env) for _each in range(3))
        figures = {
            "prices": simulate(env, contracts, percent=3.0),
            "billing steps": simulate(env, contracts, source="card", card_id=steps.id),
            "surcharge": simulate(env, contracts, source="card", card_id=windows.id),
        }
        count = options.contracts * options.entries
        print(f"{count} entries; grouped SQL: {floor:.3f} s")
        for title, seconds in figures.items():
            print(f"{title}: {seconds:.2f} s, {seconds / floor:.1f} times the SQL")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=50)
    parser.add_argument("--entries", type=int, default=1000, help="of each contract")
    parser.add_argument("--template", help="database to clone instead of a bare one")
    parser.add_argument("--addons", help="path of the addons")
    measure(parser.parse_args())


if __name__ == "__main__":
    main()

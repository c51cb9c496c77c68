"""Simulating a year of 50,000 entries, against the grouped SQL of the same usage.

Three proposals: other prices (one collection of the usage), other billing steps (two),
and a surcharge (every entry is looked at on its own)::

    ./bpo bench simulation --contracts 50 --entries 1000
"""

from __future__ import annotations

import argparse
import sys
from datetime import date

from billing_world import open_database, seed
from measuring import print_row, timed

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

    return timed(run)[0]


def group_by(env) -> None:
    """The least SQL can do with the same rows."""
    env.cr.execute(GROUPED, [FIRST, LAST])
    env.cr.fetchall()


def measure(contracts: int, entries: int, template: str | None) -> dict[str, float]:
    """Seconds, and how many times those of the grouped SQL."""
    with open_database("simulation", template) as env:
        seed(env, contracts, entries)
        env.cr.execute("UPDATE bpo_contract SET date_start = %s", [FIRST])
        env.cr.execute(SPREAD)
        env.cr.commit()
        env.cr.execute("ANALYZE account_analytic_line")
        env.invalidate_all()
        found = env["bpo.contract"].search([("name", "like", "BENCH/%")])
        steps = make_card(env, found, billing_increment=15)
        evening = {"name": "Noon", "percent": 25.0, "hour_from": 8.25, "hour_to": 12.0}
        windows = make_card(env, found, surcharge_ids=[(0, 0, evening)])
        simulate(env, found[:1], percent=1.0)
        grouped = min(timed(group_by, env)[0] for _each in range(3))
        seconds = {
            "prices": simulate(env, found, percent=3.0),
            "billing steps": simulate(env, found, source="card", card_id=steps.id),
            "surcharge": simulate(env, found, source="card", card_id=windows.id),
        }
    figures = {"grouped SQL ms": grouped * 1000}
    for name, each in seconds.items():
        figures |= {f"{name} s": each, f"{name} / SQL": each / grouped}
    return figures


def main() -> int:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=50)
    parser.add_argument("--entries", type=int, default=1000, help="of each contract")
    parser.add_argument("--template", help="database to copy instead of installing")
    options = parser.parse_args()
    figures = measure(options.contracts, options.entries, options.template)
    print_row({"entries": options.contracts * options.entries, **figures})
    return 0


if __name__ == "__main__":
    sys.exit(main())

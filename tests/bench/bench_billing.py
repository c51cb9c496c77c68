"""Billing 1,000 contracts: from collecting to posted and linked, against its floor.

The floor is what nobody can do without: the same invoices by batched native
``create`` and ``action_post``, tracking off. Both run on the same database, one after
the other, and only their ratio is compared::

    ./bpo bench billing --contracts 1000 --entries 100 500
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from billing_floor import BATCH, floor
from billing_peers import PEERS, measure_peer, peer_addons
from billing_world import LAST, open_database, seed
from measuring import Peak, apart, cost, print_row, resident


def bill(env, contracts):
    """The whole run."""
    run = env["bpo.billing.run"].create(
        {
            "date_from": LAST.replace(day=1),
            "date_to": LAST,
            "contract_ids": contracts.ids,
        }
    )
    env.cr.commit()
    run.action_bill()
    return run


def collect(env, contracts) -> None:
    """Collecting and rating alone."""
    due = env["bpo.billing.due"]
    contracts = due._get_contracts(env.company, LAST, contracts)
    for start in range(0, len(contracts), BATCH):
        batch = contracts[start : start + BATCH]
        dues = due._get_dues(batch, LAST)
        env["bpo.billing.rating"]._rate(batch, dues)


def group_by(env) -> None:
    """The least SQL can do with the same rows: approved, of the month, unbilled."""
    env.cr.execute(
        "SELECT bpo_contract_line_id, count(*), sum(unit_amount)"
        " FROM account_analytic_line AS entry WHERE bpo_state = 'approved'"
        " AND bpo_client_state IN ('not_required', 'approved')"
        " AND date BETWEEN '2026-01-01' AND '2026-01-31'"
        " AND NOT EXISTS (SELECT FROM bpo_claim AS claim"
        " WHERE claim.source_id = entry.id AND claim.kind = 'time') GROUP BY 1"
    )
    env.cr.fetchall()


def measure(contracts: int, entries: int, options: argparse.Namespace) -> dict:
    """All figures of one size."""
    with open_database("billing", options.template) as env:
        idle = resident()
        prototype = seed(env, contracts, entries)
        floor(env, prototype)
        bill(env, prototype)
        everything = env["bpo.contract"].search([("name", "=like", "BENCH/%")])
        # Only what runs in our own session is counted.
        env.cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        grouped = min(cost(env, group_by, env)[1] for _again in range(3))
        collected = min(cost(env, collect, env, everything)[1] for _again in range(3))
        env.cr.commit()
        env.invalidate_all()
        lowest, least, _none = cost(env, floor, env, everything)
        env.invalidate_all()
        run_all = profiled(bill, options.profile) if options.profile else bill
        with Peak() as peak:
            billed, worked, run = cost(env, run_all, env, everything)
        check(env, run, contracts, entries)
    return {
        "contracts": contracts,
        "entries each": entries,
        "floor s": lowest,
        "run s": billed,
        "run / floor": billed / lowest,
        "processor run / floor": worked / least,
        "ms per invoice": billed / contracts * 1000,
        "processor ms": worked / contracts * 1000,
        "processor group by s": grouped,
        "collect and rate / group by": collected / max(grouped, 0.01),
        "resident MB": peak.highest,
        "above idle": peak.highest - idle,
    }


def profiled(function: Callable[..., Any], file: str) -> Callable[..., Any]:
    """The function, with a profile of its call written to a file."""
    import cProfile

    def call(*arguments: Any) -> Any:
        profile = cProfile.Profile()
        try:
            return profile.runcall(function, *arguments)
        finally:
            profile.dump_stats(file)

    return call


def check(env, run, contracts: int, entries: int) -> None:
    """Every entry is linked, the prototype's as well, and every invoice posted."""
    env.cr.execute("SELECT count(*) FROM bpo_claim")
    [claims] = env.cr.fetchone()
    assert claims == contracts * entries + 1, claims
    moves = run.statement_ids.move_id
    assert len(moves) == contracts, len(moves)
    assert set(moves.mapped("state")) == {"posted"}


def print_growth(rows: list[dict]) -> None:
    """Time per invoice of the largest size against the smallest, in each direction."""
    for grown, fixed in (("contracts", "entries each"), ("entries each", "contracts")):
        for size in sorted({row[fixed] for row in rows}):
            found = sorted(
                (row for row in rows if row[fixed] == size), key=lambda row: row[grown]
            )
            first, last = found[0], found[-1]
            if first[grown] == last[grown]:
                continue
            print_row(
                {
                    fixed: size,
                    f"{grown} from": first[grown],
                    "to": last[grown],
                    "time per invoice": last["ms per invoice"]
                    / first["ms per invoice"],
                    "processor": last["processor ms"] / first["processor ms"],
                }
            )


def main() -> int:
    """Measure each size and print one line for it, then how it grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, nargs="*", default=[1000])
    parser.add_argument("--entries", type=int, nargs="*", default=[100, 500])
    parser.add_argument("--template", help="database to copy instead of installing")
    parser.add_argument("--profile", help="write a profile of the last run here")
    parser.add_argument("--peers", action="store_true", help="measure others as well")
    options = parser.parse_args()
    sizes = [(each, many) for each in options.contracts for many in options.entries]
    rows = []
    with peer_addons() if options.peers else nullcontext() as addons:
        for contracts, entries in sizes:
            rows.append(apart(measure, contracts, entries, options))
            print_row(rows[-1])
            for name, each in PEERS.items() if addons else ():
                if each.usage or entries == options.entries[0]:
                    print_row(apart(measure_peer, name, contracts, entries, addons))
    print_growth(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())

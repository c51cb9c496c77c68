"""Billing 1,000 contracts: from collecting to posted and linked, against its floor.

The floor is what nobody can do without: the same invoices by batched native
``create`` and ``action_post``, tracking off. Both run on the same database, one after
the other, and only their ratio is compared::

    ./bpo bench billing --contracts 1000 --entries 100 500
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

from billing_peers import PEERS, measure_peer
from billing_world import LAST, QUIET, administer, open_database, resident, seed

ROOT = Path(__file__).resolve().parents[2]
BATCH = 100


def timed(function, *arguments):
    """``(seconds, result)`` of a call."""
    begin = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - begin, result


def busy(env) -> float:
    """Processor seconds of this process and of its database session so far.

    Unlike the clock they do not count what other programs take of the machine.
    """
    pid = env.cr._cnx.info.backend_pid
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return time.process_time()
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def cost(env, function, *arguments) -> tuple:
    """Clock and processor seconds of a call, and its result."""
    before = busy(env)
    clock, result = timed(function, *arguments)
    return clock, busy(env) - before, result


def floor(env, contracts) -> None:
    """The same invoices, created and posted natively."""
    moves = env["account.move"].with_context(**QUIET)
    for start in range(0, len(contracts), BATCH):
        batch = contracts[start : start + BATCH]
        made = moves.create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": contract.partner_id.id,
                    "invoice_date": LAST,
                    "invoice_line_ids": [
                        (
                            0,
                            0,
                            {
                                "name": line.name,
                                "product_id": line.product_id.id,
                                "quantity": 33.5,
                                "price_unit": line.price_unit,
                                "analytic_distribution": {
                                    str(contract.analytic_account_id.id): 100
                                },
                            },
                        )
                        for line in contract.line_ids
                    ],
                }
                for contract in batch
            ]
        )
        made.action_post()
        env.cr.commit()


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


class Peak(threading.Thread):
    """Watches the resident size."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.idle = self.highest = resident()
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.highest = max(self.highest, resident())


def measure(contracts: int, entries: int, options) -> dict[str, float]:
    """All figures of one size."""
    data = tempfile.mkdtemp(prefix="bpo-bench-")
    name = f"bpo_bench_billing_{os.getpid()}"
    addons = options.addons or str(ROOT / "addons")
    with open_database(name, addons, options.template, data) as env:
        prototype = seed(env, contracts, entries)
        floor(env, prototype)
        bill(env, prototype)
        everything = env["bpo.contract"].search([("name", "=like", "BENCH/%")])
        grouped = min(timed(group_by, env)[0] for _again in range(3))
        collected = min(timed(collect, env, everything)[0] for _again in range(3))
        env.invalidate_all()
        before = busy(env)
        lowest, _none = timed(floor, env, everything)
        least = busy(env) - before
        env.invalidate_all()
        peak = Peak()
        peak.start()
        before = busy(env)
        if options.profile:
            import cProfile

            profile = cProfile.Profile()
            billed, run = timed(profile.runcall, bill, env, everything)
            profile.dump_stats(options.profile)
        else:
            billed, run = timed(bill, env, everything)
        worked = busy(env) - before
        peak.done.set()
        env.cr.execute("SELECT count(*) FROM bpo_claim")
        claims = env.cr.fetchone()[0]
        assert claims == contracts * entries + 1, claims
        assert len(run.statement_ids.move_id) == contracts
        assert set(run.statement_ids.move_id.mapped("state")) == {"posted"}
    return {
        "contracts": contracts,
        "entries each": entries,
        "floor s": lowest,
        "run s": billed,
        "run / floor": billed / lowest,
        "processor run / floor": worked / least,
        "ms per invoice": billed / contracts * 1000,
        "processor ms": worked / contracts * 1000,
        "group by s": grouped,
        "collect and rate / group by": collected / grouped,
        "MB above idle": peak.highest - peak.idle,
    }


def print_peers(contracts: int, entries: int, options) -> None:
    """The same invoices by others, each against the floor on its own database."""
    addons = options.addons or str(ROOT / "addons")
    for number, name in enumerate(PEERS):
        data = tempfile.mkdtemp(prefix="bpo-bench-")
        database = f"bpo_bench_peer_{number}_{os.getpid()}"
        try:
            # In a process of its own: a registry keeps what another one loaded.
            pid = os.fork()
            if not pid:
                modules = tuple(PEERS[name][0])
                with open_database(database, addons, None, data, modules) as env:
                    clock, processor = measure_peer(
                        env, name, contracts, entries, floor, cost
                    )
                print(
                    f"{name}: contracts {contracts}  entries each {entries}"
                    f"  peer / floor {clock:.2f}  processor {processor:.2f}",
                    flush=True,
                )
                os._exit(0)
            if os.waitpid(pid, 0)[1]:
                raise SystemExit(f"{name} could not be measured.")
        finally:
            administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def print_growth(rows: list[dict[str, float]]) -> None:
    """How the run grows: time per invoice from the smallest size to the largest."""
    first, last = rows[0], rows[-1]
    if first == last:
        return
    print(
        f"growth: {last['contracts'] / first['contracts']:.0f} times the contracts, "
        f"{last['entries each'] / first['entries each']:.0f} times the entries: "
        f"{last['ms per invoice'] / first['ms per invoice']:.2f} times per invoice, "
        f"processor {last['processor ms'] / first['processor ms']:.2f}",
        flush=True,
    )


def main() -> int:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, nargs="*", default=[1000])
    parser.add_argument("--entries", type=int, nargs="*", default=[100, 500])
    parser.add_argument("--template", help="database to copy instead of installing")
    parser.add_argument("--addons", help="folder of the add-ons")
    parser.add_argument("--profile", help="write a profile of the last run here")
    parser.add_argument("--peers", action="store_true", help="measure others as well")
    options = parser.parse_args()
    rows = []
    for contracts in options.contracts:
        for entries in options.entries:
            if options.peers:
                print_peers(contracts, entries, options)
            figures = measure(contracts, entries, options)
            rows.append(figures)
            print(
                "  ".join(
                    f"{name} {value:.2f}"
                    if isinstance(value, float)
                    else f"{name} {value}"
                    for name, value in figures.items()
                ),
                flush=True,
            )
    print_growth(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())

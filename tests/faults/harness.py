"""Faults on a real database, outside of Odoo's test transactions.

The registry is loaded once. What is to fail runs in a forked child, is killed by
SIGKILL just before its n-th SQL statement or on either side of a COMMIT, and then an
operator repeats it; after each the audit is asked::

    python tests/faults/harness.py kill --database NAME --addons addons --every 7

Kinds: ``kill`` (every scenario of ``kills``), ``runners`` (many at once, and changes
while billing), ``history`` (random, the seed is printed), ``restart`` (the database
server dies in the middle). Each prints its figures last.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import histories
import kills
import restarts
import runners
import world
from audit import reconcile
from processes import load, within

Figures = Iterator[tuple[str, int]]


def kill(registry: Any, options: argparse.Namespace) -> Figures:
    """Kill every scenario, or the named ones; bill what was imported at the end."""
    within(registry, lambda env: world.build(env, 1, options.joint))
    number = 1
    for name in options.scenario or kills.SCENARIOS:
        text, wrong, number = kills.kill(
            registry, name, options.every, options.offset, number
        )
        yield text, wrong
    findings = kills.bill_imports(registry, number)
    yield " ".join(["what was imported is billed", *findings[:9]]), len(findings)


def at_once(registry: Any, options: argparse.Namespace) -> Figures:
    """Changes between reading and billing, then many runners."""
    within(registry, lambda env: world.build(env, 1, options.joint))
    text, wrong, number = runners.change_meanwhile(registry, 1)
    yield text, wrong
    yield runners.run_at_once(registry, options.rounds, options.runners, number)


def history(registry: Any, options: argparse.Namespace) -> Figures:
    """A random history."""
    seed = options.seed or int(time.time())
    within(registry, lambda env: world.build(env, 1, options.joint))
    within(registry, lambda env: world.bill(env, 0))
    yield histories.tell(registry, options.rounds, seed, 0)


def restart(registry: Any, options: argparse.Namespace) -> Figures:
    """A database server that dies."""
    seed = options.seed or int(time.time())
    cluster = restarts.cluster_in(options.cluster, options.programs)
    yield restarts.restart(registry, cluster, options.rounds, options.runners, seed)


KINDS = {"kill": kill, "runners": at_once, "history": history, "restart": restart}


def run(registry: Any, options: argparse.Namespace) -> Figures:
    """One kind of fault, and the reconciliation after all of it."""
    yield from KINDS[options.kind](registry, options)
    yield within(registry, reconcile)


def main() -> int:
    """Run one kind of fault; the exit code tells whether anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--database", required=True)
    parser.add_argument("--addons", required=True)
    parser.add_argument("--data-dir", default="/tmp/bpo-faults")
    parser.add_argument("--every", type=int, default=10, help="kill at each n-th event")
    parser.add_argument("--offset", type=int, default=1, help="the first event killed")
    parser.add_argument("--scenario", action="append", choices=kills.SCENARIOS)
    parser.add_argument("--rounds", type=int, default=20, help="of the other kinds")
    parser.add_argument("--runners", type=int, default=8)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--joint", action="store_true", help="invoices of contracts")
    parser.add_argument("--cluster", type=Path, help="folder of the server to restart")
    parser.add_argument("--programs", type=Path, help="folder of its programs")
    options = parser.parse_args()
    registry = load(options.database, options.addons, options.data_dir)
    begin = time.monotonic()
    failed = 0
    for text, wrong in run(registry, options):
        failed += wrong
        print(f"figure: {text}, {wrong} wrong", flush=True)
    print(f"{time.monotonic() - begin:.0f} s, {failed} wrong", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

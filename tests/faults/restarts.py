"""PostgreSQL stopped at once and started again while runners bill."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import world
from audit import audit
from processes import finish, in_child, start, within

from cli.cluster import Cluster

# A crash of PostgreSQL loses nothing that was committed with these; fsync matters
# only for a crash of the machine.
SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on"}
PATIENCE = 60


def cluster_in(folder: Path, programs: Path) -> Cluster:
    """The test's own database server, so that nobody else is hit."""
    return Cluster(folder, programs, tuple(SETTINGS.items()), folder)


def restart(registry: Any, cluster: Cluster, rounds: int, runners: int, seed: int):
    """Bill month after month; the server dies in the middle of each.

    :return: the figures as a sentence, and how many rounds were wrong
    """
    chance = random.Random(seed)
    within(registry, lambda env: world.build(env, rounds + 1))
    begin = time.monotonic()
    pids = [start(lambda: _work(registry, 0)) for _each in range(runners)]
    codes = [finish(pid) for pid in pids]
    assert not any(codes), codes
    span = time.monotonic() - begin
    hit = wrong = 0
    for number in range(1, rounds + 1):
        pids = [
            start(lambda n=number: _work(registry, n, again=True))
            for _each in range(runners)
        ]
        time.sleep(chance.uniform(0.05, span))
        cluster.stop("immediate")
        cluster.start()
        codes = [finish(pid) for pid in pids]
        hit += sum(code == HIT for code in codes)
        resumed = in_child(registry, lambda env, n=number: world.resume(env, n))
        findings = within(registry, lambda env, n=number: audit(env, n))
        if set(codes) - {0, HIT} or resumed or findings:
            wrong += 1
            print(f"restart {number}: exits {codes}, resumed {resumed}")
            print(*findings[:9], sep="\n  ", flush=True)
    return f"{rounds} restarts with {runners} runners, {hit} of them hit", wrong


HIT = 3


def _work(registry: Any, number: int, again: bool = False) -> None:
    """Bill a month like a worker that lives on: when the server is away, try again."""
    import os

    from psycopg2 import Error

    interrupted = 0
    end = time.monotonic() + PATIENCE
    while True:
        try:
            within(registry, lambda env: world.bill(env, number))
        except Error as error:
            interrupted += 1
            if not (again and _is_away(error)) or time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            break
    if interrupted:
        os._exit(HIT)


def _is_away(error: Exception) -> bool:
    """Whether the server went away; seldom that is an error of no kind and no code."""
    from psycopg2 import InterfaceError, OperationalError

    return isinstance(error, (InterfaceError, OperationalError)) or not error.pgcode

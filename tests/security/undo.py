"""Trying things in a database and leaving it as it was."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


@contextlib.contextmanager
def undone(env) -> Iterator[None]:
    """Roll back whatever happens inside, in the database and in the caches."""
    env.flush_all()
    env.cr.execute("SAVEPOINT undone")
    try:
        yield
    finally:
        env.invalidate_all(flush=False)
        env.transaction.clear()
        env.cr.execute("ROLLBACK TO SAVEPOINT undone")
        env.cr.execute("RELEASE SAVEPOINT undone")
        env.cr.precommit.clear()
        env.cr.postcommit.clear()


def rows_written(env) -> int:
    """Return how many rows this transaction has inserted, updated or deleted so far.

    Rows that a savepoint took back are counted too: compare before and after.
    """
    env.flush_all()
    env.cr.execute(
        "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint "
        "FROM pg_stat_xact_user_tables"
    )
    return env.cr.fetchone()[0]

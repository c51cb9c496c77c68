"""Locks between several commands of one checkout."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def _open(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a", encoding="utf-8")


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock alone; wait for others to release it."""
    with _open(path) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Users:
    """Counts the commands that use a shared thing, without a counter to go wrong.

    Each user holds a shared lock; the system releases it even when a user is killed.
    The last one to leave gets the exclusive lock and may put the thing away.
    """

    def __init__(self, path: Path) -> None:
        self._handle = _open(path)
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Stop using it; tell whether nobody else does."""
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._handle.close()
            return False
        return True

    def close(self) -> None:
        """Release the lock that a successful ``leave`` still holds."""
        self._handle.close()

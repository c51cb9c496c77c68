"""One line of progress that a person can follow."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """Shows the running step and how long it took.

    On a terminal one line is rewritten in place; elsewhere (CI, a pipe) each step
    prints one line when it ends, so that logs stay short.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.rewrites = self.stream.isatty()
        self._label = ""
        self._started = 0.0

    def note(self, detail: str) -> None:
        """Show a detail of the running step; only on a terminal."""
        if self.rewrites:
            self._write(f"\r\033[K{self._elapsed():>4.0f} s  {self._label}: {detail}")

    def say(self, text: str) -> None:
        """Print one line of its own."""
        self._write(("\r\033[K" if self.rewrites else "") + text + "\n")

    @contextmanager
    def step(self, label: str) -> Iterator[Progress]:
        """Announce a step, run it, and tell its duration when it succeeds."""
        self._label, self._started = label, time.monotonic()
        if self.rewrites:
            self._write(f"\r\033[K   …    {label}")
        yield self
        self.say(f"{self._elapsed():>4.0f} s  {label}")

    def _elapsed(self) -> float:
        return time.monotonic() - self._started

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()

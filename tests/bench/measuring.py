"""Seconds by the clock and of the processor, and memory."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a call in a process of its own.

    A registry keeps what another one loaded, and memory that was used once stays.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        return pool.submit(function, *arguments).result()


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    """``(seconds, result)`` of a call."""
    begin = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - begin, result


def busy(env: Any) -> float:
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


def cost(env: Any, function: Callable[..., Any], *arguments: Any) -> tuple:
    """Clock and processor seconds of a call, and its result."""
    before = busy(env)
    clock, result = timed(function, *arguments)
    return clock, busy(env) - before, result


def resident() -> float:
    """Resident size of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


class Peak(threading.Thread):
    """Watches the resident size while something runs."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.highest = resident()
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.05):
            self.highest = max(self.highest, resident())

    def __enter__(self) -> Peak:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._done.set()
        self.join()


def print_row(figures: Mapping[str, Any]) -> None:
    """Print figures with their names on one line."""
    print(
        "  ".join(
            f"{name} {value:.2f}" if isinstance(value, float) else f"{name} {value}"
            for name, value in figures.items()
        ),
        flush=True,
    )

"""What the machine has, and adding to it where we may."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from .errors import Refusal
from .run import run


def is_root() -> bool:
    """Tell whether we may install packages of the system."""
    return os.geteuid() == 0


def release(path: Path = Path("/etc/os-release")) -> dict[str, str]:
    """Return the entries of an ``os-release`` file, quotes removed."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line)
    return {key: value.strip().strip("\"'") for key, value in pairs}


def install_packages(
    names: list[str], purpose: str, log: Path, env: Mapping[str, str] | None = None
) -> None:
    """Install packages of the system, or say which ones are wanted.

    :param purpose: what they are for, as the start of a sentence
    :raise Refusal: when we are not root or the system has no apt-get
    """
    wanted = " ".join(names)
    if not is_root() or not shutil.which("apt-get"):
        raise Refusal(
            f"{purpose} needs packages of the system: install {wanted} (as root: "
            f"apt-get install {wanted}) and run the same command again."
        )
    environ = {**os.environ, **(env or {}), "DEBIAN_FRONTEND": "noninteractive"}
    hint = f"Install {wanted} and run the same command again."
    run(["apt-get", "update", "-q"], log, environ, hint=hint)
    argv = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    run(argv, log, environ, hint=hint)

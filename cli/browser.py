"""Chromium, for browser tests and screenshots."""

from __future__ import annotations

import shutil
from pathlib import Path

from .progress import Progress
from .system import install_packages

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def find() -> str:
    """Return the path of the machine's browser, ``""`` when there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), "")


def provide(log: Path, progress: Progress) -> str:
    """Return the path of a browser, installing Chromium where we may.

    :raise Refusal: naming the package when we may not
    """
    if not find():
        with progress.step("Installing Chromium"):
            packages = ["chromium", "fonts-dejavu-core"]
            install_packages(packages, "A browser test", log / "packages.log")
    return find()

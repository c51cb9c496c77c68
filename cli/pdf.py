"""wkhtmltopdf with headers and footers, from a Python wheel."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .progress import Progress
from .system import install_packages

# What the program links to beyond the base system, and a font to print with.
LIBRARIES = [
    "libxrender1",
    "libxext6",
    "libx11-6",
    "libfontconfig1",
    "fonts-dejavu-core",
]


def provide(program: Path, folder: Path, log: Path, progress: Progress) -> Path:
    """Link wkhtmltopdf into a folder for PATH and see that it starts.

    :param program: the wheel's ``wkhtmltopdf-pack``
    :return: the link
    """
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "wkhtmltopdf"
    if not link.is_symlink() or link.readlink() != program:
        link.unlink(missing_ok=True)
        link.symlink_to(program)
    if not starts(link):
        with progress.step("Installing the libraries of wkhtmltopdf"):
            install_packages(LIBRARIES, "Printing PDF", log / "packages.log")
    return link


def starts(program: Path) -> bool:
    """Tell whether the program finds its libraries."""
    result = subprocess.run([program, "--version"], capture_output=True, check=False)
    return result.returncode == 0

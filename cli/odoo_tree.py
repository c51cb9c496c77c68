"""Odoo's own source: an existing tree, or the distribution's package unpacked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .apt import Apt
from .errors import Refusal
from .progress import Progress
from .stamps import Stamps, fingerprint

SERIES = "19.0"
TWO_WAYS = (
    "Either set ODOO_HOME to an Odoo 19 source tree, or run on Debian, where its "
    "package odoo-19 is fetched; docker-compose.yml is a third way, with Docker."
)
# odoo-19 links to fonts and scripts of these; the suite that has Odoo has them too.
ODOO_PACKAGES = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-roboto-unhinted",
    "fonts-ocr-b",
    "fonts-glyphicons-halflings",
    # Later versions moved the files that Odoo links to.
    "fonts-font-awesome/bookworm",
)
SUITES = ("unstable", "bookworm")
# Left out of the package for its licence; without it each asset build logs an ERROR.
MISSING_SCRIPT = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
VERSION_INFO = re.compile(r"version_info\s*=\s*\(\s*(\d+)\s*,\s*(\d+)")


@dataclass(frozen=True)
class OdooTree:
    """An Odoo source tree.

    :param path: the folder to put on PYTHONPATH; it holds the package ``odoo``
    :param mark: changes when the tree is replaced by another one
    """

    path: Path
    mark: str


def series_of(path: Path) -> str:
    """Return the series of the Odoo in a folder, ``""`` when there is none."""
    release = path / "odoo" / "release.py"
    if not release.exists():
        return ""
    match = VERSION_INFO.search(release.read_text(encoding="utf-8"))
    return f"{match[1]}.{match[2]}" if match else ""


def existing_tree(home: str) -> OdooTree:
    """Return the tree that ODOO_HOME names.

    :raise Refusal: when there is no Odoo 19 in it
    """
    path = Path(home).expanduser().resolve()
    found = series_of(path)
    if found != SERIES:
        what = f"Odoo {found}" if found else "no Odoo source tree"
        raise Refusal(f"ODOO_HOME is {path}, which holds {what}. {TWO_WAYS}")
    return OdooTree(path, fingerprint(path, found))


def fetched_tree(
    target: Path, apt: Apt, stamps: Stamps, progress: Progress
) -> OdooTree:
    """Return the tree unpacked from Debian's packages, fetched when missing.

    :param target: folder that receives the packages' files
    """
    path = target / "usr/lib/python3/dist-packages"
    mark = fingerprint(*ODOO_PACKAGES, *SUITES)
    if not stamps.is_done("odoo", mark) or series_of(path) != SERIES:
        try:
            _fetch(target, apt, progress)
        except Refusal as refusal:
            raise Refusal(f"{refusal}\nOdoo 19 cannot be fetched. {TWO_WAYS}") from None
        _complete(path)
        stamps.set_done("odoo", mark)
    return OdooTree(path, mark)


def _fetch(target: Path, apt: Apt, progress: Progress) -> None:
    with progress.step("Reading Debian's package lists"):
        apt.update(SUITES)
    with progress.step("Fetching Odoo 19 (125 MB)"):
        files = apt.download(ODOO_PACKAGES)
    with progress.step("Unpacking Odoo 19"):
        apt.unpack(files, target)


def _complete(path: Path) -> None:
    script = path / "odoo" / MISSING_SCRIPT
    script.parent.mkdir(parents=True, exist_ok=True)
    script.touch()

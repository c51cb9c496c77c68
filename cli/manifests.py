"""What add-ons depend on, read from their manifests."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def read(folder: Path) -> dict[str, Any]:
    """Return the manifest of an add-on."""
    text = (folder / "__manifest__.py").read_text(encoding="utf-8")
    return dict(ast.literal_eval(text))


def foreign_depends(addons: Path, names: Iterable[str]) -> list[str]:
    """Return the add-ons that ours need and that are not ours, sorted.

    :param names: our add-ons, all of those that depend on each other
    """
    ours = set(names)
    needed = {name for addon in ours for name in read(addons / addon)["depends"]}
    return sorted(needed - ours)


def with_needed(addons: Path, names: Iterable[str]) -> list[str]:
    """Return our add-ons together with those of ours that they depend on, sorted."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and (addons / name / "__manifest__.py").exists():
            found.add(name)
            waiting += read(addons / name)["depends"]
    return sorted(found)


def installable(
    addons: Path, names: Iterable[str], others: Iterable[Path]
) -> list[str]:
    """Return those of our add-ons whose dependencies are all there, sorted.

    Glue for an optional add-on (a job queue) is left out where that is not installed.

    :param others: folders in which Odoo finds add-ons that are not ours
    """
    folders = [addons, *others]

    def is_there(name: str) -> bool:
        return any((folder / name / "__manifest__.py").exists() for folder in folders)

    return sorted(
        name for name in names if all(map(is_there, read(addons / name)["depends"]))
    )

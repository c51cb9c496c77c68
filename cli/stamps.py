"""What is done already: one file per step, holding a fingerprint of its inputs.

A stamp is written only after its step succeeded and in one rename, so an interrupted
run repeats the step it was in and none before it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def _is_cache(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def fingerprint(*parts: object) -> str:
    """Return a short hash of texts; the same parts give the same hash."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part}\0".encode())
    return digest.hexdigest()[:16]


def file_fingerprint(*files: Path) -> str:
    """Return a short hash of the contents of files; a missing file counts as empty."""
    contents = [path.read_bytes() if path.exists() else b"" for path in files]
    return fingerprint(*(hashlib.sha256(content).hexdigest() for content in contents))


def tree_fingerprint(folder: Path, skip: frozenset[str] = frozenset()) -> str:
    """Return a short hash of names and contents of all files below a folder.

    :param skip: names of folders left out, beside caches and hidden ones
    """
    parts: list[str] = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        left_out = any(part in skip or _is_cache(part) for part in relative.parts)
        if path.is_dir() or left_out:
            continue
        parts.append(f"{relative}:{hashlib.sha256(path.read_bytes()).hexdigest()}")
    return fingerprint(*parts)


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new text, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


class Stamps:
    """The stamps of one checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def is_done(self, step: str, mark: str) -> bool:
        """Tell whether a step was done with the same inputs."""
        path = self.folder / step
        return path.exists() and path.read_text(encoding="utf-8") == mark

    def set_done(self, step: str, mark: str) -> None:
        """Remember that a step is done with these inputs."""
        write_atomically(self.folder / step, mark)

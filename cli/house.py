"""The house rules that no other linter knows: size of files, classes and words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

MAX_LINES = 400
MAX_METHODS = 20
SUFFIXES = {".py", ".xml", ".js", ".scss"}
# Written in two halves so that this file keeps its own rule.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def offences(root: Path, folders: Iterable[str]) -> Iterator[str]:
    """Yield one line per offence in the files below folders of a checkout."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES and "__pycache__" not in path.parts:
                text = path.read_text(encoding="utf-8")
                yield from file_offences(path.relative_to(root), text)


def file_offences(path: Path, text: str) -> Iterator[str]:
    """Yield one line per offence in a file."""
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        yield f"{path}:1: {len(lines)} lines; split it, {MAX_LINES} are allowed"
    for number, line in enumerate(lines, 1):
        if UNFINISHED.search(line):
            yield f"{path}:{number}: finish it or file an issue: {line.strip()}"
    if path.suffix == ".py" and "tests" not in path.parts:
        yield from _class_offences(path, text)


def _class_offences(path: Path, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            count = sum(isinstance(item, ast.FunctionDef) for item in node.body)
            if count > MAX_METHODS:
                yield (
                    f"{path}:{node.lineno}: {node.name} has {count} methods; split "
                    f"it, {MAX_METHODS} are allowed"
                )

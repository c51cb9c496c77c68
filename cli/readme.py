"""Each add-on's ``README.rst``, put together from the fragments in its ``readme/``.

Odoo's Apps and package indexes show that file. Run ``python3 -m cli.readme`` from the
checkout after a change of a fragment; ``./bpo lint`` tells when it was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from .manifests import read
from .paths import Paths, addon_names
from .stamps import write_atomically

# Fragment -> title of its section, in the order of OCA's read-me files.
SECTIONS = {
    "CONTEXT": "Use Cases / Context",
    "INSTALL": "Installation",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Known issues / Roadmap",
    "DEVELOP": "Development",
    "HISTORY": "Changelog",
    "CONTRIBUTORS": "Contributors",
}
NOTE = ".. Made by cli/readme.py from the files in readme/: change those."
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")
HIDDEN = re.compile(r"<!--.*-->$")
LISTED = re.compile(r"^( *)([-*]|\d+\.) ")


def offences(paths: Paths) -> Iterator[str]:
    """Yield one line per read-me file that is not what its fragments say."""
    for name in addon_names(paths.addons):
        path = paths.addons / name / "README.rst"
        if not path.exists() or path.read_text(encoding="utf-8") != text(path.parent):
            yield f"addons/{name}/README.rst: run python3 -m cli.readme and commit it"


def write(paths: Paths) -> None:
    """Write the read-me file of each add-on."""
    for name in addon_names(paths.addons):
        folder = paths.addons / name
        write_atomically(folder / "README.rst", text(folder))


def text(folder: Path) -> str:
    """Return the read-me file of an add-on."""
    manifest = read(folder)
    title = manifest["name"]
    parts = [NOTE, _heading(title, "=", over=True), _fragment(folder, "DESCRIPTION")]
    for fragment, section in SECTIONS.items():
        body = _fragment(folder, fragment)
        if body:
            parts += [_heading(section, "="), body]
    licence = f"Author: {manifest['author']}. Licence: {manifest['license']}."
    parts += [_heading("Credits", "="), licence]
    return "\n\n".join(parts) + "\n"


def _fragment(folder: Path, name: str) -> str:
    path = folder / "readme" / f"{name}.md"
    return to_rst(path.read_text(encoding="utf-8")) if path.exists() else ""


def _heading(title: str, mark: str, over: bool = False) -> str:
    line = mark * len(title)
    return "\n".join([line, title, line] if over else [title, line])


def to_rst(markdown: str) -> str:
    """Return what the fragments use of Markdown as reStructuredText.

    Headings, lists, tables, code, links; bold and italic text are written alike.

    >>> to_rst("See `sla` in [docs](docs/sla.md).")
    'See ``sla`` in `docs <docs/sla.md>`__.'
    """
    lines = [
        row for row in _inline(markdown.strip()).splitlines() if not HIDDEN.match(row)
    ]
    blocks = []
    for is_table, block in groupby(lines, lambda line: line.startswith("|")):
        convert = _table if is_table else _plain
        blocks.append("\n".join(convert(block)))
    return "\n\n".join(block.strip("\n") for block in blocks)


def _plain(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines with a blank one where a list begins."""
    before = ""
    for line in lines:
        begins = LISTED.match(line)
        if begins and before.strip() and not _is_in_list(before):
            yield ""
        if line.startswith("#"):
            mark = "-" if line.startswith(("# ", "## ")) else "~"
            yield from _heading(line.lstrip("# "), mark).splitlines()
        else:
            yield line
        before = line


def _is_in_list(line: str) -> bool:
    return bool(LISTED.match(line)) or line.startswith(" ")


def _inline(markdown: str) -> str:
    """Return text with code and links marked up; both may go over two lines."""
    return LINK.sub(r"`\1 <\2>`__", CODE.sub(r"``\1``", markdown))


def _table(lines: Iterator[str]) -> Iterator[str]:
    """Yield a list-table: cells may be as long as they like."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines
    ]
    yield ".. list-table::"
    yield "   :header-rows: 1"
    yield ""
    for row in [rows[0], *rows[2:]]:
        for number, cell in enumerate(row):
            yield f"     - {cell}" if number else f"   * - {cell}"


if __name__ == "__main__":
    write(Paths(Path(__file__).resolve().parent.parent))

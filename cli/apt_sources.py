"""Reading the machine's apt sources, to fetch Debian packages from the same mirror.

Pure text functions: both formats of sources (one line per source, and paragraphs of
``deb822``) become ``Source`` values, and ``Source`` values become a sources file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ONE_LINE = re.compile(r"^deb\s+(?:\[(?P<options>[^\]]*)\]\s+)?(?P<words>\S.*)$")
SIGNED_BY = re.compile(r"signed-by=(\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """One source of packages.

    :param uri: the mirror
    :param suites: names of the suites read from it
    :param components: for example ``main``
    :param signed_by: keyring path or key block, as written; empty if not given
    """

    uri: str
    suites: tuple[str, ...]
    components: tuple[str, ...]
    signed_by: str = ""


def parse_one_line(text: str) -> Iterator[Source]:
    """Read the format with one source per line.

    >>> list(parse_one_line("deb [signed-by=/k.gpg] http://m/debian bookworm main"))
    [Source(uri='http://m/debian', suites=('bookworm',), components=('main',), \
signed_by='/k.gpg')]
    """
    for line in text.splitlines():
        match = ONE_LINE.match(line.split("#", 1)[0].strip())
        if not match:
            continue
        uri, suite, *components = match["words"].split()
        signed = SIGNED_BY.search(match["options"] or "")
        key = signed[1] if signed else ""
        yield Source(uri, (suite,), tuple(components), key)


def parse_deb822(text: str) -> Iterator[Source]:
    """Read the format with one paragraph per source.

    A source with several addresses gives one ``Source`` each; disabled ones none.
    """
    for paragraph in re.split(r"\n\s*\n", text):
        fields = _deb822_fields(paragraph)
        disabled = fields.get("enabled", "yes").lower() in {"no", "false"}
        if disabled or "deb" not in fields.get("types", "").split():
            continue
        for uri in fields.get("uris", "").split():
            suites = tuple(fields.get("suites", "").split())
            components = tuple(fields.get("components", "").split())
            yield Source(uri, suites, components, fields.get("signed-by", ""))


def _deb822_fields(paragraph: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in paragraph.splitlines():
        if line.startswith("#"):
            continue
        if line[:1].isspace() and name:
            fields[name] += f"\n{line}"
        elif ":" in line:
            name, value = line.split(":", 1)
            name = name.strip().lower()
            fields[name] = value.strip()
    return fields


def debian_mirror(sources: Iterable[Source], codename: str) -> Source | None:
    """Return the source of Debian's main archive for a release.

    Security, update and third-party sources do not hold other suites. Others use the
    same suite names, so an address that looks like Debian's own goes first.

    :param codename: of the running release, for example ``bookworm``
    """
    names = {codename, "stable", "oldstable", "testing", "unstable", "sid"}
    fitting = [
        source
        for source in sources
        if names & set(source.suites) and "main" in source.components
    ]
    return min(fitting, key=_strangeness, default=None)


def _strangeness(source: Source) -> int:
    address = source.uri.rstrip("/")
    if ".debian.org/" in address:
        return 0
    return 1 if address.endswith("/debian") else 2


def sources_file(mirror: Source, suites: Iterable[str]) -> str:
    """Return a ``deb822`` sources file that reads suites from a mirror.

    Only package lists are fetched: no translations, no contents.
    """
    lines = [
        "Types: deb",
        f"URIs: {mirror.uri}",
        f"Suites: {' '.join(suites)}",
        "Components: main",
        "Targets: Packages",
    ]
    if mirror.signed_by:
        lines.append(f"Signed-By: {mirror.signed_by}")
    return "\n".join(lines) + "\n"

"""Fetching Debian packages without root, with an apt configuration of our own.

apt checks the mirror's signature and each package's checksum, as always.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .apt_sources import (
    Source,
    debian_mirror,
    parse_deb822,
    parse_one_line,
    sources_file,
)
from .errors import Refusal
from .run import run
from .stamps import write_atomically
from .system import is_root, release

ETC_APT = Path("/etc/apt")


def machine_sources(etc: Path = ETC_APT) -> Iterator[Source]:
    """Yield the machine's own package sources."""
    lists = [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*.list"))]
    for path in lists:
        if path.exists():
            yield from parse_one_line(path.read_text(encoding="utf-8"))
    for path in sorted((etc / "sources.list.d").glob("*.sources")):
        yield from parse_deb822(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Apt:
    """A private package cache.

    :param folder: holds configuration, lists and downloads
    :param log: folder for the output of the tools
    """

    folder: Path
    log: Path

    @property
    def codename(self) -> str:
        """The running Debian release, for example ``bookworm``."""
        return release().get("VERSION_CODENAME", "")

    def update(self, suites: Sequence[str]) -> None:
        """Read the package lists of suites from the machine's mirror.

        :raise Refusal: when the machine is no Debian or the mirror does not answer
        """
        mirror = debian_mirror(machine_sources(), self.codename)
        if not mirror or not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
            raise Refusal("This machine has no Debian package source.")
        for name in ("lists/partial", "archives/partial", "sources", "state"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "state" / "status").touch()
        sources = self.folder / "sources" / "bpo.sources"
        write_atomically(sources, sources_file(mirror, suites))
        write_atomically(self.folder / "apt.conf", self._configuration())
        self._apt(["update"])

    def download(self, packages: Sequence[str]) -> list[Path]:
        """Download packages into a folder of their own and return the files.

        :param packages: names, ``name/suite`` where the suite matters
        """
        folder = self.folder / "download"
        folder.mkdir(parents=True, exist_ok=True)
        self._apt(["download", *packages], folder)
        return sorted(folder.glob("*.deb"))

    def unpack(self, files: Sequence[Path], target: Path) -> None:
        """Unpack packages into ``target``, which appears complete or not at all."""
        draft = target.with_name(f"{target.name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for path in files:
            run(["dpkg-deb", "-x", path, draft], self.log / "unpack.log")
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
        shutil.rmtree(self.folder / "download")

    def _apt(self, arguments: list[str], cwd: Path | None = None) -> None:
        argv = ["apt-get", "-q", "-c", str(self.folder / "apt.conf"), *arguments]
        run(argv, self.log / f"apt-{arguments[0]}.log", cwd=cwd)

    def _configuration(self) -> str:
        """Return apt's configuration: nothing of the machine's state is touched.

        As root apt would download as the user ``_apt``, which cannot enter a checkout
        below a private home; the lists and files stay ours.
        """
        lines = [
            'Dir::Etc::sourcelist "/dev/null";',
            f'Dir::Etc::sourceparts "{self.folder}/sources";',
            f'Dir::State "{self.folder}/state";',
            f'Dir::State::lists "{self.folder}/lists";',
            f'Dir::State::status "{self.folder}/state/status";',
            f'Dir::Cache "{self.folder}";',
            'Dir::Cache::pkgcache "";',
            'Dir::Cache::srcpkgcache "";',
            'Acquire::Languages "none";',
            'Acquire::Retries "3";',
            "#clear APT::Update::Post-Invoke;",
            "#clear APT::Update::Post-Invoke-Success;",
        ]
        if is_root():
            lines.append('APT::Sandbox::User "root";')
        return "\n".join(lines) + "\n"

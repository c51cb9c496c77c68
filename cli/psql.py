"""``./bpo psql``: a SQL prompt on the environment's database server."""

from __future__ import annotations

from collections.abc import Sequence

from .environment import Environment
from .odoo import in_foreground


def psql(environment: Environment, database: str, arguments: Sequence[str]) -> int:
    """Run psql on a database, on ``postgres`` where that does not exist yet."""
    server = environment.server
    with server.running():
        name = database if server.exists(database) else "postgres"
        argv = [str(server.programs / "psql"), "-d", name, *arguments]
        return in_foreground(argv, environment.variables(server))

"""The database server as the verbs see it, private or existing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .cluster import PORT, USER, Cluster
from .errors import Refusal
from .run import output_of

OLDEST = 130000
PLAIN_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")


def check_name(name: str) -> str:
    """Return a database name that needs no quoting anywhere.

    :raise Refusal: for any other name
    """
    if not PLAIN_NAME.match(name):
        raise Refusal(
            f"{name!r} is no usable database name: begin with a letter or digit and "
            "use only letters, digits, '_', '.' and '-'."
        )
    return name


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server and the programs to talk to it.

    :param cluster: the private one, or None where PGHOST names a server
    """

    programs: Path
    cluster: Cluster | None

    def variables(self) -> dict[str, str]:
        """Return the variables that lead libpq and Odoo to the server."""
        if self.cluster:
            return {
                "PGHOST": str(self.cluster.socket),
                "PGPORT": PORT,
                "PGUSER": USER,
                "PGPASSWORD": "",
            }
        names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGSSLMODE")
        return {name: os.environ[name] for name in names if name in os.environ}

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Have the server run while a verb needs it.

        :raise Refusal: when an existing server is too old or does not answer
        """
        if self.cluster:
            with self.cluster.running():
                yield self
        else:
            self._check_existing()
            yield self

    def query(self, statement: str, database: str = "postgres") -> list[str]:
        """Run SQL and return its rows, unaligned."""
        argv = [self.programs / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1"]
        env = {
            **os.environ,
            **self.variables(),
            "PGOPTIONS": "-c client_min_messages=warning",
        }
        text = output_of([*argv, "-d", database, "-c", statement], env)
        return text.splitlines()

    def exists(self, name: str) -> bool:
        """Tell whether there is a database of this name."""
        sql = f"SELECT 1 FROM pg_database WHERE datname = '{check_name(name)}'"
        return bool(self.query(sql))

    def names(self, prefix: str) -> list[str]:
        """Return the names of databases that begin with a prefix."""
        sql = "SELECT datname FROM pg_database ORDER BY datname"
        return [name for name in self.query(sql) if name.startswith(prefix)]

    def drop(self, name: str) -> None:
        """Drop a database and its connections; nothing happens when it is not there."""
        self.query(f'DROP DATABASE IF EXISTS "{check_name(name)}" WITH (FORCE)')

    def clone(self, source: str, name: str) -> None:
        """Make a database that is a copy of another one, replacing an old one."""
        self.drop(name)
        self._disconnect(source)
        self.query(
            f'CREATE DATABASE "{check_name(name)}" TEMPLATE "{check_name(source)}"'
        )

    def rename(self, source: str, name: str) -> None:
        """Give a database another name, replacing an old one of that name."""
        self.drop(name)
        self._disconnect(source)
        self.query(
            f'ALTER DATABASE "{check_name(source)}" RENAME TO "{check_name(name)}"'
        )

    def _disconnect(self, name: str) -> None:
        """End connections to a database; a template must have none."""
        self.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{check_name(name)}' AND pid <> pg_backend_pid()"
        )

    def _check_existing(self) -> None:
        host = os.environ.get("PGHOST", "")
        try:
            version = int(self.query("SHOW server_version_num")[0])
        except Refusal as refusal:
            raise Refusal(
                f"{refusal}\nThe PostgreSQL at PGHOST={host} does not answer: check "
                "PGHOST, PGPORT, PGUSER and PGPASSWORD, or unset PGHOST to get a "
                "private server."
            ) from None
        if version < OLDEST:
            raise Refusal(
                f"The PostgreSQL at PGHOST={host} is version {version // 10000}; use "
                "13 or newer, or unset PGHOST to get a private server."
            )

"""Starting Odoo in the environment: configuration, arguments, output."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from .database import Server
from .environment import Environment
from .manifests import installable
from .paths import addon_names
from .stamps import write_atomically

LOCALHOST = "127.0.0.1"


def free_port(wanted: int = 0) -> int:
    """Return a free port of this machine: the wanted one if it is free."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOCALHOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")


def configuration(environment: Environment, database: str, port: int) -> str:
    """Return the text of an Odoo configuration file for one database."""
    options = {
        "addons_path": environment.paths.addons,
        "data_dir": environment.paths.data,
        "db_name": database,
        "dbfilter": f"^{database}$",
        "http_interface": LOCALHOST,
        "http_port": port,
        "limit_time_real": 3600,
    }
    lines = [f"{key} = {value}" for key, value in options.items()]
    return "\n".join(["[options]", *lines]) + "\n"


class Odoo:
    """Odoo on one database of the environment.

    :param server: the database server
    :param port: for HTTP; 0 takes a free one
    """

    def __init__(
        self, environment: Environment, server: Server, database: str, port: int = 0
    ) -> None:
        self.environment = environment
        self.server = server
        self.database = database
        self.port = port or free_port()

    @property
    def url(self) -> str:
        """Where it serves."""
        return f"http://{LOCALHOST}:{self.port}"

    @property
    def log(self) -> Path:
        """Its output."""
        return self.environment.paths.logs / f"odoo-{self.database}.log"

    def variables(self) -> dict[str, str]:
        """Return the variables it runs in; a machine's own Odoo settings stay out."""
        environment = self.environment.variables(self.server)
        kept = {
            key: value
            for key, value in environment.items()
            if not key.startswith("ODOO_") and key != "PGDATABASE"
        }
        rc = self.environment.paths.state / "rc" / f"{self.database}.conf"
        write_atomically(rc, configuration(self.environment, self.database, self.port))
        return {**kept, "ODOO_RC": str(rc)}

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of Odoo with arguments."""
        return [str(self.environment.python.python), "-m", "odoo", *arguments]

    def run(
        self,
        *arguments: str,
        watch: Callable[[str], None] | None = None,
        script: str = "",
        log: Path | None = None,
    ) -> int:
        """Run Odoo to its end with its output in the log; return its exit code.

        :param watch: called with each line of output
        :param script: text for its standard input (``odoo shell``)
        """
        log = log or self.log
        log.parent.mkdir(parents=True, exist_ok=True)
        with (
            log.open("w", encoding="utf-8") as output,
            self.popen(
                *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            ) as process,
        ):
            process.stdin.write(script)
            process.stdin.close()
            for line in process.stdout:
                output.write(line)
                if watch:
                    watch(line)
        return process.returncode

    def popen(
        self, *arguments: str, stdin: int | None = None, stdout: object = None
    ) -> subprocess.Popen[str]:
        """Start Odoo and return the process; its messages go where its output goes."""
        return subprocess.Popen(
            self.command(*arguments),
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            env=self.variables(),
            text=True,
            encoding="utf-8",
            errors="replace",
        )


def our_addons(environment: Environment) -> list[str]:
    """Return our add-ons that can be installed here."""
    tree = environment.odoo.path
    others = [
        tree / "addons",
        tree / "odoo" / "addons",
        environment.python.packages / "odoo" / "addons",
    ]
    addons = environment.paths.addons
    return installable(addons, addon_names(addons), others)


def modules(names: Sequence[str]) -> str:
    """Return names as Odoo's options take them."""
    return ",".join(names)

"""A private PostgreSQL in ``.bpo/``, reached through a socket only.

The programs come from a Python wheel. PostgreSQL refuses to run as root, so for root
it runs as ``nobody``; where that user could not even enter the checkout (below a
private home such as /root) it keeps the one right to pass folders and files.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import Refusal
from .locks import Users, exclusive
from .run import run
from .stamps import fingerprint, write_atomically
from .system import is_root

USER = "bpo"
PORT = "5432"
SERVANT = "nobody"
# A socket's address holds 107 bytes; PostgreSQL appends /.s.PGSQL.5432.lock.
LONGEST_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
DURABLE: dict[str, str] = {}
# For databases that are thrown away: a crash of the machine may lose them.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def settings_file(settings: dict[str, str]) -> str:
    """Return the text of a PostgreSQL configuration.

    >>> settings_file({"fsync": "off"})
    "fsync = 'off'\\n"
    """
    return "".join(f"{key} = '{value}'\n" for key, value in settings.items())


def socket_folder(wanted: Path, fallback: Path) -> Path:
    """Return the folder for the socket: the wanted one unless its path is too long.

    :param fallback: a short folder; it gets a name that is the wanted path's own
    """
    if len(os.fsencode(wanted)) <= LONGEST_FOLDER:
        return wanted
    return fallback / f"bpo-{fingerprint(wanted)[:8]}"


def is_open_to_others(path: Path) -> bool:
    """Tell whether any user may pass all folders that lead to a path."""
    folders = [path, *path.parents]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL of our own.

    :param folder: holds ``data`` and ``run`` (the socket)
    :param programs: folder of ``initdb``, ``pg_ctl``, ``psql``
    :param settings: differences to ``COMMON``: DURABLE or FAST
    :param log: folder for logs
    """

    folder: Path
    programs: Path
    settings: tuple[tuple[str, str], ...]
    log: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        """The folder of the socket, which is the host to connect to."""
        return socket_folder(self.folder / "run", Path(tempfile.gettempdir()))

    @property
    def is_there(self) -> bool:
        """Whether it was made and its programs are installed."""
        made = (self.data / "PG_VERSION").exists()
        return made and (self.programs / "pg_ctl").exists()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have it run; stop it when the last command that uses it ends."""
        users = Users(self.folder.with_name(f"{self.folder.name}.users"))
        try:
            self.start()
            yield
        finally:
            if users.leave():
                self.stop()
            users.close()

    def start(self) -> None:
        """Make it if needed and start it if it does not run."""
        with exclusive(self.folder.with_name(f"{self.folder.name}.lock")):
            if not (self.data / "PG_VERSION").exists():
                self._make()
            if not self.is_running():
                self._start()

    def stop(self, mode: str = "fast") -> None:
        """Stop it; nothing happens when it does not run.

        :param mode: of ``pg_ctl``; ``immediate`` is a crash
        """
        if self.is_there and self.is_running():
            self._run(["pg_ctl", "-D", self.data, "-m", mode, "-w", "stop"])

    def is_running(self) -> bool:
        """Ask the server process itself, not only its pid file."""
        argv = self._as_servant(["pg_ctl", "-D", self.data, "status"])
        result = subprocess.run(argv, capture_output=True, check=False)
        return result.returncode == 0

    def _make(self) -> None:
        """Create the data folder under another name and move it into place."""
        draft = self.folder / "data.part"
        shutil.rmtree(draft, ignore_errors=True)
        self._own_folder(self.folder)
        self._own_folder(draft)
        argv = ["initdb", "-D", draft, "-U", USER, "--auth=trust", "--encoding=UTF8"]
        self._run([*argv, "--locale=C.UTF-8", "--no-sync"])
        draft.rename(self.data)

    def _start(self) -> None:
        self._own_folder(self.socket)
        own = settings_file({**COMMON, **dict(self.settings)})
        write_atomically(self.data / "postgresql.auto.conf", own)
        self._give(self.data / "postgresql.auto.conf")
        # With a socket path of its own, several checkouts share a port number.
        options = f"-k '{self.socket}' -p {PORT}"
        log = self.folder / "server.log"
        log.touch()
        self._give(log)
        argv = ["pg_ctl", "-D", self.data, "-l", log, "-o", options, "-w", "start"]
        self._run(argv, hint=f"PostgreSQL's own log is {log}.")

    def _own_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._give(folder)
        folder.chmod(0o700)

    def _give(self, path: Path) -> None:
        if is_root():
            entry = pwd.getpwnam(SERVANT)
            os.chown(path, entry.pw_uid, entry.pw_gid)

    def _run(self, argv: list[str | Path], hint: str = "") -> None:
        log = self.log / f"{argv[0]}.log"
        run(self._as_servant(argv), log, cwd=Path("/"), hint=hint)

    def _as_servant(self, argv: list[str | Path]) -> list[str]:
        name, *arguments = (str(part) for part in argv)
        command = [str(self.programs / name), *arguments]
        return (
            [*servant_prefix(self.programs, self.folder.parent), *command]
            if is_root()
            else command
        )


def servant_prefix(*passed: Path) -> list[str]:
    """Return the command that runs another one as ``nobody``.

    :param passed: folders that the command must be able to pass
    :raise Refusal: when the system has no ``setpriv`` (util-linux)
    """
    if not shutil.which("setpriv"):
        raise Refusal(
            "PostgreSQL must not run as root and setpriv is missing: install "
            "util-linux, run as another user, or set PGHOST to a PostgreSQL server."
        )
    entry = pwd.getpwnam(SERVANT)
    prefix = ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}"]
    prefix.append("--clear-groups")
    if not all(map(is_open_to_others, passed)):
        prefix += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        # access(2), which initdb asks, would ignore the right without this bit.
        prefix.append("--securebits=+no_setuid_fixup")
    return prefix

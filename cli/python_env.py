"""Virtual environments with pinned packages, each verified by its hash."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .apt import Apt
from .progress import Progress
from .run import run
from .stamps import Stamps, file_fingerprint, fingerprint


@dataclass(frozen=True)
class PythonEnv:
    """A virtual environment.

    :param folder: where it lies
    :param mark: changes with Python's version and the requirements
    """

    folder: Path
    mark: str

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def packages(self) -> Path:
        """Its ``site-packages``."""
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.folder / "lib" / version / "site-packages"


@dataclass(frozen=True)
class Maker:
    """Builds environments.

    :param apt: fetches pip where the machine's Python comes without
    :param cache: pip's download cache
    """

    apt: Apt
    stamps: Stamps
    progress: Progress
    cache: Path
    log: Path

    def make(
        self, folder: Path, requirements: Path, without_dependencies: Path | None = None
    ) -> PythonEnv:
        """Return an environment with the packages of a requirements file.

        It is built anew when the requirements or the machine's Python changed.

        :param requirements: pinned and hashed
        :param without_dependencies: a second file, for OCA add-ons: they require
            ``odoo``, which no registry has. What it adds or changes is installed into
            the environment as it is.
        """
        mark = fingerprint(sys.version, file_fingerprint(requirements))
        env = PythonEnv(folder, mark)
        step = f"python-{folder.name}"
        built = self.stamps.is_done(step, mark) and env.python.exists()
        if not built:
            with self.progress.step(
                f"Installing Python packages of {requirements.name}"
            ):
                self._create(folder)
                self._install(env, ["-r", str(requirements)])
            self.stamps.set_done(step, mark)
        if without_dependencies and without_dependencies.exists():
            env = self._add(env, without_dependencies, built)
        return env

    def _add(self, env: PythonEnv, requirements: Path, built: bool) -> PythonEnv:
        """Install packages without their dependencies; return the richer environment.

        :param built: the environment was there before, perhaps with them
        """
        mark = fingerprint(env.mark, file_fingerprint(requirements))
        step = f"python-{env.folder.name}-{requirements.stem}"
        if not built or not self.stamps.is_done(step, mark):
            with self.progress.step(f"Installing add-ons of {requirements.name}"):
                self._install(env, ["--no-deps", "-r", str(requirements)])
            self.stamps.set_done(step, mark)
        return PythonEnv(env.folder, mark)

    def _create(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        argv = [sys.executable, "-m", "venv", folder]
        pip = [] if has_ensurepip() else [self._pip_wheel()]
        run([*argv, *(["--without-pip"] if pip else [])], self.log / "venv.log")
        for wheel in pip:
            # A wheel is a zip file that Python runs from the inside: pip installs pip.
            python = folder / "bin" / "python"
            argv = [python, wheel / "pip", "install", "--no-index", wheel]
            run(argv, self.log / "venv.log", self._variables())

    def _pip_wheel(self) -> Path:
        """Return the pip that Debian ships for its own ``python3-venv``."""
        target = self.apt.folder.parent / "pip"
        found = sorted(target.rglob("pip-*.whl"))
        if not found:
            self.apt.update([self.apt.codename])
            self.apt.unpack(self.apt.download(["python3-pip-whl"]), target)
            found = sorted(target.rglob("pip-*.whl"))
        return found[0]

    def _install(self, env: PythonEnv, arguments: Sequence[str]) -> None:
        argv = [env.python, "-m", "pip", "install", "--require-hashes"]
        hint = (
            "Check the connection to the Python registry and run the same command "
            f"again. The whole output is in {self.log / 'pip.log'}."
        )
        run([*argv, *arguments], self.log / "pip.log", self._variables(), hint=hint)

    def _variables(self) -> dict[str, str]:
        return {
            **os.environ,
            "PIP_CACHE_DIR": str(self.cache),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PYTHONPATH": "",
        }


def has_ensurepip() -> bool:
    """Tell whether the machine's Python can put pip into an environment.

    Debian splits that off into ``python3-venv``.
    """
    try:
        import ensurepip

        return bool(ensurepip.version())
    except (ImportError, OSError):
        return False

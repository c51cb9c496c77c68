"""Scripts that browser tests load into pages, from the npm registry.

npm checks each package against the hash in the lock file.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .paths import Paths
from .progress import Progress
from .run import run
from .stamps import Stamps, file_fingerprint
from .system import install_packages

FILES = ("package.json", "package-lock.json")


def locked(paths: Paths) -> Path:
    """Return the folder with the list of scripts and the lock beside it."""
    return paths.root / "tests" / "support" / "npm"


def folder(paths: Paths) -> Path:
    """Return the folder that holds ``node_modules``."""
    return paths.state / "npm"


def provide(paths: Paths, stamps: Stamps, progress: Progress) -> Path:
    """Install the locked packages where they are missing and return their folder.

    Nothing of them runs here; they are read by the browser.

    :raise Refusal: when there is no npm and we may not install it, or the registry
        does not answer
    """
    target, lock = folder(paths), locked(paths)
    mark = file_fingerprint(*(lock / name for name in FILES))
    if not (stamps.is_done("npm", mark) and (target / "node_modules").is_dir()):
        with progress.step("Fetching scripts of the browser tests"):
            if not shutil.which("npm"):
                install_packages(["npm"], "A browser test", paths.logs / "packages.log")
            target.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                shutil.copyfile(lock / name, target / name)
            _install(paths, target)
        stamps.set_done("npm", mark)
    return target / "node_modules"


def _install(paths: Paths, target: Path) -> None:
    variables = {**os.environ, "npm_config_cache": str(paths.state / "cache" / "npm")}
    log = paths.logs / "npm.log"
    hint = (
        "Check the connection to the npm registry and run the same command again. "
        f"The whole output is in {log}."
    )
    argv = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    run(argv, log, variables, cwd=target, hint=hint)

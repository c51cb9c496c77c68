"""Where things lie: everything the command line makes is below ``.bpo/``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Paths:
    """Folders of one checkout.

    :param root: the checkout, the folder that holds ``bpo`` and ``addons``
    """

    root: Path

    @property
    def state(self) -> Path:
        """The folder of all state; ``./bpo clean`` removes it."""
        return self.root / ".bpo"

    @property
    def addons(self) -> Path:
        """The add-ons of this project."""
        return self.root / "addons"

    @property
    def stamps(self) -> Path:
        """What is done already, one small file per step."""
        return self.state / "stamps"

    @property
    def logs(self) -> Path:
        """Output of the tools that the verbs run."""
        return self.state / "log"

    @property
    def bin(self) -> Path:
        """Programs put first on PATH (wkhtmltopdf)."""
        return self.state / "bin"

    @property
    def venv(self) -> Path:
        """The virtual environment Odoo runs in."""
        return self.state / "venv"

    @property
    def lint_venv(self) -> Path:
        """The virtual environment of the linters."""
        return self.state / "lint"

    @property
    def data(self) -> Path:
        """Odoo's data folder: filestores and sessions."""
        return self.state / "data"


def addon_names(addons: Path) -> list[str]:
    """Names of the installable add-ons in a folder, sorted.

    An add-on is a folder with a manifest.
    """
    return sorted(path.parent.name for path in addons.glob("*/__manifest__.py"))

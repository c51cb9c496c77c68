"""Odoo databases as a whole: the rows on the server and the files beside them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from .database import Server


@dataclass(frozen=True)
class Store:
    """Databases of one server with their filestores.

    :param server: holds the rows
    :param data: Odoo's data folder, holds the files
    """

    server: Server
    data: Path

    def clone(self, source: str, name: str) -> None:
        """Copy a database, replacing an old copy."""
        self.server.clone(source, name)
        shutil.rmtree(self._files(name), ignore_errors=True)
        if self._files(source).exists():
            shutil.copytree(self._files(source), self._files(name))

    def rename(self, source: str, name: str) -> None:
        """Give a database another name, replacing an old one of that name."""
        self.server.rename(source, name)
        shutil.rmtree(self._files(name), ignore_errors=True)
        if self._files(source).exists():
            self._files(source).rename(self._files(name))

    def drop(self, name: str) -> None:
        """Drop a database; nothing happens when it is not there."""
        self.server.drop(name)
        shutil.rmtree(self._files(name), ignore_errors=True)

    def _files(self, name: str) -> Path:
        return self.data / "filestore" / name

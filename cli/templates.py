"""Databases that tests start from, built once and copied afterwards.

Installing what our add-ons need takes a minute, copying a database a second. A
template's name holds a fingerprint of what it was built from.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from .environment import Environment
from .errors import Refusal
from .locks import exclusive
from .manifests import foreign_depends
from .odoo_run import Odoo, modules, our_addons
from .progress import Progress
from .run import tail
from .stamps import fingerprint, tree_fingerprint
from .store import Store

NEEDED = "bpo_needed_"
FULL = "bpo_full_"
# What decides how a database looks; tests do not.
NOT_INSTALLED = frozenset({"tests", "readme", "newsfragments"})


@dataclass(frozen=True)
class Templates:
    """The templates of one checkout, on the server for scratch databases."""

    environment: Environment
    progress: Progress

    def needed(self) -> str:
        """Return a database with all add-ons that ours depend on; build it if missing.

        Together with Odoo's own auto-installed add-ons, as users have them.
        """
        wanted = foreign_depends(self.environment.paths.addons, self._ours())
        mark = fingerprint(self.environment.mark, self.environment.paths.root, *wanted)

        def build(name: str) -> None:
            with self.progress.step(f"Installing Odoo's own {', '.join(wanted)}"):
                self._install(name, wanted)

        return self._built(NEEDED, mark, build)

    def full(self) -> str:
        """Return a database with our add-ons installed; build it if missing."""
        needed = self.needed()

        def build(name: str) -> None:
            with self.progress.step(f"Installing {', '.join(self._ours())}"):
                self.store.clone(needed, name)
                self._install(name, self._ours())

        return self._built(FULL, self.full_mark(needed), build)

    def full_mark(self, needed: str) -> str:
        """Return the fingerprint of the full template as the files are now."""
        addons = self.environment.paths.addons
        return fingerprint(needed, tree_fingerprint(addons, NOT_INSTALLED))

    @property
    def store(self) -> Store:
        """The databases that templates are copied to."""
        return Store(self.environment.scratch, self.environment.paths.data)

    def adopt(self, database: str, mark: str) -> None:
        """Make a database with our add-ons installed the full template."""
        with self._lock():
            self._drop_all(FULL)
            self.store.rename(database, FULL + mark)

    def _ours(self) -> list[str]:
        return our_addons(self.environment)

    def _lock(self) -> AbstractContextManager[None]:
        return exclusive(self.environment.paths.state / "templates.lock")

    def _built(self, prefix: str, mark: str, build: Callable[[str], None]) -> str:
        """Return the template of a mark; older ones of the kind are dropped.

        It is built under another name, so that an interrupted one is never used.
        """
        name = prefix + mark
        with self._lock():
            if not self.environment.scratch.exists(name):
                draft = f"bpo_draft_{prefix.split('_')[1]}"
                self.store.drop(draft)
                build(draft)
                self._drop_all(prefix)
                self.store.rename(draft, name)
        return name

    def _drop_all(self, prefix: str) -> None:
        for name in self.environment.scratch.names(prefix):
            self.store.drop(name)

    def _install(self, database: str, names: list[str]) -> None:
        runner = Odoo(self.environment, self.environment.scratch, database)
        code = runner.run("server", "-i", modules(names), "--stop-after-init")
        if code:
            end = tail(runner.log.read_text(encoding="utf-8"), 30)
            raise Refusal(f"{end}\nInstalling {', '.join(names)} failed: {runner.log}")

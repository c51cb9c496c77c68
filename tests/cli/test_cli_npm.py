"""Scripts of the browser tests come once, by their hash, and not by an address."""

import json
import os
from pathlib import Path

import pytest

from cli import npm
from cli.errors import Refusal
from cli.paths import Paths
from cli.progress import Progress
from cli.stamps import Stamps, file_fingerprint

LOCK = npm.locked(Paths(Path(__file__).resolve().parents[2]))


@pytest.fixture
def paths(tmp_path):
    """A checkout with our lock and nothing fetched."""
    made = Paths(tmp_path)
    npm.locked(made).mkdir(parents=True)
    for name in npm.FILES:
        (npm.locked(made) / name).write_bytes((LOCK / name).read_bytes())
    return made


def stub(folder: Path, text: str) -> None:
    """Put a program ``npm`` first on PATH."""
    folder.mkdir()
    program = folder / "npm"
    program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    program.chmod(0o755)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A function that makes ``npm`` a shell script."""
    monkeypatch.setenv("PATH", os.environ["PATH"])
    return lambda text: stub(tmp_path / "programs", text)


def test_every_package_has_a_hash_and_no_address():
    """The lock names versions and hashes; where they come from is npm's setting."""
    packages = json.loads((LOCK / "package-lock.json").read_text(encoding="utf-8"))
    fetched = {name: one for name, one in packages["packages"].items() if name}
    assert fetched
    for one in fetched.values():
        assert one["integrity"].startswith("sha512-")
        assert "resolved" not in one


def test_what_is_there_is_not_fetched_again(paths, program):
    """From the second time on it works offline."""
    program("mkdir node_modules && echo run >> ../runs")
    stamps = Stamps(paths.stamps)
    for _again in range(2):
        npm.provide(paths, stamps, Progress())
    assert (paths.state / "runs").read_text(encoding="utf-8") == "run\n"
    mark = file_fingerprint(*(LOCK / name for name in npm.FILES))
    assert stamps.is_done("npm", mark)


def test_a_registry_that_does_not_answer_is_said(paths, program):
    """And the next run tries again."""
    program("echo no answer; exit 1")
    stamps = Stamps(paths.stamps)
    with pytest.raises(Refusal, match="npm registry"):
        npm.provide(paths, stamps, Progress())
    mark = file_fingerprint(*(LOCK / name for name in npm.FILES))
    assert not stamps.is_done("npm", mark)

"""Refusals are one sentence that says what to do."""

import pytest

from cli import main as wiring
from cli.cluster import LONGEST_FOLDER, socket_folder
from cli.database import check_name
from cli.errors import Refusal
from cli.lint import lint
from cli.odoo_tree import existing_tree, series_of
from cli.paths import Paths
from cli.progress import Progress
from cli.python_env import PythonEnv
from cli.system import install_packages, release
from cli.test import select


def fake_odoo(folder, version):
    (folder / "odoo").mkdir()
    text = f"version_info = ({version}, 0, FINAL, 0, '')\n"
    (folder / "odoo" / "release.py").write_text(text)
    return folder


def test_existing_tree_of_the_right_series_is_taken(tmp_path):
    tree = existing_tree(str(fake_odoo(tmp_path, 19)))
    assert tree.path == tmp_path
    assert series_of(tmp_path) == "19.0"


@pytest.mark.parametrize("version", [18, None])
def test_other_trees_are_refused_with_both_ways(tmp_path, version):
    if version:
        fake_odoo(tmp_path, version)
    with pytest.raises(Refusal, match="ODOO_HOME.*Debian"):
        existing_tree(str(tmp_path))


@pytest.mark.parametrize("name", ["", "a b", 'a"b', "-x", "a'b", "ä"])
def test_database_names_that_need_quoting_are_refused(name):
    with pytest.raises(Refusal, match="begin with a letter or digit"):
        check_name(name)


def test_unknown_test_names_what_can_be_tested(tmp_path):
    (tmp_path / "addons" / "bpo_x").mkdir(parents=True)
    (tmp_path / "addons" / "bpo_x" / "__manifest__.py").write_text("{'depends': []}")
    with pytest.raises(Refusal, match="bpo_x"):
        select(Paths(tmp_path), ["bpo_y"])


def test_addon_may_be_named_by_its_folder(tmp_path):
    (tmp_path / "addons" / "bpo_x").mkdir(parents=True)
    (tmp_path / "addons" / "bpo_x" / "__manifest__.py").write_text("{'depends': []}")
    assert select(Paths(tmp_path), ["addons/bpo_x/"]).addons == ("bpo_x",)


def test_unknown_check_names_the_checks(tmp_path):
    with pytest.raises(Refusal, match="ruff"):
        lint(Paths(tmp_path), Progress(), only="nonsense")


def test_packages_that_we_may_not_install_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr("cli.system.is_root", lambda: False)
    with pytest.raises(Refusal, match="A browser test needs .* install chromium"):
        install_packages(["chromium"], "A browser test", tmp_path / "log")


def test_long_socket_path_falls_back_to_a_short_folder(tmp_path):
    deep = tmp_path / ("x" * LONGEST_FOLDER)
    assert socket_folder(tmp_path, deep) == tmp_path
    short = socket_folder(deep, tmp_path)
    assert short.parent == tmp_path
    assert short != socket_folder(deep / "other", tmp_path)


def test_release_file_is_read_without_quotes(tmp_path):
    (tmp_path / "os").write_text('ID=debian\nVERSION_CODENAME="bookworm"\n\n')
    assert release(tmp_path / "os")["VERSION_CODENAME"] == "bookworm"
    assert release(tmp_path / "none") == {}


def test_packages_lie_below_the_environment(tmp_path):
    assert PythonEnv(tmp_path, "").packages.is_relative_to(tmp_path)


def test_clean_on_an_untouched_checkout_says_so(tmp_path, capsys):
    assert wiring.main(["clean"], tmp_path) == 0
    assert "Nothing to remove" in capsys.readouterr().err


@pytest.mark.parametrize("order", [["--db", "x", "psql"], ["psql", "--db", "x"]])
def test_database_may_be_given_before_and_after_the_verb(order):
    assert wiring.parser().parse_args(order).db == "x"


def test_arguments_after_the_dashes_go_to_odoo():
    options = wiring.parser().parse_args(["odoo", "--", "shell", "--db-filter", "x"])
    assert options.rest[-3:] == ["shell", "--db-filter", "x"]

"""Stamps, fingerprints and locks: what makes an interrupted run resume."""

from cli.locks import Users
from cli.stamps import Stamps, fingerprint, tree_fingerprint, write_atomically


def test_step_is_done_only_with_the_same_inputs(tmp_path):
    stamps = Stamps(tmp_path / "stamps")
    assert not stamps.is_done("odoo", "a")
    stamps.set_done("odoo", "a")
    assert stamps.is_done("odoo", "a")
    assert not stamps.is_done("odoo", "b")


def test_parts_of_a_fingerprint_do_not_run_together():
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


def test_tree_fingerprint_follows_names_and_contents_but_not_tests(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "model.py").write_text("a")
    before = tree_fingerprint(tmp_path, frozenset({"tests"}))
    (tmp_path / "tests" / "test_a.py").write_text("a")
    assert tree_fingerprint(tmp_path, frozenset({"tests"})) == before
    (tmp_path / "model.py").rename(tmp_path / "other.py")
    assert tree_fingerprint(tmp_path, frozenset({"tests"})) != before


def test_written_file_leaves_no_draft(tmp_path):
    write_atomically(tmp_path / "sub" / "file", "text")
    assert [path.name for path in (tmp_path / "sub").iterdir()] == ["file"]


def test_only_the_last_user_may_put_it_away(tmp_path):
    first, second = Users(tmp_path / "users"), Users(tmp_path / "users")
    assert not first.leave()
    assert second.leave()
    second.close()

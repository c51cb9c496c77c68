"""A private PostgreSQL, for real: made, used, stopped, below a private folder too."""

from pathlib import Path

import pytest

from cli.cluster import FAST, Cluster
from cli.database import Server
from cli.environment import clusters
from cli.errors import Refusal
from cli.paths import Paths
from cli.stop import stop
from cli.store import Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A cluster below a folder that only its owner may enter, as /root is."""
    private = tmp_path_factory.mktemp("private")
    private.chmod(0o700)
    programs = clusters(Paths(ROOT))[0].programs
    made = Cluster(private / "pg", programs, tuple(FAST.items()), private / "log")
    with made.running():
        yield made
    assert not made.is_running()


@pytest.fixture
def server(cluster):
    return Server(cluster.programs, cluster)


def test_settings_and_locale_are_in_force(server):
    sql = "SELECT datcollate FROM pg_database WHERE datname = 'postgres'"
    assert server.query(sql) == ["C.UTF-8"]
    assert server.query("SHOW fsync") == ["off"]
    assert server.query("SELECT current_setting('listen_addresses') = ''") == ["t"]


def test_it_starts_again_after_a_stop(cluster, server):
    assert stop([cluster]) == ["pg"]
    assert stop([cluster]) == []
    cluster.start()
    assert server.query("SELECT 1") == ["1"]


def test_it_stays_while_another_command_uses_it(cluster, server):
    with cluster.running():
        assert server.query("SELECT 1") == ["1"]
    assert cluster.is_running()


def test_databases_are_copied_renamed_and_dropped_with_their_files(server, tmp_path):
    store = Store(server, tmp_path)
    server.query('CREATE DATABASE "one"')
    (tmp_path / "filestore" / "one").mkdir(parents=True)
    (tmp_path / "filestore" / "one" / "file").write_text("x")
    store.clone("one", "two")
    store.rename("two", "three")
    assert server.names("t") == ["template0", "template1", "three"]
    assert (tmp_path / "filestore" / "three" / "file").read_text() == "x"
    store.drop("three")
    assert not server.exists("three")
    assert [path.name for path in (tmp_path / "filestore").iterdir()] == ["one"]


def test_error_of_the_database_is_shown(server):
    with pytest.raises(Refusal, match='relation "nothing" does not exist'):
        server.query("SELECT * FROM nothing")

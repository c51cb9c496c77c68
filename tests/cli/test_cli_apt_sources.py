"""Reading the machine's package sources."""

import pytest

from cli.apt_sources import (
    Source,
    debian_mirror,
    parse_deb822,
    parse_one_line,
    sources_file,
)

DEB822 = """\
Types: deb
# a remark
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
"""
MIRROR = Source("http://mirror.example/debian", ("bookworm",), ("main",), "/k.gpg")


def test_deb822_paragraphs_become_sources():
    first, second = parse_deb822(DEB822)
    assert first.suites == ("bookworm", "bookworm-updates")
    assert first.signed_by == "/usr/share/keyrings/debian-archive-keyring.gpg"
    assert second.uri.endswith("-security")


@pytest.mark.parametrize("line", ["Enabled: no", "Types: deb-src"])
def test_disabled_and_source_paragraphs_are_left_out(line):
    text = f"Types: deb\nURIs: http://m/debian\nSuites: bookworm\n{line}\n"
    assert not list(parse_deb822(text))


def test_key_block_is_kept_as_written():
    text = "Types: deb\nURIs: http://m\nSuites: s\nSigned-By:\n -----BEGIN\n .\n abc\n"
    (source,) = parse_deb822(text)
    assert source.signed_by == "\n -----BEGIN\n .\n abc"
    assert "Signed-By: \n -----BEGIN\n .\n abc\n" in sources_file(source, ["unstable"])


@pytest.mark.parametrize(
    ("line", "signed_by"),
    [
        ("deb http://m/debian bookworm main contrib", ""),
        ("deb [arch=amd64 signed-by=/k.gpg] http://m/debian bookworm main", "/k.gpg"),
    ],
)
def test_one_line_with_and_without_options(line, signed_by):
    (source,) = parse_one_line(line)
    assert (source.uri, source.suites[0]) == ("http://m/debian", "bookworm")
    assert source.signed_by == signed_by


@pytest.mark.parametrize(
    "line", ["# deb http://m s main", "deb-src http://m s main", ""]
)
def test_other_lines_give_no_source(line):
    assert not list(parse_one_line(line))


def test_debians_own_archive_goes_before_third_parties():
    other = Source("https://apt.example.com", ("bookworm",), ("main",))
    assert debian_mirror([other, MIRROR], "bookworm") == MIRROR


def test_security_and_other_components_are_no_mirror():
    security = Source("http://m/debian-security", ("bookworm-security",), ("main",))
    docker = Source("https://d.example/debian", ("bookworm",), ("stable",))
    assert debian_mirror([security, docker], "bookworm") is None


def test_sources_file_keeps_mirror_and_key():
    text = sources_file(MIRROR, ["unstable", "bookworm"])
    assert "URIs: http://mirror.example/debian\n" in text
    assert "Suites: unstable bookworm\n" in text
    assert "Signed-By: /k.gpg\n" in text

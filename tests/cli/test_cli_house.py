"""The house rules."""

from pathlib import Path

from cli.house import MAX_LINES, MAX_METHODS, file_offences


def test_long_file_is_told_to_be_split():
    (offence,) = file_offences(Path("a.xml"), "\n" * (MAX_LINES + 1))
    assert "split it" in offence


def test_class_with_many_methods_is_told_to_be_split():
    body = "".join(f"    def m{n}(self): ...\n" for n in range(MAX_METHODS + 1))
    (offence,) = file_offences(Path("models/a.py"), f"class A:\n{body}")
    assert offence.startswith("models/a.py:1: A has 21 methods")


def test_unfinished_work_is_told():
    word = "TO" + "DO"
    (offence,) = file_offences(Path("a.py"), f"x = 1  # {word} later\n")
    assert offence.startswith("a.py:1: finish it")


def test_ordinary_file_is_content():
    assert not list(file_offences(Path("a.py"), "class A:\n    def m(self): ...\n"))

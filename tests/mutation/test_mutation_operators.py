"""The faults of mutation testing: complete, one at a time, none in words for people."""

import ast

import pytest

from mutation.operators import mutants, mutated

SOURCE = '''
"""Docstring."""
__all__ = ["price"]

def price(units: int = 2) -> int:
    """Twice."""
    if units < 3 and not free:
        total += min(units, 4) * 2
    return f"{total} units"
'''


def changes(source):
    """Return what the faults of a source do."""
    return [each.change for each in mutants(source)]


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("a < b", "a < b -> a <= b"),
        ("a + b", "a + b -> a - b"),
        ("a and b", "a and b -> a or b"),
        ("not a", "not a -> a"),
        ("a = 1", "1 -> 2"),
        ("a = True", "True -> False"),
        ("a = 'arc'", "'arc' -> 'arc_x'"),
        ("a += b", "a += b -> a -= b"),
        ("charge(a)", "charge(a) -> pass"),
        ("a = min(b)", "min -> max"),
    ],
)
def test_each_kind_of_fault(source, change):
    assert change in changes(source)


def test_words_for_people_stay():
    assert not changes("a = 'one unit'\ndef f(x: 'int' = a):\n    'Text.'")


def test_a_fault_changes_one_thing():
    original = ast.unparse(ast.parse(SOURCE))
    results = {ast.unparse(mutated(SOURCE, each.number)) for each in mutants(SOURCE)}
    assert len(results) == len(mutants(SOURCE)) == 12
    assert original not in results
    assert all("Twice." in result and "-> int" in result for result in results)

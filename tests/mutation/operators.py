"""Small faults that a test should notice: one changed operator, number or word.

Works on the syntax tree, so that comments, docstrings, annotations and decorators stay
as they are. Texts with blanks are left alone: they are sentences for people.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

SKIPPED = {
    (ast.arg, "annotation"),
    (ast.AnnAssign, "annotation"),
    (ast.ClassDef, "decorator_list"),
    (ast.FunctionDef, "decorator_list"),
    (ast.FunctionDef, "returns"),
    (ast.JoinedStr, "values"),
}
COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One fault.

    :param number: which of the file's, in the order of the syntax tree
    :param line: where it is
    :param change: what it does, for people
    """

    number: int
    line: int
    change: str


@dataclass(frozen=True)
class _Place:
    """Where a node hangs in the tree."""

    parent: ast.AST
    field: str
    index: int | None

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(source: str) -> list[Mutant]:
    """Return all faults that can be put into a source."""
    found = _changes(ast.parse(source))
    return [
        Mutant(number, getattr(old, "lineno", 0), f"{_text(old)} -> {_text(new)}")
        for number, (_place, old, new) in enumerate(found)
    ]


def mutated(source: str, number: int) -> ast.Module:
    """Return the syntax tree of a source with one fault in it."""
    tree = ast.parse(source)
    for position, (place, old, new) in enumerate(_changes(tree)):
        if position == number:
            place.put(ast.copy_location(new, old))
            return ast.fix_missing_locations(tree)
    raise IndexError(number)


def _text(node: ast.AST) -> str:
    first = ast.unparse(node).splitlines()[0]
    return first if len(first) <= 60 else f"{first[:57]}..."


def _changes(tree: ast.AST) -> Iterator[tuple[_Place, ast.AST, ast.AST]]:
    for place, node in _nodes(tree):
        for new in _variants(node):
            yield place, node, new


def _nodes(node: ast.AST) -> Iterator[tuple[_Place, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if (type(node), field) in SKIPPED:
            continue
        if isinstance(value, ast.AST):
            yield from _below(_Place(node, field, None), value)
        elif isinstance(value, list):
            for index, child in enumerate(value):
                if isinstance(child, ast.AST):
                    yield from _below(_Place(node, field, index), child)


def _below(place: _Place, node: ast.AST) -> Iterator[tuple[_Place, ast.AST]]:
    if not _is_text(node) and not isinstance(node, (ast.Import, ast.ImportFrom)):
        yield place, node
        yield from _nodes(node)


def _is_text(node: ast.AST) -> bool:
    """Tell whether it is a docstring, a list of names for importers, or a type."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "__all__"
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value) == "Literal"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    for kind, vary in VARIANTS.items():
        if isinstance(node, kind):
            yield from vary(node)


def _of_comparison(node: ast.Compare) -> Iterator[ast.AST]:
    for index, old in enumerate(node.ops):
        ops = [*node.ops[:index], COMPARISONS[type(old)](), *node.ops[index + 1 :]]
        yield ast.Compare(node.left, ops, node.comparators)


def _of_arithmetic(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)


def _of_increment(node: ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in ARITHMETIC:
        yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)


def _of_logic(node: ast.BoolOp) -> Iterator[ast.AST]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(other, node.values)


def _of_sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _of_constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, (int, float)):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and value and not any(map(str.isspace, value)):
        yield ast.Constant(f"{value}_x")


def _of_return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None and ast.unparse(node.value) != "None":
        yield ast.Return(ast.Constant(None))


def _of_condition(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    inverse = ast.UnaryOp(ast.Not(), node.test)
    if isinstance(node, ast.IfExp):
        yield ast.IfExp(inverse, node.body, node.orelse)
    else:
        yield type(node)(inverse, node.body, node.orelse)


def _of_call(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call):
        yield ast.Pass()


def _of_name(node: ast.Name) -> Iterator[ast.AST]:
    if node.id in NAMES:
        yield ast.Name(NAMES[node.id], node.ctx)


VARIANTS = {
    ast.Compare: _of_comparison,
    ast.BinOp: _of_arithmetic,
    ast.AugAssign: _of_increment,
    ast.BoolOp: _of_logic,
    ast.UnaryOp: _of_sign,
    ast.Constant: _of_constant,
    ast.Return: _of_return,
    (ast.If, ast.While, ast.IfExp): _of_condition,
    ast.Expr: _of_call,
    ast.Name: _of_name,
    ast.Break: lambda _node: [ast.Continue()],
    ast.Continue: lambda _node: [ast.Break()],
}

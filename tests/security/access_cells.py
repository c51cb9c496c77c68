"""The cells of the access table: how they are written and what they mean.

A cell names operations (``c``reate, ``r``ead, ``u``pdate, ``d``elete) and on whose
records: ``r/all ud/own`` reads everything and changes and deletes one's own; ``-`` is
nothing. For a client's contact ``own`` is what belongs to the contact's company, for
the provider's people what is theirs personally; ``assigned`` is what belongs to a
client one works for.
"""

from __future__ import annotations

OPERATIONS = "crud"
NOTHING = "-"


def parse(cell: str) -> dict[str, str]:
    """Return operation -> scope.

    >>> parse("r/all cu/own")
    {'r': 'all', 'c': 'own', 'u': 'own'}
    >>> parse("-")
    {}
    """
    parts = [] if cell == NOTHING else cell.split()
    return {
        operation: scope
        for part in parts
        for operations, scope in [part.split("/")]
        for operation in operations
    }


def render(scopes: dict[str, str]) -> str:
    """Write a cell; operations of one scope stand together.

    >>> render({"c": "own", "r": "all", "u": "own"})
    'cu/own r/all'
    >>> render({})
    '-'
    """
    by_scope: dict[str, str] = {}
    for operation in OPERATIONS:
        if operation in scopes:
            by_scope.setdefault(scopes[operation], "")
            by_scope[scopes[operation]] += operation
    parts = [f"{operations}/{scope}" for scope, operations in by_scope.items()]
    return " ".join(parts) or NOTHING


def scope_of(allowed: set[str], tried: set[str], role: str) -> str:
    """Return the scope of the samples a role reached, or '' for none.

    >>> scope_of({"A", "own"}, {"A", "B", "own"}, "agent")
    'assigned'
    >>> scope_of({"B"}, {"A", "B"}, "other_client")
    'own'
    """
    contact = role in ("viewer", "approver", "finance", "admin", "other_client")
    mine = "B" if role == "other_client" else "A"
    scopes = {
        "": set(),
        "all": tried,
        "own": {mine} if contact else tried & {"own"},
        "assigned": tried & {"A", "own"},
    }
    for scope, samples in scopes.items():
        if allowed == samples and (allowed or not scope):
            return scope
    return "+".join(sorted(allowed))


def observed(outcomes: dict[str, dict[str, str]], role: str) -> tuple[str, dict]:
    """Return the cell that outcomes amount to, and what business rules stopped.

    What a business rule stops is neither right nor refusal; it counts as allowed and
    must be declared.

    :param outcomes: operation -> kind of sample -> outcome
    """
    scopes, guarded = {}, {}
    for operation, by_kind in outcomes.items():
        allowed = {kind for kind, outcome in by_kind.items() if outcome != "refused"}
        scope = scope_of(allowed, set(by_kind), role)
        if scope:
            scopes[operation] = scope
        for outcome in by_kind.values():
            if outcome not in ("ok", "refused"):
                guarded[operation] = outcome
    return render(scopes), guarded

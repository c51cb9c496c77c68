"""Pass-through: each vendor bill line with its markup, once, the bill as evidence.

Example: 240.00 with 7.5 % markup: 258.00.
"""

from __future__ import annotations

from ..context import LineContext
from ..explain import Draft, Step
from ..money import plain
from ..result import Charge, LineResult
from ..usage import Expense


def rate_passthrough(context: LineContext) -> LineResult:
    """An ``expense`` charge per expense."""
    expenses = sorted(
        context.usage.expenses, key=lambda e: (e.day, e.name, e.amount, str(e.key))
    )
    return LineResult(tuple(_charge(context, expense) for expense in expenses))


def _charge(context: LineContext, expense: Expense) -> Charge:
    line = context.line
    markup = plain(line.markup_percent)
    step = Step(
        f"{plain(expense.amount)} plus {markup} % markup",
        1,
        "bill",
        expense.amount,
        100 + line.markup_percent,
        100,
    )
    facts = {
        "day": str(expense.day),
        "bill_amount": plain(expense.amount),
        "markup_percent": markup,
    }
    if expense.evidence:
        facts["evidence"] = expense.evidence
    return Draft(
        line_id=line.line_id,
        kind="expense",
        name=f"{line.name}: {expense.name}" if expense.name else line.name,
        steps=(step,),
        quantity=1,
        unit="bill",
        facts=facts,
        sources=(expense.key,),
    ).charge(context.terms.rounding)

"""Bills the demo company's last month; runs inside ``odoo shell``.

``env`` is the shell's environment. The result is printed as one line of JSON after
the mark, for the command line to show.
"""

import json
from datetime import date, timedelta

MARK = "BPO-DEMO "


def last_month(today):
    """Return the first and the last day of the month before a day."""
    end = today.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def billed(env, date_from, date_to):
    """Run the month's billing to posted invoices and return its statements.

    A run that exists already is taken further from where it stands.
    """
    runs = env["bpo.billing.run"]
    period = [("date_from", "=", date_from), ("date_to", "=", date_to)]
    run = runs.search([*period, ("contract_ids", "=", False)], limit=1)
    run = run or runs.create({"date_from": date_from, "date_to": date_to})
    for action in (run.action_preview, run.action_invoice, run.action_post):
        action()
    return run.statement_ids.sorted(lambda item: item.partner_id.name or "")


def row(statement):
    """Return what the table shows of a statement."""
    credit_kinds = ("sla_credit", "earn_back")
    credits = statement.line_ids.filtered(lambda line: line.kind in credit_kinds)
    return {
        "client": statement.partner_id.name,
        "statement": statement.name,
        "invoice": statement.move_id.name or "",
        "lines": len(statement.line_ids),
        "amount": statement.amount_untaxed,
        "credit": sum(credits.mapped("amount")),
        "currency": statement.currency_id.name,
        "link": f"/my/statements/{statement.id}" if statement.move_id else "",
        "parked": statement.parked_reason or "",
    }


def logins(env):
    """Return the demo users; each one's password is its login."""
    marks = env["ir.model.data"].search(
        [("model", "=", "res.users"), ("module", "=like", "bpo\\_%")]
    )
    admin = env.ref("base.user_admin")
    users = admin | env["res.users"].browse(marks.mapped("res_id")).exists()
    for user in users:
        user.password = user.login
    return [
        {
            "login": user.login,
            "name": user.name,
            "company": user.partner_id.commercial_partner_id.name if user.share else "",
        }
        for user in users
    ]


def main(env):
    """Bill, commit, and print the result."""
    first, last = last_month(date.today())
    rows = [row(statement) for statement in billed(env, first, last)]
    result = {
        "period": [str(first), str(last)],
        "statements": rows,
        "logins": logins(env),
    }
    env.cr.commit()
    print(MARK + json.dumps(result))


if "env" in globals():
    main(globals()["env"])

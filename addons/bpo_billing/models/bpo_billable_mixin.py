"""What every billable source has: the statement line that bills it."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, Query


class BpoBillableMixin(models.AbstractModel):
    """A source of charges: time, work item, milestone or expense.

    Models set ``_bpo_claim_kind`` to their kind of ``bpo.claim``.
    """

    _name = "bpo.billable.mixin"
    _description = "Billable Source"

    _bpo_claim_kind = None

    bpo_statement_line_id = fields.Many2one(
        comodel_name="bpo.statement.line",
        string="Statement Line",
        compute="_compute_bpo_statement_line_id",
        compute_sudo=True,
        search="_search_bpo_statement_line_id",
        groups="base.group_user",
        help="The line of a statement that bills this.",
    )
    bpo_is_billed = fields.Boolean(
        string="Billed",
        compute="_compute_bpo_statement_line_id",
        compute_sudo=True,
        search="_search_bpo_is_billed",
        groups="base.group_user",
        help="It is on a live statement.",
    )

    def _compute_bpo_statement_line_id(self):
        """Read the claims of all records at once."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT source_id, statement_line_id
                  FROM bpo_claim
                 WHERE source_id = ANY(%s) AND kind = %s
                """,
                list(self._origin.ids),
                self._bpo_claim_kind,
            )
        )
        claimed = dict(rows)
        for source in self:
            line_id = claimed.get(source._origin.id, False)
            source.bpo_statement_line_id = line_id
            source.bpo_is_billed = bool(line_id)

    @api.model
    def _search_bpo_statement_line_id(self, operator, value):
        if operator in ("in", "not in"):
            domains = []
            if False in value:
                domains.append(self._bpo_claim_domain(SQL("TRUE"), exists=False))
            wanted = tuple(line_id for line_id in value if line_id)
            if wanted:
                lines = SQL("claim.statement_line_id IN %s", wanted)
                domains.append(self._bpo_claim_domain(lines))
            found = Domain.OR(domains)
            return ~found if operator == "not in" else found
        if operator.removeprefix("not ") not in ("any", "any!"):
            return NotImplemented
        lines = self.env["bpo.statement.line"].sudo("!" in operator)
        query = value if isinstance(value, Query) else lines._search(value)
        return self._bpo_claim_domain(
            SQL("claim.statement_line_id IN %s", query.subselect()),
            exists=not operator.startswith("not"),
        )

    @api.model
    def _search_bpo_is_billed(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(
            [
                self._bpo_claim_domain(SQL("TRUE"), exists=wanted)
                for wanted in set(map(bool, value))
            ]
        )

    @api.model
    def _bpo_claim_domain(self, condition, exists=True):
        """Domain of sources that have, or lack, a claim.

        One look into the unique index per source, however many claims there are.

        :param condition: SQL on ``claim``
        """
        kind = self._bpo_claim_kind

        def to_sql(_model, alias, _query):
            return SQL(
                "%s (SELECT FROM bpo_claim AS claim"
                " WHERE claim.source_id = %s AND claim.kind = %s AND %s)",
                SQL("EXISTS" if exists else "NOT EXISTS"),
                SQL.identifier(alias, "id"),
                kind,
                condition,
            )

        return Domain.custom(to_sql=to_sql)

    def _bpo_is_billed(self):
        """Those of the records that are on a live statement line.

        :return: recordset, empty where none is billed
        """
        billed = self.sudo().filtered("bpo_is_billed")
        return billed.sudo(self.env.su)

    def action_view_bpo_statement(self):
        """Open the statement that bills this."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpo.statement",
            "res_id": self.bpo_statement_line_id.statement_id.id,
            "view_mode": "form",
        }

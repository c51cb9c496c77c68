"""What every billable source has: the statement line that bills it."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


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
        if operator not in ("in", "not in", "any", "any!", "not any", "not any!"):
            return NotImplemented
        if operator in ("in", "not in"):
            ids = list(value)
            domains = []
            if False in ids:
                domains.append(Domain("id", "not in", self._bpo_claimed_sql(SQL("TRUE"))))
            wanted = tuple(line_id for line_id in ids if line_id)
            if wanted:
                lines = SQL("claim.statement_line_id IN %s", wanted)
                domains.append(Domain("id", "in", self._bpo_claimed_sql(lines)))
            found = Domain.OR(domains)
            return ~found if operator == "not in" else found
        lines = self.env["bpo.statement.line"]
        query = lines.sudo("!" in operator)._search(value)
        found = SQL("claim.statement_line_id IN %s", query.subselect())
        positive = not operator.startswith("not")
        return Domain(
            "id", "in" if positive else "not in", self._bpo_claimed_sql(found)
        )

    @api.model
    def _search_bpo_is_billed(self, operator, value):
        if operator != "in":
            return NotImplemented
        claimed = self._bpo_claimed_sql(SQL("TRUE"))
        return Domain.OR(
            [
                Domain("id", "in" if wanted else "not in", claimed)
                for wanted in set(map(bool, value))
            ]
        )

    @api.model
    def _bpo_claimed_sql(self, condition):
        """Subselect of the ids of billed sources."""
        return SQL(
            "(SELECT claim.source_id FROM bpo_claim AS claim"
            " WHERE claim.kind = %s AND %s)",
            self._bpo_claim_kind,
            condition,
        )

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

"""Rows of an amendment that change the contract itself or a service level."""

from odoo import api, fields, models

from .bpo_dated_terms_mixin import CONTRACT_TERMS, SLA_TERMS

ON_CONTRACT = dict(CONTRACT_TERMS)
ON_SLA = dict(SLA_TERMS)


class BpoContractAmendmentTermMixin(models.AbstractModel):
    """Dated terms: they wait for their day, then replace the value and remember it."""

    _name = "bpo.contract.amendment.term.mixin"
    _inherit = ["bpo.contract.amendment.check.mixin"]
    _description = "Changed Term of a Contract or Service Level"

    scope = fields.Selection(
        selection=[
            ("line", "Service"),
            ("card", "New service"),
            ("contract", "Contract"),
            ("sla", "Service level"),
        ],
        compute="_compute_scope",
        help="What the row changes.",
    )
    sla_id = fields.Many2one(
        comodel_name="bpo.sla",
        string="Service Level",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
        help="The service level that changes.",
    )
    old_date = fields.Date(
        compute="_compute_old_value",
        store=True,
        help="The end as it was when the amendment was written.",
    )
    new_date = fields.Date(
        string="New End",
        help="Last day of the contract. Empty: it runs until it is closed.",
    )
    old_payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        string="Old Payment Terms",
        compute="_compute_old_value",
        store=True,
        help="The payment terms as they were when the amendment was written.",
    )
    new_payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        string="New Payment Terms",
        ondelete="restrict",
        check_company=True,
        help="Empty: the payment terms of the client.",
    )
    old_text = fields.Char(
        string="Until Now",
        compute="_compute_texts",
        help="The old value in words.",
    )
    new_text = fields.Char(
        string="New in Words",
        compute="_compute_texts",
        help="The new value in words.",
    )
    dated_state = fields.Selection(
        selection=[("waiting", "Waiting for its day"), ("applied", "In force")],
        string="Term Status",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Whether an approved term of the contract or a service level counts yet.",
    )

    @api.depends("term")
    def _compute_scope(self):
        """Tell by the term what the row is about."""
        for change in self:
            change.scope = (
                "contract"
                if change.term in ON_CONTRACT
                else "sla"
                if change.term in ON_SLA
                else "card"
                if change.term == "add"
                else "line"
            )

    @api.depends(
        "term",
        "contract_id",
        "line_id",
        "sla_id",
        "old_value",
        "new_value",
        "old_date",
        "new_date",
        "old_payment_term_id",
        "new_payment_term_id",
    )
    @api.depends_context("lang")
    def _compute_texts(self):
        """Say old and new value side by side."""
        for change in self:
            change.old_text = change._say_value(change._get_old())
            change.new_text = change._say_value(change._get_new())

    @api.onchange("term")
    def _onchange_term(self):
        """Drop what the chosen term is not about."""
        if self.scope != "line":
            self.line_id = self.rate_id = self.tier_id = False
        if self.scope != "sla":
            self.sla_id = False

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse further rows of a decided amendment."""
        changes = super().create(vals_list)
        changes.amendment_id._check_draft()
        return changes

    def write(self, vals):
        """Keep the rows of a decided amendment: billing reads them."""
        if vals.keys() - {"sequence"}:
            self.amendment_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        """Keep the rows of an approved amendment."""
        approved = self.amendment_id.filtered(lambda one: one.state == "approved")
        approved._check_draft()

    def _store(self, vals):
        """Write what approval decides; the public write refuses to."""
        # pylint: disable-next=super-method-mismatch
        return super().write(vals)

    def _label(self):
        """Return what changes in words: "Orders in 8 hours: Target (%)"."""
        owner = self._get_owner()
        if not owner:
            return ""
        label = owner._fields[self.term]._description_string(self.env)
        return f"{owner.name}: {label}" if self.scope == "sla" else label

    def _get_owner(self):
        """Return the contract or service level whose field the row changes."""
        self.ensure_one()
        return self.sla_id if self.scope == "sla" else self.contract_id

    def _get_side(self, side):
        """Return the ``old`` or ``new`` value in the type of the changed field."""
        if self.term == "date_end":
            return self[f"{side}_date"]
        if self.term == "payment_term_id":
            return self[f"{side}_payment_term_id"]
        value = self[f"{side}_value"]
        if self.scope in ("contract", "sla"):
            whole = self._get_owner()._fields[self.term].type == "integer"
            return int(value) if whole else value
        return value

    def _get_old(self):
        """Return the value before the amendment."""
        return self._get_side("old")

    def _get_new(self):
        """Return the value from the amendment's day on."""
        return self._get_side("new")

    def _prepare_old_vals(self, value):
        """Return the values that remember what the row replaces.

        :rtype: dict
        """
        if self.term == "date_end":
            return {"old_date": value}
        if self.term == "payment_term_id":
            return {"old_payment_term_id": value.id}
        return {"old_value": value}

    def _get_dated(self):
        """Return the rows about the contract itself or a service level."""
        return self.filtered(lambda row: row.scope in ("contract", "sla"))

    def _get_of_lines(self):
        """Return the rows about services that are in the contract."""
        return self.filtered(lambda row: row.scope == "line")

    def _await_day(self):
        """Let approved terms count from their day on; billing looks them up."""
        for change in self:
            value = change._get_owner()._get_term_on(change.term, change.date_effective)
            change._store({"dated_state": "waiting", **change._prepare_old_vals(value)})

    def _apply_due(self, today):
        """Write the terms whose day has come into contract and service levels.

        The end of a contract is known from the approval on: whoever plans with it needs
        it before the day.
        """
        for change in self.sorted(lambda row: (row.date_effective, row.id)):
            if change.date_effective <= today or change.term == "date_end":
                change._replace()

    def _replace(self):
        """Put the new value in the field, or between two values of its past."""
        owner, value = self._get_owner(), self._get_new()
        day = self.date_effective
        later = owner._get_term_changes(self.term).filtered(
            lambda row: (
                row.dated_state == "applied"
                and (row.date_effective, row.id) > (day, self.id)
            )
        )[:1]
        old = later._get_old() if later else owner.sudo()[self.term]
        self._store({"dated_state": "applied", **self._prepare_old_vals(old)})
        if later:
            later._store(later._prepare_old_vals(value))
        else:
            owner.sudo().write(
                {self.term: value.id if isinstance(value, models.Model) else value}
            )

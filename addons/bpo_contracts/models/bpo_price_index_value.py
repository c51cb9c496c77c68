"""Published values of a price index."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class BpoPriceIndexValue(models.Model):
    """One value; it can be turned into draft amendments of all contracts."""

    _name = "bpo.price.index.value"
    _description = "Price Index Value"
    _order = "date desc, id desc"
    _rec_name = "date"

    index_id = fields.Many2one(
        comodel_name="bpo.price.index",
        required=True,
        ondelete="cascade",
        index=True,
        help="The index.",
    )
    date = fields.Date(
        required=True,
        help="Day or first day of the month the value is for.",
    )
    value = fields.Float(
        digits=(16, 6),
        min_display_digits=1,
        required=True,
        help="The published value.",
    )
    amendment_ids = fields.One2many(
        comodel_name="bpo.contract.amendment",
        inverse_name="index_value_id",
        string="Amendments",
        help="Price changes made from this value.",
    )

    _index_date_uniq = models.UniqueIndex(
        "(index_id, date)",
        "The index has a value for this day already.",
    )

    @api.constrains("value")
    def _check_value(self):
        """Refuse values that nothing can be divided by."""
        if any(record.value <= 0 for record in self):
            raise ValidationError(self.env._("Index values are above 0."))

    @api.depends("index_id", "date", "value")
    def _compute_display_name(self):
        """Show index, day and value."""
        for record in self:
            record.display_name = (
                f"{record.index_id.name} {record.date or ''}: {record.value:g}"
            )

    def action_prepare_amendments(self):
        """Make a draft amendment for each contract that follows the index.

        Contracts whose prices do not move and those that have an amendment from this
        value already are left out. Nothing is in force before approval.

        :raise UserError: where no contract is left
        """
        self.ensure_one()
        self.check_access("read")
        contracts = self.env["bpo.contract"].search(
            [
                ("price_index_id", "=", self.index_id.id),
                ("state", "in", ("active", "suspended")),
            ]
        )
        done = self.amendment_ids.filtered(lambda a: a.state != "cancelled").contract_id
        vals_list = [c._prepare_index_amendment_vals(self) for c in contracts - done]
        amendments = self.env["bpo.contract.amendment"].create(
            [vals for vals in vals_list if vals]
        )
        if not amendments:
            raise UserError(
                self.env._("No contract's prices change with this value of the index.")
            )
        return amendments._get_records_action(name=self.env._("Price Changes"))

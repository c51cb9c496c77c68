"""The index clause of a contract."""

from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .checks import check_range
from .index_factor import clamp_percent, index_percent


class BpoContractIndexMixin(models.AbstractModel):
    """Prices follow an index between a floor and a cap.

    Example: 10,000 x 312/300 = 10,400; x 318/300 capped at 5 % = 10,500; x 294/300
    with a floor of 0 % = 10,000.
    """

    _name = "bpo.contract.index.mixin"
    _description = "Index Clause"

    price_index_id = fields.Many2one(
        comodel_name="bpo.price.index",
        index="btree_not_null",
        groups="base.group_user",
        help="The index that prices follow. Empty: no index clause.",
    )
    index_base_value = fields.Float(
        string="Base Value",
        digits=(16, 6),
        min_display_digits=1,
        groups="base.group_user",
        help="Value of the index on which today's prices are based.",
    )
    index_percent_cap = fields.Float(
        string="Index Cap (%)",
        digits=(5, 2),
        help="An index clause raises prices by at most this percentage; 0: no cap.",
    )
    index_percent_floor = fields.Float(
        string="Index Floor (%)",
        digits=(5, 2),
        help="An index clause changes prices by at least this percentage. "
        "0: prices never fall.",
    )

    @api.constrains("index_percent_cap", "index_percent_floor", "index_base_value")
    def _check_index_clause(self):
        """Refuse impossible percentages and crossed bounds."""
        check_range(self, ["index_percent_cap"], 0.0, 100.0)
        check_range(self, ["index_percent_floor"], -100.0, 100.0)
        check_range(self, ["index_base_value"])
        for contract in self:
            cap = contract.index_percent_cap
            if cap and contract.index_percent_floor > cap:
                raise ValidationError(
                    self.env._(
                        "The index floor of %(contract)s lies above its cap: lower the "
                        "floor or raise the cap.",
                        contract=contract.display_name,
                    )
                )

    def _prepare_index_amendment_vals(self, index_value):
        """Return a draft amendment for a new value of the index, or None.

        The changes count from the first day of the next month, which the draft may
        change.

        :param index_value: ``bpo.price.index.value``
        """
        self.ensure_one()
        base = Decimal(str(self.index_base_value))
        if not base:
            return None
        moved = index_percent(base, Decimal(str(index_value.value)))
        day = self._get_today() + relativedelta(months=1, day=1)
        bounds = ("index_percent_cap", "index_percent_floor")
        cap, floor = (Decimal(str(self._get_term_on(name, day))) for name in bounds)
        applied = clamp_percent(moved, cap, floor)
        lines = self.line_ids.filtered(lambda line: line._is_in_force(day))
        changes = [
            vals for line in lines for vals in line._prepare_index_changes(day, applied)
        ]
        if not applied or not changes:
            return None
        return {
            "contract_id": self.id,
            "date_effective": day,
            "reason": self.env._(
                "Price index %(index)s", index=index_value.index_id.name
            ),
            "index_value_id": index_value.id,
            "index_percent": float(moved),
            "applied_percent": float(applied),
            "change_ids": [fields.Command.create(vals) for vals in changes],
        }

    def _set_index_base(self, index_value):
        """Let the next change count from this value."""
        self.index_base_value = index_value.value

    def _get_billed_until(self):
        """Return the last billed day, or False; extended by billing.

        :rtype: datetime.date or bool
        """
        self.ensure_one()
        return False

"""The countable unit of work."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .bpo_work_item_state_mixin import state_of_stamps
from .checks import check_range, is_lead

STAMP_ORDER = (
    ("received_at", "started_at"),
    ("received_at", "delivered_at"),
    ("delivered_at", "accepted_at"),
)
# What says when and for whom work was done: frozen once a final result counts it.
MEASURED_FIELDS = {"contract_line_id", "received_at", "started_at", "delivered_at"}
# What only the client says, or a team lead in their name: it makes work billable.
VERDICT_FIELDS = ("accepted_at", "accepted_quantity", "rejected_at")
VERDICTS = ("accepted", "rejected")


class BpoWorkItem(models.Model):
    """One order line, form, recording or case: received, worked on, delivered.

    Light on purpose, there are hundreds of thousands of them: no chatter, few indexes,
    deadlines computed and stored in bulk (see ``bpo.work.item.clock.mixin``).
    """

    _name = "bpo.work.item"
    _inherit = [
        "bpo.work.item.state.mixin",
        "bpo.work.item.clock.mixin",
        "bpo.client.owned.mixin",
    ]
    _description = "Work Item"
    _order = "received_at desc, id desc"
    _rec_name = "reference"
    _check_company_auto = True

    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        required=True,
        ondelete="restrict",
        help="The service this unit is counted for.",
    )
    contract_id = fields.Many2one(
        related="contract_line_id.contract_id",
        store=True,
        precompute=True,
        help="The contract of the service.",
    )
    client_id = fields.Many2one(
        related="contract_line_id.client_id",
        string="Client",
        store=True,
        index=True,
        precompute=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="contract_line_id.company_id",
        store=True,
        precompute=True,
    )
    uom_id = fields.Many2one(
        related="contract_line_id.uom_id",
    )
    reference = fields.Char(
        required=True,
        copy=False,
        help="Number or name of the unit, once per service: order, file or case.",
    )
    task_id = fields.Many2one(
        comodel_name="project.task",
        string="Work Order",
        index="btree_not_null",
        ondelete="set null",
        help="The work order this item belongs to.",
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Agent",
        index="btree_not_null",
        check_company=True,
        groups="base.group_user",
        help="Who works on the item. Never shown to the client.",
    )
    priority = fields.Selection(
        selection=[("0", "Normal"), ("1", "High"), ("2", "Urgent")],
        required=True,
        default="0",
        help="Service levels can promise other deadlines for a higher priority.",
    )
    quantity = fields.Float(
        default=1.0,
        digits=(16, 4),
        min_display_digits=0,
        help="Units delivered with this item, in the service's unit.",
    )
    accepted_quantity = fields.Float(
        digits=(16, 4),
        min_display_digits=0,
        help="Units the client accepted; only these are billed.",
    )
    error_count = fields.Integer(
        string="Errors",
        help="Errors found by the quality sample.",
    )
    fatal_error_count = fields.Integer(
        string="Fatal Errors",
        groups="base.group_user",
        help="Those of the errors that make the unit unusable.",
    )
    sampled = fields.Boolean(
        help="The item was looked at by a quality sample.",
    )
    hold_ids = fields.One2many(
        comodel_name="bpo.work.hold",
        inverse_name="item_id",
        string="Holds",
        help="Times in which the work stood still.",
    )
    result_ids = fields.Many2many(
        comodel_name="bpo.sla.result",
        relation="bpo_sla_result_item_rel",
        column1="item_id",
        column2="result_id",
        string="Counted In",
        copy=False,
        groups="base.group_user",
        help="Service level results that count this item.",
    )
    missed_result_ids = fields.Many2many(
        comodel_name="bpo.sla.result",
        relation="bpo_sla_result_missed_rel",
        column1="item_id",
        column2="result_id",
        string="Missed In",
        copy=False,
        groups="base.group_user",
        help="Service level results that count this item as missed.",
    )

    _reference_line_uniq = models.UniqueIndex(
        "(contract_line_id, reference)",
        "This service has an item with the same reference already: use another "
        "reference or change the existing item.",
    )
    _contract_delivered_idx = models.Index("(contract_id, delivered_at)")
    _open_due_idx = models.Index(
        "(due_at) WHERE sla_state IN ('running', 'at_risk', 'breached')"
    )

    @api.constrains("received_at", "started_at", "delivered_at", "accepted_at")
    def _check_stamps(self):
        """Refuse stamps out of order."""
        for item in self:
            for first, second in STAMP_ORDER:
                if item[first] and item[second] and item[second] < item[first]:
                    raise ValidationError(item._describe_stamps(first, second))

    @api.constrains("quantity", "accepted_quantity", "error_count", "fatal_error_count")
    def _check_quantities(self):
        """Refuse negative quantities and more accepted than delivered."""
        check_range(self, ["quantity", "accepted_quantity"])
        check_range(self, ["error_count", "fatal_error_count"])
        for item in self:
            if item.accepted_quantity > item.quantity:
                raise ValidationError(
                    self.env._(
                        "No more units of item %(item)s can be accepted than were "
                        "delivered: correct the quantities.",
                        item=item.reference,
                    )
                )
            if item.fatal_error_count > item.error_count:
                raise ValidationError(
                    self.env._(
                        "Fatal errors of item %(item)s are part of its errors: correct "
                        "the two numbers.",
                        item=item.reference,
                    )
                )

    @api.constrains("delivered_at")
    def _check_no_running_hold(self):
        """Refuse a delivery while a hold is running."""
        self.hold_ids.filtered(lambda hold: not hold.date_to)._check_holds()

    @api.model_create_multi
    def create(self, vals_list):
        """Derive the state of loaded items from their stamps.

        An item loaded with its acceptance counts as accepted in full unless the
        accepted quantity is given.
        """
        for vals in vals_list:
            vals.setdefault("state", state_of_stamps(vals))
            self._bpo_check_may_accept(vals)
            if vals["state"] == "accepted":
                vals.setdefault("accepted_quantity", vals.get("quantity", 1.0))
            if vals.get("due_at"):
                vals.setdefault("is_due_agreed", True)
        return super().create(vals_list)

    def write(self, vals):
        """Keep what a final result counts, and note a due date agreed by hand."""
        self._bpo_check_may_accept(vals)
        if MEASURED_FIELDS & vals.keys():
            self._check_not_final()
        if vals.get("due_at"):
            vals = {"is_due_agreed": True, **vals}
        return super().write(vals)

    @api.model
    def _bpo_check_may_accept(self, vals):
        """Only team leads accept or send back in the name of the client.

        :param dict vals: what is to be written
        :raise AccessError: for everybody else
        """
        verdict = vals.get("state") in VERDICTS or any(map(vals.get, VERDICT_FIELDS))
        if verdict and not is_lead(self.env):
            raise AccessError(
                self.env._("Ask a team lead to accept work in the client's name.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_final(self):
        """Keep the evidence of final results."""
        self._check_not_final()

    def _bpo_is_billed(self):
        """Return the billed ones of the items, none before billing is installed.

        Extended by the billing addon; frozen items are found with it alone.

        :rtype: recordset or bool
        """
        return self.browse()

    def _describe_stamps(self, first, second):
        """Return the sentence for two stamps out of order."""
        self.ensure_one()
        labels = {
            name: self._fields[name]._description_string(self.env)
            for name in (first, second)
        }
        return self.env._(
            'Item %(item)s: the time of "%(second)s" lies before "%(first)s"; '
            "correct one of the two times.",
            item=self.reference,
            first=labels[first],
            second=labels[second],
        )

    def _check_not_final(self):
        """Raise where a final service level result rests on one of the items.

        :raise UserError: names the first item
        """
        final = self.sudo().result_ids.filtered(lambda result: result.state == "final")
        if final:
            item = (final[0].item_ids & self.sudo())[0]
            raise UserError(
                self.env._(
                    "Item %(reference)s is part of the final service level result "
                    "%(result)s: reopen the result before you change the item.",
                    reference=item.reference,
                    result=final[0].display_name,
                )
            )

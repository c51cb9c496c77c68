"""Work orders are tasks of a contract's project."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .checks import check_range

INTERNAL = "base.group_user"


class ProjectTask(models.Model):
    """Work order: what the client ordered, from which service, due when.

    Portal users read the fields that the portal addon lists for tasks; everything
    here is for colleagues unless listed there.
    """

    _inherit = "project.task"

    bpo_contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        string="Contract",
        compute="_compute_bpo_contract_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="The contract under which the work is done; given by the project.",
    )
    bpo_contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Ordered Service",
        domain="[('contract_id', '=', bpo_contract_id)]",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="The service that is ordered. It decides unit, price and due date.",
    )
    bpo_quantity = fields.Float(
        string="Ordered Quantity",
        digits=(16, 6),
        min_display_digits=2,
        help="How many units are ordered, as far as known.",
    )
    bpo_uom_id = fields.Many2one(
        related="bpo_contract_line_id.uom_id",
        string="Ordered Unit",
        groups=INTERNAL,
    )
    bpo_received_at = fields.Datetime(
        string="Received",
        default=fields.Datetime.now,
        copy=False,
        groups=INTERNAL,
        help="When the order arrived; the service level clock starts here.",
    )
    bpo_due_at = fields.Datetime(
        string="Due",
        compute="_compute_bpo_due_at",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        help="When the order must be delivered, by the turnaround of its service "
        "level and the service hours. Can be agreed differently.",
    )
    bpo_is_late = fields.Boolean(
        string="Late",
        compute="_compute_bpo_is_late",
        search="_search_bpo_is_late",
        help="Still open although due.",
    )
    bpo_item_ids = fields.One2many(
        comodel_name="bpo.work.item",
        inverse_name="task_id",
        string="Work Items",
        help="The units of work that the order consists of.",
    )
    client_id = fields.Many2one(
        comodel_name="res.partner",
        related="bpo_contract_id.client_id",
        string="Client Company",
        store=True,
        index="btree_not_null",
        groups=INTERNAL,
        help="The legal entity whose portal users may see the order.",
    )

    @api.depends("project_id")
    def _compute_bpo_contract_id(self):
        """Take the contract of the project."""
        for task in self:
            contract = task.sudo().project_id.bpo_contract_ids[:1]
            task.bpo_contract_id = contract or task.bpo_contract_id

    @api.depends("bpo_contract_line_id", "bpo_contract_id", "bpo_received_at")
    def _compute_bpo_due_at(self):
        """Count the turnaround of the service level from the receipt."""
        for task in self:
            received = task.sudo().bpo_received_at
            line = task.sudo().bpo_contract_line_id
            task.bpo_due_at = received and line and line._get_due_at(received)

    @api.depends("bpo_due_at", "is_closed")
    def _compute_bpo_is_late(self):
        """Compare with the current time."""
        now = fields.Datetime.now()
        for task in self:
            due = task.bpo_due_at
            task.bpo_is_late = bool(due and due < now and not task.is_closed)

    @api.model
    def _search_bpo_is_late(self, operator, value):
        """Find open work orders that are due."""
        if operator != "in" or set(value) - {True}:
            return NotImplemented
        return [
            ("bpo_due_at", "<", fields.Datetime.now()),
            ("is_closed", "=", False),
        ]

    @api.constrains("bpo_quantity")
    def _check_bpo_quantity(self):
        """Refuse negative quantities."""
        check_range(self, ["bpo_quantity"])

    @api.constrains("bpo_contract_id", "bpo_contract_line_id", "project_id")
    def _check_bpo_contract(self):
        """Keep order, service and project within one contract."""
        for task in self.sudo():
            contract = task.bpo_contract_id
            line = task.bpo_contract_line_id
            if line and line.contract_id != contract:
                raise ValidationError(
                    self.env._(
                        "Service %(line)s is not part of contract %(contract)s: choose "
                        "one of its services.",
                        line=line.name,
                        contract=contract.name or "-",
                    )
                )
            if contract and task.project_id != contract.project_id:
                raise ValidationError(
                    self.env._(
                        "Work order %(order)s must be in the project of contract "
                        "%(contract)s.",
                        order=task.name,
                        contract=contract.name,
                    )
                )

"""What a billing run did, step by step."""

from odoo import fields, models


class BpoBillingLog(models.Model):
    """One batch of a step, written in the transaction that does it.

    Rows are only added, so runners at the same time never wait for each other here.
    """

    _name = "bpo.billing.log"
    _description = "Log of a Billing Run"
    _order = "id desc"

    run_id = fields.Many2one(
        comodel_name="bpo.billing.run",
        string="Billing Run",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="run_id.company_id",
        store=True,
    )
    step = fields.Selection(
        selection=[
            ("preview", "Preview"),
            ("invoice", "Invoices"),
            ("post", "Posting"),
            ("send", "Sending"),
            ("undo", "Undo"),
            ("release", "Release"),
        ],
        required=True,
        readonly=True,
        help="What was done.",
    )
    is_start = fields.Boolean(
        string="Start",
        readonly=True,
        help="The step began; what it has to do is the number of records.",
    )
    record_count = fields.Integer(
        string="Records",
        readonly=True,
        help="Contracts, or statements where they are posted, sent or taken back.",
    )
    statement_count = fields.Integer(
        string="Statements",
        readonly=True,
        help="Statements written, posted, sent or taken back.",
    )
    held_count = fields.Integer(
        string="Held",
        readonly=True,
        help="Statements that wait for a colleague.",
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="The contract that was left out or released.",
    )
    note = fields.Char(
        readonly=True,
        help="Why it was left out, or why its unusual figures are right.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="By",
        readonly=True,
        default=lambda self: self.env.user,
    )

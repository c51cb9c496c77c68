"""How a company bills by itself."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpo_billing_auto = fields.Selection(
        selection=[
            ("no", "By hand"),
            ("preview", "Preview"),
            ("invoice", "Draft invoices"),
            ("post", "Posted invoices"),
            ("send", "Posted invoices, sent to the clients"),
        ],
        string="Automatic Billing",
        required=True,
        default="no",
        groups="base.group_user",
        help="What the daily job does with everything that fell due.",
    )
    bpo_billing_review_days = fields.Integer(
        string="Review Period (days)",
        default=3,
        groups="base.group_user",
        help="How many days the daily job waits after the end of a period, so that "
        "time can be approved.",
    )

"""What contacts were told, so that nothing is told twice."""

from odoo import api, fields, models

KEPT_DAYS = 90


class BpoPortalNotice(models.Model):
    """One happening of which one contact was told, in the transaction of the mail."""

    _name = "bpo.portal.notice"
    _description = "Notification Sent"
    _order = "id desc"
    _rec_name = "key"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="The contact who was told.",
    )
    key = fields.Char(
        required=True,
        readonly=True,
        help="Names the event and its record.",
    )

    _partner_key_uniq = models.UniqueIndex(
        "(partner_id, key)",
        "The contact was told of this already.",
    )

    @api.autovacuum
    def _gc_old(self):
        """Forget what is too old to be told again."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("create_date", "<", limit)], limit=10000).unlink()

from odoo import fields, models


class BpoWorkItem(models.Model):
    _inherit = "bpo.work.item"

    bpo_import_id = fields.Many2one(
        comodel_name="bpo.import",
        string="Import",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
        help="The import that brought this item.",
    )

"""Projects know the contract they were made for."""

from odoo import fields, models


class ProjectProject(models.Model):
    """The project of a contract."""

    _inherit = "project.project"

    bpo_contract_ids = fields.One2many(
        comodel_name="bpo.contract",
        inverse_name="project_id",
        string="Contracts",
        groups="base.group_user",
        help="The contract whose work orders the project holds.",
    )

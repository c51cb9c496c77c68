from odoo import models
from odoo.fields import Domain


class ProjectProject(models.Model):
    _name = "project.project"
    _inherit = ["bpo.agent.wall.mixin", "project.project"]

    def _bpo_get_closed_domain(self, contracts):
        return Domain("bpo_contract_ids", "any!", [("id", "not in", contracts.ids)])

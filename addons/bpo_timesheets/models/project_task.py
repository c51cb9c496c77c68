from odoo import models
from odoo.fields import Domain


class ProjectTask(models.Model):
    _name = "project.task"
    _inherit = ["bpo.agent.wall.mixin", "project.task"]

    def _bpo_get_closed_domain(self, contracts):
        others = [("id", "not in", contracts.ids)]
        return Domain("bpo_contract_id", "any!", others) | Domain(
            "project_id.bpo_contract_ids", "any!", others
        )

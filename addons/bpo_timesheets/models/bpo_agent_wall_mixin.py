from odoo import api, fields, models
from odoo.fields import Domain


class BpoAgentWallMixin(models.AbstractModel):
    """Native records that belong to a client, closed to agents of other clients.

    Record rules name the field ``bpo_is_open_to_me``. Its search runs with each
    query, so the wall falls the moment an assignment starts or ends, while the domain
    of a rule is cached.
    """

    _name = "bpo.agent.wall.mixin"
    _description = "Closed to agents of other clients"

    bpo_is_open_to_me = fields.Boolean(
        string="Open to Me",
        compute="_compute_bpo_is_open_to_me",
        search="_search_bpo_is_open_to_me",
        compute_sudo=True,
        groups="base.group_user",
        help="The record belongs to no client, or to one you are assigned to today.",
    )

    def _bpo_get_closed_domain(self, contracts):
        """The records that belong to other clients.

        Override per model.

        :param contracts: contracts the user is assigned to today
        :rtype: Domain
        """
        raise NotImplementedError

    @api.depends_context("uid")
    def _compute_bpo_is_open_to_me(self):
        contracts = self.env["bpo.contract"]._get_assigned_to_me()
        closed = self.sudo().filtered_domain(self._bpo_get_closed_domain(contracts))
        closed.bpo_is_open_to_me = False
        (self - closed).bpo_is_open_to_me = True

    @api.model
    def _search_bpo_is_open_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        contracts = self.env["bpo.contract"]._get_assigned_to_me()
        closed = Domain(self._bpo_get_closed_domain(contracts))
        opened = ~closed
        return Domain.OR(
            [opened if wanted else closed for wanted in set(map(bool, value))]
        )

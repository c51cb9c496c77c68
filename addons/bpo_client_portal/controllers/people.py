"""A client's administrator gives roles to colleagues."""

from odoo.http import request, route

from .portal_base import BpoPortalBase


class BpoPortalPeople(BpoPortalBase):
    """Roles, invitations and removals within the visitor's own company."""

    @route(
        "/my/bpo/people",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_people(self, **_params):
        """List the colleagues with portal access."""
        self._bpo_require("people")
        Partner = request.env["res.partner"]
        return self._bpo_page(
            "people_page",
            "people",
            colleagues=Partner._bpo_portal_colleagues(),
            roles=Partner._bpo_portal_role_choices(),
        )

    @route(
        "/my/bpo/people/<int:partner_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_person_role(self, partner_id, role="", **_params):
        """Change a colleague's role or take the access away."""
        self._bpo_require("people")
        Partner = request.env["res.partner"]
        return self._bpo_act(
            lambda: Partner._bpo_portal_set_role(partner_id, role),
            "/my/bpo/people",
            request.env._("Saved."),
        )

    @route(
        "/my/bpo/people/invite",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_person_invite(self, name="", email="", role="", **_params):
        """Invite a colleague by e-mail."""
        self._bpo_require("people")
        Partner = request.env["res.partner"]
        return self._bpo_act(
            lambda: Partner._bpo_portal_invite(name, email, role),
            "/my/bpo/people",
            request.env._("Invited. The e-mail with the link is on its way."),
        )

"""A client's administrator gives roles to colleagues."""

from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from .portal_base import BpoPortalBase

# Name of the form's choices, followed by the id of the contract.
ROLE_INPUT = "contract_"


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
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_person(self, partner_id, **_params):
        """Show a colleague's roles by contract."""
        self._bpo_require("people")
        Partner = request.env["res.partner"]
        try:
            person = Partner._bpo_portal_colleague(partner_id, with_self=True)
        except UserError as error:
            raise AccessError(error.args[0]) from None
        return self._bpo_page(
            "person_page",
            "people",
            crumbs=[(person.name, None)],
            person=person,
            contracts=person._bpo_portal_contract_roles(),
            roles=Partner._fields["bpo_portal_role"]._description_selection(
                request.env
            ),
        )

    @route(
        "/my/bpo/people/<int:partner_id>/contracts",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_person_contracts(self, partner_id, restricted="", **params):
        """Give a colleague roles by contract."""
        self._bpo_require("people")
        roles = {
            int(name.removeprefix(ROLE_INPUT)): value
            for name, value in params.items()
            if name.removeprefix(ROLE_INPUT).isdigit()
        }
        Partner = request.env["res.partner"]
        return self._bpo_act(
            lambda: Partner._bpo_portal_set_contract_roles(
                partner_id, bool(restricted), roles
            ),
            "/my/bpo/people",
            request.env._("Saved."),
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

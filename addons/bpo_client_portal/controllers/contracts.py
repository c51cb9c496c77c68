"""Contract pages of the portal."""

import base64

from odoo.fields import Domain
from odoo.http import content_disposition, request, route

from .portal_base import BpoPortalBase
from .portal_list import ListSpec, list_values

MILESTONES = 100


class BpoPortalContracts(BpoPortalBase):
    """The client's contracts and their terms."""

    def _bpo_contract_spec(self):
        _ = request.env._
        return ListSpec(
            url="/my/contracts",
            sorts={
                "start": (_("Newest first"), "date_start desc, id desc"),
                "name": (_("Name"), "name, id"),
                "end": (_("End"), "date_end, id"),
            },
            filters={
                "all": (_("All contracts"), []),
                "running": (_("Running"), [("state", "in", ("active", "suspended"))]),
                "closed": (_("Ended"), [("state", "=", "closed")]),
            },
            search_fields=("name", "reference"),
        )

    @route(
        ["/my/contracts", "/my/contracts/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_contracts(self, page=1, **params):
        """List the contracts of the visitor's company."""
        values = list_values(
            request.env["bpo.contract"], self._bpo_contract_spec(), page, **params
        )
        return self._bpo_page("contract_list", "contracts", **values)

    @route(
        "/my/contracts/<int:contract_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_contract(self, contract_id, **_params):
        """Show one contract in plain words."""
        contract = request.env["bpo.contract"]._bpo_portal_find(contract_id)
        rights = self._bpo_rights(contract)
        lines = request.env["bpo.contract.line"]._bpo_portal_search(
            [("contract_id", "=", contract.id)]
        )
        lines = lines._bpo_portal_not_past()
        slas = request.env["bpo.sla"]._bpo_portal_search(
            Domain("contract_id", "=", contract.id)
            & (Domain("line_id", "=", False) | Domain("line_id", "in", lines.ids))
        )
        return self._bpo_page(
            "contract_page",
            "contracts",
            crumbs=[(contract.name, None)],
            contract=contract,
            rights=rights,
            lines=lines,
            slas=slas,
            milestones=request.env["bpo.milestone"]._bpo_portal_search(
                [("contract_id", "=", contract.id)], limit=MILESTONES
            ),
            versions=contract._bpo_portal_versions(),
            people=contract._bpo_portal_people(),
            **contract._bpo_portal_value(rights),
        )

    @route(
        "/my/contracts/<int:contract_id>/agreement",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_contract_agreement(self, contract_id, **_params):
        """Hand out the signed processing agreement."""
        contract = request.env["bpo.contract"]._bpo_portal_find(contract_id)
        data = contract.with_context(bin_size=False).bpo_dpa_file
        if not data:
            raise request.not_found()
        name = contract.bpo_dpa_filename or f"{contract.name}.pdf".replace("/", "-")
        return request.make_response(
            base64.b64decode(data),
            headers=[
                ("Content-Type", "application/octet-stream"),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
                ("Content-Security-Policy", "default-src 'none'; sandbox"),
                ("Cache-Control", "no-store"),
            ],
        )

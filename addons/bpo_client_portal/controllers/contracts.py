"""Contract pages of the portal."""

from odoo.http import request, route

from .portal_base import BpoPortalBase
from .portal_list import ListSpec, list_values


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
        lines = request.env["bpo.contract.line"]._bpo_portal_search(
            [("contract_id", "=", contract.id)]
        )
        slas = request.env["bpo.sla"]._bpo_portal_search(
            [("contract_id", "=", contract.id)]
        )
        return self._bpo_page(
            "contract_page",
            "contracts",
            crumbs=[(contract.name, None)],
            contract=contract,
            lines=lines,
            slas=slas,
        )

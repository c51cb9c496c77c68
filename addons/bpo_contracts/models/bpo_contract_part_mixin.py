"""What belongs to a contract shares its client, its company and its end."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.models import MAGIC_COLUMNS


class BpoContractPartMixin(models.AbstractModel):
    """Freeze the parts of a closed contract.

    A model sets ``_contract_path`` to the path that leads to its contract.
    """

    _name = "bpo.contract.part.mixin"
    _inherit = ["bpo.client.owned.mixin"]
    _description = "Part of a contract"

    _contract_path = "contract_id"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse new parts of a closed contract."""
        records = super().create(vals_list)
        records._check_contract_open()
        return records

    def write(self, vals):
        """Refuse changes of what was agreed in a closed contract."""
        if self._get_agreed_fields() & vals.keys():
            self._check_contract_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        """Keep the parts of a closed contract."""
        self._check_contract_open()

    @api.model
    def _get_agreed_fields(self):
        """Return the fields that are frozen once the contract is closed.

        Override to leave out what is still written afterwards.

        :rtype: set[str]
        """
        return {
            name
            for name, field in self._fields.items()
            if field.store and not field.related and name not in MAGIC_COLUMNS
        }

    def _check_contract_open(self):
        """Raise where the contract is closed.

        :raise UserError: names the contract
        """
        closed = (
            self.sudo()
            .mapped(self._contract_path)
            .filtered(lambda contract: contract.state == "closed")
        )
        if closed:
            raise UserError(
                self.env._(
                    "Contract %(contract)s is closed and cannot be changed any more. "
                    "Make a new contract instead.",
                    contract=closed[0].name,
                )
            )

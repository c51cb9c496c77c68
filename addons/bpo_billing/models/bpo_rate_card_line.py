"""What billing adds to a service of a rate card: where its units come from."""

from odoo import fields, models


class BpoRateCardLine(models.Model):
    _inherit = "bpo.rate.card.line"

    bpo_count_from = fields.Selection(
        selection=lambda self: self._get_count_sources(),
        string="Units From",
        required=True,
        default="auto",
        help="What is counted in contracts made from the card.",
    )

    def _get_count_sources(self):
        """The choices of a service line.

        :rtype: list[tuple[str, str]]
        """
        field = self.env["bpo.contract.line"]._fields["bpo_count_from"]
        return field._description_selection(self.env)

    def _prepare_contract_line_vals(self, contract):
        """Copy where units come from, too."""
        vals = super()._prepare_contract_line_vals(contract)
        return vals | {"bpo_count_from": self.bpo_count_from}

"""Show a contract as it was or will be on a day."""

from markupsafe import Markup

from odoo import api, fields, models


class BpoContractAsOf(models.TransientModel):
    """The version in force on any day, to read and to print."""

    _name = "bpo.contract.as.of"
    _description = "Contract as of a Day"

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
        help="The contract to look at.",
    )
    date = fields.Date(
        string="On",
        required=True,
        default=fields.Date.context_today,
        help="The day to look at.",
    )
    amendment_id = fields.Many2one(
        comodel_name="bpo.contract.amendment",
        string="Last Changed By",
        compute="_compute_version",
        help="The amendment that made the version in force on the day.",
    )
    content = fields.Html(
        compute="_compute_version",
        sanitize=True,
        help="The services in force on the day, in words.",
    )

    @api.depends("contract_id", "date")
    def _compute_version(self):
        """Collect the services in force on the day."""
        for view in self:
            contract, day = view.contract_id, view.date
            made = contract.amendment_ids.filtered(
                lambda a, day=day: a.state == "approved" and a.date_effective <= day
            )
            view.amendment_id = made.sorted("date_effective")[-1:]
            view.content = view._render_lines()

    def _render_lines(self):
        """Return the services as a table."""
        lines = self.contract_id._get_lines_on(self.date).with_context(
            bpo_as_of=fields.Date.to_string(self.date)
        )
        if not lines:
            return self.env._("No service is in force on this day.")
        row = Markup("<tr><td><b>%s</b></td><td>%s</td></tr>")
        rows = Markup().join(row % (line.name, line.summary) for line in lines)
        return Markup("<table class='table'>%s</table>") % rows

    def action_print(self):
        """Print the contract document of the day."""
        self.ensure_one()
        contract = self.contract_id.with_context(
            bpo_as_of=fields.Date.to_string(self.date)
        )
        return contract.action_print()

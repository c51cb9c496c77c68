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
        help="Services, terms and service levels in force on the day, in words.",
    )

    @api.depends("contract_id", "date")
    def _compute_version(self):
        """Collect services and terms in force on the day."""
        for view in self:
            contract, day = view.contract_id, view.date
            made = contract.amendment_ids.filtered(
                lambda a, day=day: a.state == "approved" and a.date_effective <= day
            )
            view.amendment_id = made.sorted("date_effective")[-1:]
            view.content = day and view._render_lines() + view._render_terms()

    def _render_terms(self):
        """Return the terms of the contract and of its service levels as tables."""
        contract, _ = self.contract_id, self.env._
        parts = (
            (_("Terms"), contract._get_terms_in_words(self.date)),
            (_("Service levels"), contract._get_levels_in_words(self.date)),
        )
        return Markup().join(
            Markup("<h4>%s</h4>%s") % (title, self._render_rows(rows))
            for title, rows in parts
            if rows
        )

    @api.model
    def _render_rows(self, rows):
        """Return pairs of a name and what is said about it as a table."""
        row = Markup("<tr><td><b>%s</b></td><td>%s</td></tr>")
        return Markup("<table class='table'>%s</table>") % Markup().join(
            row % pair for pair in rows
        )

    def _render_lines(self):
        """Return the services as a table."""
        lines = self.contract_id._get_lines_on(self.date).with_context(
            bpo_as_of=fields.Date.to_string(self.date)
        )
        if not lines:
            sentence = self.env._("No service is in force on this day.")
            return Markup("<p>%s</p>") % sentence
        return self._render_rows([(line.name, line.summary) for line in lines])

    def action_print(self):
        """Print the contract document of the day."""
        self.ensure_one()
        contract = self.contract_id.with_context(
            bpo_as_of=fields.Date.to_string(self.date)
        )
        return contract.action_print()

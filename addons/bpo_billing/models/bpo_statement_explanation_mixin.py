"""The arithmetic of a statement line, readable."""

from markupsafe import Markup

from odoo import api, fields, models

TABLE = Markup(
    '<table class="table table-sm mb-1"><thead><tr><th>%s</th>'
    '<th class="text-end">%s</th><th class="text-end">%s</th>'
    '<th class="text-end">%s</th><th class="text-end">%s</th></tr></thead>'
    "<tbody>%s</tbody></table>"
)
ROW = Markup(
    '<tr><td>%s</td><td class="text-end">%s</td><td class="text-end">%s</td>'
    '<td class="text-end">%s</td><td class="text-end">%s</td></tr>'
)
FACT = Markup('<span class="text-muted me-3">%s: %s</span>')


class BpoStatementExplanationMixin(models.AbstractModel):
    """Show the JSON explanation as a table of steps.

    The JSON is that of the rating core: ``steps`` (label, quantity, rate, numerator,
    denominator, amount), ``facts`` beside them and ``notices``.
    """

    _name = "bpo.statement.explanation.mixin"
    _inherit = ["bpo.step.sentence.mixin"]
    _description = "Explained Charge"

    explanation_html = fields.Html(
        string="How It Was Calculated",
        compute="_compute_explanation_html",
        sanitize=False,
        help="Each step and how it adds up.",
    )

    @api.depends("explanation")
    @api.depends_context("lang")
    def _compute_explanation_html(self):
        """Render the steps, the facts and the notices."""
        for line in self:
            line.explanation_html = line._render_explanation(line.explanation or {})

    def _render_explanation(self, explanation):
        """One table of steps, a line of facts, a list of notices.

        :param dict explanation: JSON of the rating core
        :rtype: markupsafe.Markup
        """
        _ = self.env._
        rows = Markup("").join(
            self._render_step(step) for step in explanation.get("steps", [])
        )
        facts = Markup(" ").join(
            FACT % fact for fact in self._bpo_say_facts(explanation)
        )
        notices = Markup("").join(
            Markup("<div>%s</div>") % self._bpo_say_notice(text)
            for text in explanation.get("notices", [])
        )
        table = Markup("")
        if rows:
            table = TABLE % (
                _("Step"),
                _("Quantity"),
                _("Price"),
                _("Share"),
                _("Amount"),
                rows,
            )
        return table + facts + notices

    @api.model
    def _render_step(self, step):
        """One row; the share is shown where it is not the whole."""
        say = self._bpo_say_number
        numerator = step.get("numerator", "1")
        denominator = step.get("denominator", "1")
        share = ""
        if numerator != denominator:
            share = f"{say(numerator)}/{say(denominator)}"
        quantity = say(step.get("quantity", "0"))
        return ROW % (
            self._bpo_say_label(step.get("label", "")),
            f"{quantity} {self._bpo_say_unit(step.get('unit'))}".strip(),
            say(step.get("rate", "0")),
            share,
            say(step.get("amount", "0")),
        )

"""Work items in the portal."""

from datetime import date, timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

READABLE = frozenset(
    {
        "accepted_at",
        "accepted_quantity",
        "contract_line_id",
        "delivered_at",
        "due_at",
        "error_count",
        "priority",
        "quantity",
        "received_at",
        "reference",
        "sla_met",
        "sla_state",
        "started_at",
        "state",
        "task_id",
        "uom_id",
    }
)
# Items decided on in one go; one decision is one transaction.
MAX_VOLUME = 5000


class BpoWorkItem(models.Model):
    """What a client may read of a work item, and the decisions on a delivery."""

    _inherit = "bpo.work.item"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_portal_delivered_domain(self):
        """Return the domain of deliveries that wait for the contact's decision."""
        scope = self.env.user.partner_id._bpo_portal_scope("approve")
        return (
            self._bpo_portal_domain()
            & Domain(scope)
            & Domain("state", "=", "delivered")
        )

    @api.model
    def _bpo_portal_volumes(self):
        """Return what was delivered and waits, by service and week.

        :return: list of dicts ``key``, ``line``, ``week`` (Monday), ``count``,
            ``quantity``, oldest first
        """
        # By days in UTC: whether a week begins on Monday depends on the language.
        groups = (
            self.sudo()
            .with_context(tz="UTC")
            ._read_group(
                self._bpo_portal_delivered_domain(),
                ["contract_line_id", "delivered_at:day"],
                ["__count", "quantity:sum", "id:max"],
                order="delivered_at:day, contract_line_id",
            )
        )
        weeks = {}
        for line, day, count, quantity, last_id in groups:
            monday = day.date() - timedelta(days=day.weekday())
            week = weeks.setdefault((monday, line), [0, 0.0, 0])
            week[0] += count
            week[1] += quantity or 0.0
            week[2] = max(week[2], last_id)
        return [
            {
                "key": f"{line.id}:{monday}:{last_id}",
                "line": line,
                "week": monday,
                "count": count,
                "quantity": quantity,
            }
            for (monday, line), (count, quantity, last_id) in weeks.items()
        ]

    @api.model
    def _bpo_portal_decide_volumes(self, keys, accept, comment=""):
        """Accept or send back deliveries of whole weeks in the name of the client.

        What was delivered after the page was shown stays waiting.

        :param keys: see ``_bpo_portal_volumes``
        :param bool accept: True to accept
        :param str comment: what is wrong; required to send back
        :return: the items decided on
        :raise UserError: with what to do; nothing is decided then
        """
        comment = (comment or "").strip()[:2000]
        if not accept and not comment:
            raise UserError(self.env._("Say what is wrong, so that we can correct it."))
        chosen = Domain.OR(self._bpo_volume_domain(key) for key in keys)
        items = self.sudo().search(
            self._bpo_portal_delivered_domain() & chosen, limit=MAX_VOLUME + 1
        )
        if not items:
            raise UserError(self.env._("Choose deliveries that wait for you first."))
        if len(items) > MAX_VOLUME:
            raise UserError(
                self.env._(
                    "These are more than %(count)s items. Choose fewer weeks at once.",
                    count=MAX_VOLUME,
                )
            )
        if accept:
            items.action_accept()
            return items
        items.action_reject()
        for task, sent_back in items.filtered("task_id").grouped("task_id").items():
            task._bpo_portal_note(
                self.env._(
                    "Sent back: %(count)s items. %(reason)s",
                    count=len(sent_back),
                    reason=comment,
                )
            )
        return items

    @api.model
    def _bpo_volume_domain(self, key):
        """Return the domain of one service and week; of a malformed key nothing."""
        try:
            line_id, day, last_id = key.split(":")
            monday = date.fromisoformat(day)
            return (
                Domain("contract_line_id", "=", int(line_id))
                & Domain("id", "<=", int(last_id))
                & Domain("delivered_at", ">=", monday)
                & Domain("delivered_at", "<", monday + timedelta(days=7))
            )
        except ValueError:
            return Domain.FALSE

"""Times in which work on an item stood still."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..sla import epoch, overlapping

# Whose holds stop the service level clock.
STOPPING = ("client", "third_party")


class BpoWorkHold(models.Model):
    """A hold of a work item; those of clients and third parties stop the clock."""

    _name = "bpo.work.hold"
    _inherit = ["bpo.client.owned.mixin"]
    _description = "Work Hold"
    _order = "date_from, id"
    _rec_name = "reason"

    item_id = fields.Many2one(
        comodel_name="bpo.work.item",
        required=True,
        ondelete="cascade",
        index=True,
        help="The item that waits.",
    )
    client_id = fields.Many2one(
        related="item_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="item_id.company_id",
        store=True,
    )
    date_from = fields.Datetime(
        string="From",
        required=True,
        default=fields.Datetime.now,
        help="When the work stopped.",
    )
    date_to = fields.Datetime(
        string="Until",
        help="When the work went on. Empty while the hold is running.",
    )
    reason = fields.Char(
        required=True,
        help="Why the work stands still, for example a question to the client.",
    )
    owner = fields.Selection(
        selection=[
            ("client", "Client"),
            ("provider", "Provider"),
            ("third_party", "Third party"),
        ],
        string="Waiting For",
        required=True,
        default="client",
        help="Whom the work waits for. Waiting for yourselves does not stop the clock.",
    )

    @api.constrains("item_id", "date_from", "date_to")
    def _check_holds(self):
        """Refuse holds that overlap, and running ones on delivered items."""
        for item in self.item_id:
            holds = item.hold_ids._bpo_all_spans()
            if overlapping(holds):
                raise ValidationError(
                    self.env._(
                        "Holds of item %(item)s overlap: let each one end before the "
                        "next one starts.",
                        item=item.reference,
                    )
                )
            if item.delivered_at and any(end is None for _start, end in holds):
                raise ValidationError(
                    self.env._(
                        "A hold of item %(item)s never ends although the item is "
                        "delivered: enter when it ended.",
                        item=item.reference,
                    )
                )

    @api.constrains("date_from", "date_to")
    def _check_order(self):
        """Refuse a hold that ends before it starts."""
        for hold in self:
            if hold.date_to and hold.date_to <= hold.date_from:
                raise ValidationError(
                    self.env._(
                        'The hold "%(reason)s" must end after it starts: correct one '
                        "of the two times.",
                        reason=hold.reason,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Put items with a running hold on hold."""
        holds = super().create(vals_list)
        running = holds.filtered(lambda hold: not hold.date_to)
        running.item_id.filtered(
            lambda item: item.state in ("received", "in_progress")
        ).write({"state": "on_hold"})
        return holds

    def write(self, vals):
        """Let items go on when their running hold ends."""
        ended = self.filtered(lambda hold: vals.get("date_to") and not hold.date_to)
        result = super().write(vals)
        held = ended.item_id.filtered(lambda item: item.state == "on_hold")
        if held:
            held.action_resume()
        return result

    def _bpo_spans(self):
        """Return the holds that stop the clock as pairs of UTC seconds.

        :return: tuple of (from, to), to None while running
        """
        return self.filtered(lambda hold: hold.owner in STOPPING)._bpo_all_spans()

    def _bpo_all_spans(self):
        """Return the holds as pairs of UTC seconds, whoever they wait for."""
        return tuple(
            (epoch(hold.date_from), epoch(hold.date_to) if hold.date_to else None)
            for hold in self
            if hold.date_from
        )

    @api.model
    def _bpo_spans_of(self, item_ids):
        """Return the holds that stop the clock of many items, in one query.

        :return: item id -> list of (from, to) in UTC seconds
        """
        spans = {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT item_id,
                       floor(extract(epoch from date_from))::bigint,
                       floor(extract(epoch from date_to))::bigint
                  FROM bpo_work_hold
                 WHERE owner = ANY(%s) AND item_id = ANY(%s)
                """,
                list(STOPPING),
                item_ids,
            )
        )
        for item_id, start, end in rows:
            spans.setdefault(item_id, []).append((start, end))
        return spans

"""States of a work item and the stamps that come with them."""

from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [
    ("received", "Received"),
    ("in_progress", "In Progress"),
    ("on_hold", "On Hold"),
    ("delivered", "Delivered"),
    ("accepted", "Accepted"),
    ("rejected", "Rejected"),
    ("cancelled", "Cancelled"),
]


class Move(NamedTuple):
    """One way to go: from which states to which."""

    sources: tuple[str, ...]
    target: str


MOVES = {
    "start": Move(("received", "rejected"), "in_progress"),
    "hold": Move(("received", "in_progress"), "on_hold"),
    "resume": Move(("on_hold",), "in_progress"),
    "deliver": Move(("received", "in_progress", "on_hold"), "delivered"),
    "accept": Move(("delivered",), "accepted"),
    "reject": Move(("delivered",), "rejected"),
    "cancel": Move(("received", "in_progress", "on_hold", "rejected"), "cancelled"),
}


def state_of_stamps(vals):
    """Return the state that the stamps of a new item tell."""
    for stamp, state in (
        ("accepted_at", "accepted"),
        ("delivered_at", "delivered"),
        ("started_at", "in_progress"),
    ):
        if vals.get(stamp):
            return state
    return "received"


class BpoWorkItemStateMixin(models.AbstractModel):
    """Move items along one table of allowed steps; each step stamps its time.

    A step is safe to repeat: items that are there already stay as they are.
    """

    _name = "bpo.work.item.state.mixin"
    _description = "States of a work item"

    state = fields.Selection(
        selection=STATES,
        required=True,
        default="received",
        copy=False,
        help="How far the item is.",
    )
    received_at = fields.Datetime(
        string="Received",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        help="When the client handed the item over; the service level clock starts.",
    )
    started_at = fields.Datetime(
        string="Started",
        copy=False,
        help="When work on the item began.",
    )
    delivered_at = fields.Datetime(
        string="Delivered",
        copy=False,
        help="When the result was handed over; the service level clock stops.",
    )
    accepted_at = fields.Datetime(
        string="Accepted",
        copy=False,
        help="When the client accepted the result. It is billed in this period.",
    )
    rejected_at = fields.Datetime(
        string="Rejected",
        readonly=True,
        copy=False,
        help="When the client last sent the result back.",
    )
    rework_count = fields.Integer(
        string="Reworks",
        readonly=True,
        copy=False,
        help="How often the item was sent back. Rework is never billed.",
    )

    def action_start(self):
        """Begin work, as the present user where nobody has the item.

        A rejected item goes into rework; the time the client took to look at the
        delivery does not count.
        """
        moved = self._bpo_step("start")
        moved._bpo_take()
        now = self._bpo_now()
        rework = moved.filtered("delivered_at")
        rework._bpo_hold_review()
        for item in rework:
            item.write(
                {
                    "delivered_at": False,
                    "rework_count": item.rework_count + 1,
                }
            )
        moved.filtered(lambda item: not item.started_at).write({"started_at": now})
        return moved._bpo_enter("start")

    def action_hold(self, owner="client", reason=None):
        """Stop the work; holds of clients and third parties stop the clock too.

        :param str owner: client, provider or third_party
        :param str reason: shown in the evidence
        """
        moved = self._bpo_step("hold")._bpo_enter("hold")
        now = self._bpo_now()
        self.env["bpo.work.hold"].create(
            [
                {
                    "item_id": item.id,
                    "date_from": now,
                    "owner": owner,
                    "reason": reason or self.env._("On hold"),
                }
                for item in moved
                if not item.hold_ids.filtered(lambda hold: not hold.date_to)
            ]
        )
        return moved

    def action_resume(self):
        """End the running hold and go on where the item stood."""
        moved = self._bpo_step("resume")
        waiting = moved.filtered(lambda item: not item.started_at)
        waiting.write({"state": "received"})
        (moved - waiting)._bpo_enter("resume")
        moved._bpo_end_holds()
        return moved

    def action_deliver(self):
        """Hand the result over: the clock stops, a running hold ends."""
        moved = self._bpo_step("deliver")._bpo_enter("deliver")
        # The holds first: a delivered item cannot wait any more.
        moved._bpo_end_holds()
        now = self._bpo_now()
        moved.filtered(lambda item: not item.started_at).write({"started_at": now})
        moved.write({"delivered_at": now})
        return moved

    def action_accept(self, quantity=None):
        """Take the client's acceptance, in full or in part.

        Of a partly accepted item the rest becomes a new item for rework, so that every
        unit is billed once.

        :param float quantity: units accepted of each item; all by default
        """
        moved = self._bpo_step("accept")
        now = self._bpo_now()
        for item in moved:
            accepted = item.quantity if quantity is None else quantity
            item._bpo_check_accepted(accepted)
            item.write(
                {
                    "state": "accepted",
                    "accepted_at": now,
                    "accepted_quantity": accepted,
                }
            )
            if accepted < item.quantity:
                item._bpo_split_rework(item.quantity - accepted)
        return moved

    def action_reject(self):
        """Take the client's rejection: nothing is billed until it is delivered anew."""
        moved = self._bpo_step("reject")
        return moved._bpo_enter(
            "reject",
            {"rejected_at": self._bpo_now(), "accepted_quantity": 0.0},
        )

    def action_cancel(self):
        """Take the item out: it is neither measured nor billed."""
        moved = self._bpo_step("cancel")._bpo_enter("cancel")
        moved._bpo_end_holds()
        return moved

    @api.model
    def _bpo_now(self):
        """Return the present moment, to the second, as stored."""
        return fields.Datetime.now()

    def _bpo_step(self, step):
        """Return the items that a step has still to move.

        :param str step: key of ``MOVES``
        :raise UserError: where the step is not allowed from an item's state
        """
        move = MOVES[step]
        todo = self.filtered(lambda item: item.state in move.sources)
        refused = self - todo
        refused = refused.filtered(lambda item: item.state != move.target)
        if refused:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Item %(reference)s is %(state)s and cannot become %(target)s: "
                    "choose other items.",
                    reference=refused[0].reference,
                    state=labels[refused[0].state],
                    target=labels[move.target],
                )
            )
        return todo

    def _bpo_enter(self, step, vals=None):
        """Write the target state of a step and return the items."""
        if self:
            self.write({"state": MOVES[step].target, **(vals or {})})
        return self

    def _bpo_take(self):
        """Give items that nobody has to the present user's employee, if any."""
        for company, items in self.grouped("company_id").items():
            employee = self.env.user.sudo().with_company(company).employee_id
            free = items.filtered(lambda item: not item.employee_id)
            if employee and free:
                free.write({"employee_id": employee.id})

    def _bpo_end_holds(self):
        """End the running holds of the items now; one that just began never was."""
        now = self._bpo_now()
        running = self.hold_ids.filtered(lambda hold: not hold.date_to)
        begun = running.filtered(lambda hold: hold.date_from < now)
        (running - begun).unlink()
        if begun:
            begun.write({"date_to": now})

    def _bpo_hold_review(self):
        """Record the client's review of a rejected delivery as a hold of the client."""
        self.env["bpo.work.hold"].create(
            [
                {
                    "item_id": item.id,
                    "date_from": item.delivered_at,
                    "date_to": item.rejected_at,
                    "owner": "client",
                    "reason": self.env._("Review by the client"),
                }
                for item in self
                if item.rejected_at and item.rejected_at > item.delivered_at
            ]
        )

    def _bpo_check_accepted(self, accepted):
        """Refuse to accept nothing or more than was delivered."""
        self.ensure_one()
        if 0 < accepted <= self.quantity or accepted == self.quantity:
            return
        raise UserError(
            self.env._(
                "Of item %(reference)s between 0 and %(quantity)g units can be "
                "accepted; reject the item if none is right.",
                reference=self.reference,
                quantity=self.quantity,
            )
        )

    def _bpo_split_rework(self, quantity):
        """Make a new item for the units of this one that were not accepted."""
        self.ensure_one()
        taken = self.search_count(
            [
                ("contract_line_id", "=", self.contract_line_id.id),
                ("reference", "=like", f"{self.reference}/R%"),
            ]
        )
        return self.copy(
            {
                "reference": f"{self.reference}/R{taken + 1}",
                "quantity": quantity,
                "accepted_quantity": 0.0,
                "received_at": self._bpo_now(),
                "error_count": 0,
                "fatal_error_count": 0,
                "sampled": False,
            }
        )

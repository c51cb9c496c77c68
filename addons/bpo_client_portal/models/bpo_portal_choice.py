"""How often a contact wants to hear of an event."""

from odoo import fields, models

EVENT_LABELS = [
    ("delivered", "Work order delivered"),
    ("question", "We need your answer"),
    ("approval", "Hours wait for approval"),
    ("statement", "Statement ready"),
    ("breach", "Service level missed"),
    ("report", "Monthly report ready"),
]
FREQUENCIES = [
    ("now", "Immediately"),
    ("daily", "Once a day"),
    ("never", "Never"),
]


class BpoPortalChoice(models.Model):
    """A contact's choice for one event; without one the event's default counts."""

    _name = "bpo.portal.choice"
    _description = "Notification Choice"
    _order = "partner_id, event"
    _rec_name = "event"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        index=True,
        ondelete="cascade",
        help="The contact who is told.",
    )
    event = fields.Selection(
        selection=EVENT_LABELS,
        required=True,
        help="What happened.",
    )
    frequency = fields.Selection(
        selection=FREQUENCIES,
        required=True,
        default="now",
        help="When the contact gets a mail about it.",
    )

    _partner_event_uniq = models.UniqueIndex(
        "(partner_id, event)",
        "The contact has chosen for this event already: change that choice.",
    )

"""What a contact wants to hear of by mail."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..portal_events import EVENTS
from .bpo_portal_choice import FREQUENCIES


class ResPartner(models.Model):
    """Notifications of a contact, chosen by the contact."""

    _inherit = "res.partner"

    bpo_portal_choice_ids = fields.One2many(
        comodel_name="bpo.portal.choice",
        inverse_name="partner_id",
        string="Notifications",
        groups="base.group_user",
        help="How often the contact hears of what; the rest is as usual.",
    )
    bpo_portal_digest_on = fields.Date(
        string="Last digest",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Day of the contact's last daily mail, in the contact's time zone.",
    )

    def _bpo_portal_wishes(self):
        """Return how often the contact wants to hear of each event.

        :return: event -> ``now``, ``daily`` or ``never``
        """
        self.ensure_one()
        chosen = {row.event: row.frequency for row in self.sudo().bpo_portal_choice_ids}
        return {
            event: chosen.get(event, default)
            for event, (_right, default) in EVENTS.items()
        }

    @api.model
    def _bpo_portal_notice_rows(self):
        """Return the events of which the visitor may hear, with the choice made.

        :return: list of ``(event, label, frequency)``
        """
        contact = self.env.user.partner_id
        rights, wishes = contact._bpo_portal_rights(), contact._bpo_portal_wishes()
        field = self.env["bpo.portal.choice"]._fields["event"]
        return [
            (event, label, wishes[event])
            for event, label in field._description_selection(self.env)
            if EVENTS[event][0] in rights
        ]

    @api.model
    def _bpo_portal_choose_notices(self, choices):
        """Keep how often the visitor wants to hear of events.

        :param dict choices: event -> frequency; events not named stay as they are
        :raise UserError: for an unknown event or frequency
        """
        if not dict(FREQUENCIES).keys() >= set(choices.values()) or not (
            EVENTS.keys() >= choices.keys()
        ):
            raise UserError(self.env._("Choose how often you want to hear of it."))
        # Elevated: contacts have no rights on choices, only on their own by this way.
        contact = self.env.user.partner_id.sudo()
        held = {row.event: row for row in contact.bpo_portal_choice_ids}
        for event, frequency in choices.items():
            if event in held:
                held[event].frequency = frequency
            else:
                held[event] = contact.bpo_portal_choice_ids.create(
                    {
                        "partner_id": contact.id,
                        "event": event,
                        "frequency": frequency,
                    }
                )

"""One surcharge, in contracts and rate cards."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .checks import check_range


class BpoSurchargeTermsMixin(models.AbstractModel):
    """An extra percentage within a weekly window, on holidays or both."""

    _name = "bpo.surcharge.terms.mixin"
    _description = "Terms of a Surcharge"

    name = fields.Char(
        required=True,
        translate=True,
        help="Shown on statement and invoice, for example Evening.",
    )
    sequence = fields.Integer(
        default=10,
        help="Where windows overlap, the first one counts.",
    )
    percent = fields.Float(
        digits=(6, 3),
        required=True,
        help="Added to the rate, in percent.",
    )
    weekday_mask = fields.Char(
        string="Weekdays",
        size=7,
        default="01234",
        help="Digits of the days, 0 for Monday to 6 for Sunday: 01234 is the working "
        "week, 56 the weekend.",
    )
    hour_from = fields.Float(
        string="From Hour",
        help="Start of the window on each of the days.",
    )
    hour_to = fields.Float(
        string="To Hour",
        default=24.0,
        help="End of the window, up to 24. An end before the start lies on the "
        "following day: 22 to 6.",
    )
    on_holidays = fields.Boolean(
        help="Public holidays count like the days of the window.",
    )
    clock = fields.Selection(
        selection=[("client", "Client's clock"), ("agent", "Agent's clock")],
        required=True,
        default="client",
        help="Whose local time decides whether work falls into the window.",
    )

    @api.constrains(
        "percent",
        "weekday_mask",
        "hour_from",
        "hour_to",
        "on_holidays",
    )
    def _check_window(self):
        """Refuse windows that never open, and hours or days that do not exist."""
        check_range(self, ["percent"], 0.0, 1000.0)
        check_range(self, ["hour_from", "hour_to"], 0.0, 24.0)
        for surcharge in self:
            mask = surcharge.weekday_mask or ""
            if set(mask) - set("0123456") or len(set(mask)) != len(mask):
                raise ValidationError(
                    self.env._(
                        "Weekdays of surcharge %(name)s are digits from 0 (Monday) to "
                        "6 (Sunday), each once: 01234 is the working week.",
                        name=surcharge.name,
                    )
                )
            if not mask and not surcharge.on_holidays:
                raise ValidationError(
                    self.env._(
                        "Surcharge %(name)s never applies: enter weekdays or tick "
                        "holidays.",
                        name=surcharge.name,
                    )
                )
            if surcharge.hour_from == surcharge.hour_to:
                raise ValidationError(
                    self.env._(
                        "Surcharge %(name)s starts and ends at the same hour: use 0 to "
                        "24 for the whole day.",
                        name=surcharge.name,
                    )
                )

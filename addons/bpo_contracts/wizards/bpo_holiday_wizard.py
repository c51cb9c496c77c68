"""Load the public holidays of a client's region into service hours."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpoHolidayWizard(models.TransientModel):
    """Ask for country, region and years.

    Service hours that others use as well, the company's or those of employees, are
    copied first: the client's holidays must not become those of the agents.
    """

    _name = "bpo.holiday.wizard"
    _description = "Load Public Holidays"

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        help="The contract whose service hours get the holidays.",
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Service Hours",
        required=True,
        compute="_compute_calendar_id",
        store=True,
        readonly=False,
        help="Hours that get the holidays as days off.",
    )
    is_shared = fields.Boolean(
        compute="_compute_is_shared",
        help="The hours are used by others as well and will be copied.",
    )
    country_id = fields.Many2one(
        comodel_name="res.country",
        required=True,
        compute="_compute_country_id",
        store=True,
        readonly=False,
        help="Country whose public holidays count.",
    )
    state_id = fields.Many2one(
        comodel_name="res.country.state",
        string="Region",
        compute="_compute_country_id",
        store=True,
        readonly=False,
        domain="[('country_id', '=', country_id)]",
        help="State or province whose holidays count as well.",
    )
    first_year = fields.Integer(
        string="From Year",
        required=True,
        default=lambda _self: fields.Date.today().year,
        help="First year to load.",
    )
    last_year = fields.Integer(
        string="To Year",
        required=True,
        default=lambda _self: fields.Date.today().year + 1,
        help="Last year to load. Later years are loaded by themselves.",
    )

    @api.depends("contract_id")
    def _compute_calendar_id(self):
        """Propose the contract's service hours."""
        for wizard in self:
            hours = wizard.contract_id.resource_calendar_id
            wizard.calendar_id = hours or wizard.calendar_id

    @api.depends("calendar_id", "contract_id")
    def _compute_country_id(self):
        """Propose the region of the hours, else that of the client."""
        for wizard in self:
            hours, client = wizard.calendar_id, wizard.contract_id.partner_id
            wizard.country_id = hours.bpo_country_id or client.country_id
            wizard.state_id = hours.bpo_state_id or client.state_id

    @api.depends("calendar_id", "contract_id")
    def _compute_is_shared(self):
        """Look for companies and employees that use the hours."""
        for wizard in self:
            hours = wizard.calendar_id
            companies = self.env["res.company"].sudo()
            wizard.is_shared = bool(
                wizard.contract_id
                and hours
                and (
                    hours.sudo().work_resources_count
                    or companies.search_count(
                        [("resource_calendar_id", "=", hours.id)], limit=1
                    )
                )
            )

    def action_load(self):
        """Load the holidays and show what the hours look like now.

        :raise UserError: years out of order or out of reach
        """
        self.ensure_one()
        self._check_years()
        hours = self._get_hours()
        hours.write(
            {"bpo_country_id": self.country_id.id, "bpo_state_id": self.state_id.id}
        )
        hours._bpo_load_holidays(self.first_year, self.last_year)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Public Holidays"),
            "res_model": "resource.calendar.leaves",
            "view_mode": "list,form",
            "domain": [
                ("calendar_id", "=", hours.id),
                ("bpo_holiday_date", "!=", False),
            ],
            "context": {"default_calendar_id": hours.id},
        }

    def _get_hours(self):
        """Return the hours to change, for shared ones a copy of the contract's own."""
        self.ensure_one()
        if not self.is_shared:
            return self.calendar_id.sudo()
        client = self.contract_id.partner_id
        hours = self.calendar_id.sudo().copy(
            {"name": self.env._("Service hours of %(client)s", client=client.name)}
        )
        # The days off of the company are those of its agents, not of the client.
        hours.leave_ids.unlink()
        hours.tz = self.contract_id.tz
        self.contract_id.resource_calendar_id = hours
        return hours

    def _check_years(self):
        """Refuse spans of years that cannot be meant."""
        if (
            not 1990
            <= self.first_year
            <= self.last_year
            <= self.first_year + 20
            <= 2120
        ):
            raise UserError(
                self.env._(
                    "Choose years between 1990 and 2100, the first one before the last "
                    "one and at most 20 years apart."
                )
            )

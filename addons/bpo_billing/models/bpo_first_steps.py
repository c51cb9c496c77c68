"""The guided first start: from an empty database to the first invoice."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.date_utils import end_of, start_of

MANAGER = "bpo_contracts.bpo_contracts_group_manager"
KEYS = (
    "company",
    "holidays",
    "client",
    "card",
    "contract",
    "assignment",
    "work",
    "approval",
    "billing",
)


class BpoFirstSteps(models.AbstractModel):
    """What the screen of the first steps shows, and the form each step opens."""

    _name = "bpo.first.steps"
    _inherit = ["bpo.first.steps.fact.mixin"]
    _description = "First Steps"

    @api.model
    def get_steps(self):
        """Return the steps of the company at hand.

        :return: ``company`` (name), ``hidden``, ``done`` (how many), and ``steps``,
            each with ``key``, ``title``, ``text``, ``button`` and ``done``
        :rtype: dict
        :raise AccessError: for anybody but managers
        """
        self._check_manager()
        steps = [
            {
                "key": key,
                "title": title,
                "text": text,
                "button": button,
                "done": getattr(self, f"_is_done_{key}")(),
            }
            for key, (title, text, button) in self._get_words().items()
        ]
        return {
            "company": self.env.company.name,
            "hidden": self.env.company.bpo_first_steps_hidden,
            "done": sum(step["done"] for step in steps),
            "steps": steps,
        }

    @api.model
    def action_open(self, key):
        """Return the action of a step: the right form with sensible defaults.

        :raise UserError: there is no such step
        """
        self._check_manager()
        if key not in KEYS:
            raise UserError(self.env._("Choose one of the first steps."))
        return getattr(self, f"_open_{key}")()

    @api.model
    def action_hide(self, hidden):
        """Take the first steps out of the app's menu for the company, or put them back.

        They stay under Configuration.
        """
        self._check_manager()
        # elevated: managers may not change companies otherwise
        self.env.company.sudo().bpo_first_steps_hidden = bool(hidden)
        return self.get_steps()

    @api.model
    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only managers of the outsourcing app take its first steps.")
            )

    @api.model
    def _get_words(self):
        """Title, explanation and button of each step, in their order."""
        _ = self.env._
        return {
            "company": (
                _("Set up your company"),
                _("Country, currency, time zone and the books that invoices go to."),
                _("Set Up"),
            ),
            "holidays": (
                _("Load your public holidays"),
                _("Days off count neither as working time nor as capacity."),
                _("Load Holidays"),
            ),
            "client": (
                _("Add your first client"),
                _("The company you work for, with its address and tax number."),
                _("Add Client"),
            ),
            "card": (
                _("Write a rate card"),
                _("Services and prices that you offer, to be copied into contracts."),
                _("Write Rate Card"),
            ),
            "contract": (
                _("Make the first contract"),
                _("Client and rate card make a contract; check it and activate it."),
                _("Make Contract"),
            ),
            "assignment": (
                _("Assign an agent"),
                _("Agents see and record time only for clients they work for."),
                _("Assign Agent"),
            ),
            "work": (
                _("Import time or work items"),
                _("A spreadsheet as you have it. Agents can also use My Day."),
                _("Import File"),
            ),
            "approval": (
                _("Approve the time"),
                _("Only what is approved or accepted is billed."),
                _("Approve Time"),
            ),
            "billing": (
                _("Bill the first period"),
                _("Preview the statements, look at every line, make the invoices."),
                _("Start Billing"),
            ),
        }

    @api.model
    def _form(self, model, name, context=None, record=None, target="current"):
        """An action with the form of a new or given record."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "res_id": record.id if record else False,
            "views": [(False, "form")],
            "target": target,
            "context": context or {},
        }

    @api.model
    def _open_company(self):
        return self._form("bpo.first.company", self.env._("Your Company"), target="new")

    @api.model
    def _open_holidays(self):
        context = {
            "default_calendar_id": self.env.company.resource_calendar_id.id,
            "default_country_id": self.env.company.country_id.id,
            "default_state_id": self.env.company.state_id.id,
        }
        name = self.env._("Public Holidays")
        return self._form("bpo.holiday.wizard", name, context, target="new")

    @api.model
    def _open_client(self):
        context = {"default_is_company": True, "default_company_type": "company"}
        return self._form("res.partner", self.env._("New Client"), context)

    @api.model
    def _open_card(self):
        name = self.env._("Standard %(year)s", year=fields.Date.today().year)
        context = {"default_name": name}
        return self._form("bpo.rate.card", self.env._("New Rate Card"), context)

    @api.model
    def _open_contract(self):
        """A draft that waits for its activation, else the dialogue for a new one."""
        domain = [self._of_company(), ("state", "=", "draft")]
        draft = self.env["bpo.contract"].search(domain, limit=1)
        if draft:
            return self._form("bpo.contract", draft.name, record=draft)
        name = self.env._("First Contract")
        return self._form("bpo.first.contract", name, target="new")

    @api.model
    def _get_contract(self):
        """The latest contract that is in force."""
        domain = [self._of_company(), ("state", "=", "active")]
        return self.env["bpo.contract"].search(domain, limit=1, order="id desc")

    @api.model
    def _open_assignment(self):
        contract = self._get_contract()
        context = {"default_contract_id": contract.id}
        if contract:
            context["default_date_start"] = fields.Date.to_string(contract.date_start)
        return self._form("bpo.assignment", self.env._("New Assignment"), context)

    @api.model
    def _open_work(self):
        context = {"default_contract_id": self._get_contract().id}
        return self._form("bpo.import", self.env._("New Import"), context)

    @api.model
    def _open_approval(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_timesheets.account_analytic_line_action_approve"
        )

    @api.model
    def _open_billing(self):
        """A run that is not finished, else a new one for the contract's first month.

        Last month where the contract ran then already, else the month at hand.
        """
        domain = [self._of_company(), ("state", "!=", "posted")]
        run = self.env["bpo.billing.run"].search(domain, limit=1)
        if run:
            return self._form("bpo.billing.run", run.name, record=run)
        this_month = start_of(fields.Date.context_today(self), "month")
        first = start_of(self._get_contract().date_start or this_month, "month")
        last = max(first, this_month - relativedelta(months=1))
        context = {
            "default_date_from": fields.Date.to_string(first),
            "default_date_to": fields.Date.to_string(end_of(last, "month")),
        }
        return self._form("bpo.billing.run", self.env._("New Billing Run"), context)

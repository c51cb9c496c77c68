"""The daily job that bills what fell due."""

from odoo import api, fields, models

from ..rating.terms import ONE_DAY


class BpoBillingCronMixin(models.AbstractModel):
    """Makes and drives runs by itself, for companies that want it."""

    _name = "bpo.billing.cron.mixin"
    _description = "Automatic Billing"

    @api.model
    def _cron_bill(self):
        """Bill what fell due, company by company; no run where nothing is due."""
        today = fields.Date.context_today(self)
        companies = (
            self.env["res.company"].sudo().search([("bpo_billing_auto", "!=", "no")])
        )
        for company in companies:
            date_to = today - ONE_DAY * (1 + company.bpo_billing_review_days)
            dues = self._get_cron_dues(company, date_to)
            if dues:
                self._get_cron_run(company, date_to, dues)._bill_automatically()

    def _bill_automatically(self):
        """Do what the company wants of the daily job; override to do it elsewhere."""
        self.ensure_one()
        wanted = self.company_id.bpo_billing_auto
        if wanted == "preview":
            self.action_preview()
        elif wanted == "invoice":
            self.action_invoice()
        else:
            self.action_bill()
            if self._is_sent_automatically():
                self.action_send()

    def _is_sent_automatically(self):
        """Whether the company wants invoices of the daily job sent as well."""
        self.ensure_one()
        return self.is_automatic and self.company_id.bpo_billing_auto == "send"

    @api.model
    def _get_cron_dues(self, company, date_to):
        """What is due: a list of :class:`~..schedule.Due`."""
        due = self.env["bpo.billing.due"]
        contracts = due._get_contracts(company, date_to)
        return due._get_dues(due._get_owing(contracts, date_to), date_to)

    @api.model
    def _get_waiting_run(self, company, dues):
        """The automatic run that holds drafts of all that is due, parked or held."""
        drafts = self.env["bpo.statement"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "draft"),
                ("run_id.is_automatic", "=", True),
            ]
        )
        known = {
            (each.contract_id.id, each.date_from, each.date_to, each.reason)
            for each in drafts
        }
        waiting = drafts.run_id
        return waiting if len(waiting) == 1 and {d.key for d in dues} <= known else None

    @api.model
    def _get_cron_run(self, company, date_to, dues):
        """The company's run that is not invoiced yet, else a new one.

        A restarted job, and the job on the day after a preview, go on with that run;
        and so it is while only parked or held statements are left.
        """
        waiting = self._get_waiting_run(company, dues)
        if waiting:
            return waiting
        runs = self.with_company(company)
        run = runs.search(
            [
                ("company_id", "=", company.id),
                ("is_automatic", "=", True),
                ("state", "in", ("draft", "previewed")),
            ],
            limit=1,
        )
        if run:
            run.date_to = date_to
            return run
        return runs.create(
            {
                "company_id": company.id,
                "date_from": date_to.replace(day=1),
                "date_to": date_to,
                "is_automatic": True,
            }
        )

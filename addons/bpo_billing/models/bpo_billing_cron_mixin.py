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
            if self._has_due(company, date_to):
                self._get_cron_run(company, date_to)._bill_automatically()

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

    @api.model
    def _has_due(self, company, date_to):
        """Whether any statement is due."""
        due = self.env["bpo.billing.due"]
        contracts = due._get_contracts(company, date_to)
        return bool(due._get_dues(due._get_owing(contracts, date_to), date_to))

    @api.model
    def _get_cron_run(self, company, date_to):
        """The company's run that is not invoiced yet, else a new one.

        A restarted job, and the job on the day after a preview, go on with that run.
        """
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

"""The steps of a run over a batch of contracts."""

from odoo import models
from odoo.exceptions import UserError


class BpoBillingStepMixin(models.AbstractModel):
    """Preview, invoice and post, for locked contracts within one transaction."""

    _name = "bpo.billing.step.mixin"
    _inherit = [
        "bpo.billing.parking.mixin",
        "bpo.billing.batch.mixin",
        "bpo.billing.rebook.mixin",
    ]
    _description = "Steps of a Billing Run"

    def action_preview(self):
        """Write draft statements of everything due; repeating recomputes them.

        Nothing is written on the ledger and no source is claimed.
        """
        for run in self._start(("draft", "previewed")):
            contracts, flagged = run._get_due_contracts()
            run._log_start("preview", contracts)

            def step(batch, wait, run=run, flagged=flagged):
                return run._preview_batch(batch, wait, flagged)

            run._run_batches(step, contracts)
            run._drop_stale_drafts(contracts)
            run._finish("previewed")
        return True

    def action_invoice(self):
        """Make draft invoices of everything due and link every source.

        What is invoiced already is left alone, so repeating bills only what was parked
        or has become due.
        """
        return self._invoice(post=False)

    def _invoice(self, post):
        """Invoice everything due.

        :param bool post: post each batch in the transaction that makes it
        """
        for run in self._start(("draft", "previewed", "invoiced", "posted")):
            contracts, flagged = run._get_due_contracts()
            run._log_start("invoice", contracts)

            def step(batch, wait, run=run, flagged=flagged):
                return run._invoice_batch(batch, wait, flagged, post)

            run._run_batches(step, contracts)
            run._drop_stale_drafts(contracts)
            run._finish("invoiced")
        return True

    def action_post(self):
        """Post the draft invoices of the run. Posted ones are left alone.

        :raise UserError: the run has no invoices yet
        """
        self._check_invoiced()
        for run in self._start(("invoiced", "posted")):
            unposted = run._get_unposted()
            run._log_start("post", unposted)
            run._run_batches(run._post_batch, unposted)
            if not run._get_unposted():
                run._finish("posted")
        return True

    def action_bill(self):
        """Invoice and post in one go, each batch in one transaction."""
        self._invoice(post=True)
        return self.action_post()

    def _check_invoiced(self):
        """Check rights, and refuse a step that needs invoices before there are any."""
        self.check_access("write")
        if any(run.state in ("draft", "previewed") for run in self):
            raise UserError(self.env._("Invoice the run first."))

    def _start(self, states):
        """Check rights and keys; the runs that the step is for, elevated.

        Rights are checked here once. What follows reads time and terms that a billing
        clerk need not see otherwise.
        """
        self.check_access("write")
        self._check_keys()
        return self.sudo().filtered(lambda run: run.state in states)

    def _finish(self, state):
        """Move the run on; never back."""
        self.ensure_one()
        order = ["draft", "previewed", "invoiced", "posted"]
        if order.index(state) > order.index(self.state):
            self.state = state
        self._checkpoint(0)

    def _get_due_contracts(self):
        """Contracts with something due, and the ids of those with late work.

        :rtype: tuple[bpo.contract, set]
        """
        self.ensure_one()
        due = self.env["bpo.billing.due"]
        contracts = due._get_contracts(self.company_id, self.date_to, self.contract_ids)
        flagged = self.env["bpo.billing.late"]._get_flagged(contracts)
        owing = due._get_owing(contracts, self.date_to)
        return owing | contracts.filtered(lambda each: each.id in flagged), flagged

    def _get_dues(self, contracts, flagged):
        """What is due for locked contracts, and their billed periods with late work.

        :rtype: tuple[list, list]
        """
        service = self.env["bpo.billing.due"]
        dues = service._get_dues(contracts, self.date_to)
        late_dues = self.env["bpo.billing.late"]._get_late_dues(
            contracts.filtered(lambda each: each.id in flagged), dues
        )
        dues += service._get_corrections(contracts, dues, late_dues, self.date_to)
        return dues, late_dues

    def _get_units(self, records):
        """Contracts of one invoice, and statements on one, belong together."""
        if records._name == "bpo.statement":
            units = records.grouped(lambda each: each.move_id or each)
        else:
            units = records.grouped(lambda each: each._bpo_get_joint_key() or each)
        return [unit.ids for unit in units.values()]

    def _lock(self, contracts, wait):
        """Lock contracts; where one of an invoice is busy, all of it are.

        :return: the locked contracts
        """
        locked = contracts._bpo_lock_for_billing(wait)
        busy = {each._bpo_get_joint_key() for each in contracts - locked} - {None}
        return locked.filtered(lambda each: each._bpo_get_joint_key() not in busy)

    def _preview_batch(self, contracts, wait, flagged):
        """Write the draft statements of a batch.

        :return: contracts that were locked by another run
        """
        locked = self._lock(contracts, wait)
        dues, late_dues = self._get_dues(locked, flagged)
        rebooked = self._get_rebooking(locked).ids
        again = [due for due in late_dues if due.contract_id in rebooked]
        late_dues = [due for due in late_dues if due not in again]
        writer = self.env["bpo.billing.statements"]
        writer._prepare(self, locked, dues)
        outcomes, _batch = self.env["bpo.billing.rating"]._rate(locked, dues, late_dues)
        self._announce_rebooking(outcomes, again)
        good = self._park_refused(locked, outcomes)
        writer._write_lines(locked, good)
        going = self.env["bpo.billing.review"]._hold(locked, good)
        self._log_batch("preview", locked, good, len(good) - len(going))
        return contracts - locked

    def _invoice_batch(self, contracts, wait, flagged, post=False):
        """Collect, rate, invoice and link a batch: all of it, or nothing.

        :return: contracts that were locked by another run
        """
        locked = self._lock(contracts, wait)
        self._rebook(locked.filtered(lambda each: each.id in flagged))
        dues, late_dues = self._get_dues(locked, flagged)
        writer = self.env["bpo.billing.statements"]
        writer._prepare(self, locked, dues)
        outcomes, batch = self.env["bpo.billing.rating"]._rate(locked, dues, late_dues)
        good = self._park_refused(locked, outcomes)
        lines = writer._write_lines(locked, good)
        rated = len(good)
        good = self.env["bpo.billing.review"]._hold(locked, good)
        self._log_batch("invoice", locked, good, rated - len(good))
        statements = (
            self.env["bpo.statement"]
            .sudo()
            .browse([outcome.due.statement_id for outcome in good])
        )
        self._invoice_statements(statements, post)
        self._claim_sources(good, batch, lines)
        self.env["bpo.contract"].sudo().browse(
            {outcome.due.contract_id for outcome in good}
        )._bpo_update_billed_until(billed_now=True)
        return contracts - locked

    def _invoice_statements(self, statements, post):
        """Create the invoices and mark the statements."""
        quiet = statements.with_context(tracking_disable=True)
        moves = self.env["bpo.billing.ledger"]._create_moves(quiet)
        quiet.write({"state": "invoiced"})
        if post:
            moves.action_post()
        self.env["bpo.sla.result"]._bpo_finalize_periods(quiet._get_usage_periods())

    def _claim_sources(self, outcomes, batch, lines):
        """Link every rated source to its statement line, and count.

        :raise ValueError: not exactly the rated sources were claimed
        """
        goals = {
            key: lines[id(charge)].id
            for outcome in outcomes
            for charge in outcome.charges
            for key in charge.sources
        }
        expected = sum(batch.counts.get(key, 1) for key in goals)
        claimed = self.env["bpo.billing.usage"]._claim(batch, goals)
        if claimed != expected:
            raise ValueError(f"{claimed} sources claimed, {expected} rated")

    def _drop_stale_drafts(self, contracts):
        """Delete drafts of the run whose contract is not billed by it any more."""
        stale = self.statement_ids.filtered(
            lambda each: each.state == "draft" and each.contract_id not in contracts
        )
        stale.unlink()

    def _get_unposted(self):
        """Invoiced statements of the run with a draft invoice."""
        return self.statement_ids.filtered(
            lambda each: each.state == "invoiced" and each.move_id.state == "draft"
        )

    def _post_batch(self, statements, wait):
        """Post the draft invoices of a batch of statements."""
        statements.contract_id._bpo_lock_for_billing(wait=True)
        moves = statements.move_id.filtered(lambda move: move.state == "draft")
        moves.with_context(tracking_disable=True).action_post()
        self._log_batch("post", statements, statements)
        return statements.browse()

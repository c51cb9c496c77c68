"""The last steps of a run, and the way back: send, undo."""

from odoo import models


class BpoBillingUndoMixin(models.AbstractModel):
    """Hands posted invoices to native sending; takes a whole run back."""

    _name = "bpo.billing.undo.mixin"
    _description = "Sending and Undoing a Billing Run"

    def action_send(self):
        """Queue the posted invoices for native sending in the background.

        Sent ones and those that wait to be sent are left alone, so repeating sends
        nothing twice. Clients without an e-mail address are noted in the log.

        :raise UserError: the run has no invoices yet
        """
        self._check_invoiced()
        for run in self:
            moves = run._get_unsent()
            run._log_start("send", moves)
            ready = moves.filtered(run._can_send)
            run._queue_sending(ready)
            run._log_batch("send", ready, ready)
            for move in moves - ready:
                reason = self.env._(
                    "%(invoice)s is not sent: %(client)s has no e-mail address.",
                    invoice=move.name,
                    client=move.partner_id.display_name,
                )
                run._log("send", record_count=1, note=reason)
        return True

    def _queue_sending(self, moves):
        """Let the native job send documents, signed by the current user.

        :raise UserError: one of them cannot be sent
        """
        if not moves:
            return
        self.env["account.move.send"]._check_move_constraints(moves)
        moves.sending_data = {
            "author_user_id": self.env.uid,
            "author_partner_id": self.env.user.partner_id.id,
        }
        # triggering a job is for administrators, queueing is not
        self.env.ref("account.ir_cron_account_move_send").sudo()._trigger()

    def _get_unsent(self):
        """Posted documents of the run that are neither sent nor waiting for it."""
        self.ensure_one()
        return self.statement_ids.move_id.filtered(
            lambda move: (
                move.state == "posted"
                and not move.is_move_sent
                and not move.sending_data
            )
        )

    def _can_send(self, move):
        """Whether native sending can reach the client; override for other ways."""
        by_mail = move.partner_id.invoice_sending_method in (False, "email")
        return not by_mail or bool(move.partner_id.email)

    def action_undo(self):
        """Take everything of the run back; it can be previewed and billed again.

        Drafts are deleted with what was added to them by hand. Draft invoices are
        cancelled and posted ones reversed, in batches; what is taken back stays so.
        """
        for run in self._start(("draft", "previewed", "invoiced", "posted")):
            live = run.statement_ids.filtered(lambda each: each.state != "cancelled")
            drafts = live.filtered(lambda each: each.state == "draft")
            run._log_start("undo", live)
            run._run_batches(
                run._undo_batch, (live - drafts).sorted("date_from", reverse=True)
            )
            drafts.unlink()
            run._log_batch("undo", drafts, drafts)
            if all(each.state == "cancelled" for each in run.statement_ids):
                run.state = "draft"
            run._checkpoint(0)
        return True

    def _undo_batch(self, statements, wait):
        """Take a batch of statements back."""
        statements.action_cancel()
        self._log_batch("undo", statements, statements)
        return statements.browse()

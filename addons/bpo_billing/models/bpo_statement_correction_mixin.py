"""Statements taken back: cancelled, disputed, credited."""

from odoo import models
from odoo.exceptions import UserError


class BpoStatementCorrectionMixin(models.AbstractModel):
    """Cancel and dispute statements; free exactly their sources."""

    _name = "bpo.statement.correction.mixin"
    _description = "Statement Corrections"

    def action_cancel(self):
        """Take statements back; their sources are free and their periods due again.

        A draft invoice is cancelled, a posted one reversed by a credit note of what is
        left of it. Other statements on the same invoice stay billed. Cancelled
        statements are left alone.
        """
        self.check_access("write")
        live = self.sudo().filtered(lambda each: each.state != "cancelled")
        live.contract_id._bpo_lock_for_billing()
        for move, statements in live.grouped("move_id").items():
            # first, so that what native documents do now frees nothing else
            statements._cancel_and_release()
            self.env["bpo.billing.reversal"]._take_back(move, statements)
        return True

    def _get_usage_periods(self):
        """Periods whose service level results the statements settle.

        :return: list of (contract id, first day, last day)
        """
        settling = self.sudo().filtered(
            lambda each: each.usage_from and each.reason != "correction"
        )
        return [
            (each.contract_id.id, each.usage_from, each.usage_to) for each in settling
        ]

    def _cancel_and_release(self):
        """Mark statements as cancelled and free all their sources."""
        moved = self.filtered(lambda each: each.state != "cancelled")
        if not moved:
            return
        contracts = moved.sudo().contract_id
        contracts._bpo_lock_for_billing()
        self.env["bpo.claim"].sudo()._release(moved.line_ids)
        self.env["bpo.sla.result"]._bpo_reopen_periods(moved._get_usage_periods())
        moved._update_state("cancelled")
        moved._unpark()
        contracts._bpo_update_billed_until()

    def action_add_line(self, name, amount, contract_line_id=None):
        """Add a charge or discount by hand to a draft; it survives a new preview.

        :param str name: what it is for, printed on the invoice
        :param float amount: before tax; negative for a discount
        :param int contract_line_id: the service it is booked like, optional
        :raise UserError: without a name or amount, or when not a draft
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "Statement %(name)s is invoiced: add the charge to the next one, "
                    "or cancel it and bill again.",
                    name=self.name,
                )
            )
        amount = self.currency_id.round(amount)
        if not (name or "").strip() or self.currency_id.is_zero(amount):
            raise UserError(self.env._("Enter what the charge is for and its amount."))
        line = self.env["bpo.contract.line"].browse(contract_line_id or [])
        if line.contract_id - self.contract_id:
            raise UserError(self.env._("Choose a service of the same contract."))
        vals = self._prepare_manual_vals(name.strip(), amount, contract_line_id)
        self.env["bpo.statement.line"].sudo().create(vals)
        return True

    def _prepare_manual_vals(self, name, amount, contract_line_id):
        """Values of a charge added by hand."""
        step = {
            "label": self.env._("Added by %(user)s", user=self.env.user.name),
            "quantity": "1",
            "unit": "",
            "rate": f"{amount:.{self.currency_id.decimal_places}f}",
            "numerator": "1",
            "denominator": "1",
        }
        step["amount"] = step["rate"]
        return {
            "statement_id": self.id,
            "sequence": 1000,
            "contract_line_id": contract_line_id,
            "kind": "adjustment",
            "name": name,
            "quantity": 1.0,
            "price_unit": amount,
            "amount": amount,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "is_manual": True,
            "explanation": {
                "schema": 1,
                "kind": "adjustment",
                "steps": [step],
                "amount": step["amount"],
                "facts": {},
                "notices": [],
            },
        }

    def action_dispute(self, reason=None, line_ids=None):
        """The client does not agree with a statement, or with some of its lines.

        :param str reason: what is wrong
        :param list line_ids: ids of the disputed lines; all by default
        """
        self.check_access("write")
        self.filtered(lambda each: each.state == "draft")._refuse_dispute()
        moved = self._update_state("disputed")
        for statement in self:
            lines = statement.line_ids
            if line_ids:
                lines = lines.filtered(lambda line: line.id in line_ids)
            lines.sudo().write({"is_disputed": True})  # checked above
        if reason:
            self.write({"dispute_reason": reason})
        for statement in moved:
            statement.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Disputed by the client"),
                note=reason or "",
                user_id=statement.contract_id.user_id.id or self.env.uid,
            )
        return True

    def action_resolve(self):
        """Settle disputes: the statements stand as invoiced."""
        self.check_access("write")
        disputed = self.filtered(lambda each: each.state == "disputed")
        disputed.sudo().line_ids.write({"is_disputed": False})  # checked above
        disputed._update_state("invoiced")
        disputed.activity_feedback(["mail.mail_activity_data_todo"])
        return True

    def _refuse_dispute(self):
        if self:
            raise UserError(
                self.env._(
                    "Statement %(name)s is a draft: it can be disputed once it is "
                    "invoiced.",
                    name=self[0].name,
                )
            )

"""What a credit note frees: everything, or exactly its share."""

from datetime import timedelta

from odoo import api, models

from ..rating import billable_minutes


class BpoBillingRefund(models.AbstractModel):
    """Frees the sources that a posted credit note takes off a statement.

    A credit in full cancels the statement; of an invoice with several statements those
    that are credited in full, and no other. A credit of part of a quantity frees that
    part: whole entries first, the newest first, and one entry is split where the
    quantity ends within it. A lower price frees nothing: the work stays billed.
    """

    _name = "bpo.billing.refund"
    _description = "Credit Notes of Statements"

    @api.model
    def _apply(self, credit):
        """Free what ``credit``, a posted reversal, takes back.

        :param credit: elevated move
        :raise UserError: it takes back more than there is
        """
        invoice = credit.reversed_entry_id
        self.env["bpo.billing.reversal"]._check_credited(invoice)
        whole = self.env["bpo.billing.reversal"]._get_credited_statements(invoice)
        whole._cancel_and_release()
        statements = invoice.bpo_statement_ids.filtered(
            lambda each: each.state != "cancelled"
        )
        credited = statements & credit.invoice_line_ids.bpo_statement_line_id.mapped(
            "statement_id"
        )
        credited.contract_id._bpo_lock_for_billing()
        for statement in credited:
            natives = credit.invoice_line_ids.filtered(
                lambda native, statement=statement: (
                    native.display_type == "product"
                    and native.bpo_statement_line_id.statement_id == statement
                )
            )
            freed = sum(self._apply_line(native) for native in natives)
            statement.message_post(
                body=self.env._(
                    "%(credit)s credits part of the statement and frees %(count)s "
                    "sources.",
                    credit=credit.name,
                    count=freed,
                ),
                subtype_xmlid="mail.mt_note",
            )

    @api.model
    def _apply_line(self, native):
        """Free the share of one credit line.

        :return: number of freed sources
        """
        if not self._is_by_quantity(native):
            return 0
        line = native.bpo_statement_line_id
        share = min(native.quantity / line.move_line_id.quantity, 1.0)
        time = line._get_sources("time")
        if time and line.billable_minutes:
            return self._free_time(line, time, round(line.billable_minutes * share))
        return self._free_share(line, share)

    @api.model
    def _free_time(self, line, entries, minutes):
        """Free ``minutes`` billable minutes, the newest entries first."""
        service = line.contract_line_id
        freed = 0
        for entry in entries.sorted(lambda e: (e.date, e.id), reverse=True):
            if minutes <= 0:
                break
            spent = self._get_seconds(entry)
            billed = billable_minutes(
                spent, service.billing_increment, service.minimum_minutes
            )
            if billed <= minutes:
                part = entry
                minutes -= billed
            else:
                part = self._split(entry, minutes)
                minutes = 0
            if part == entry:
                self.env["bpo.claim"]._release(line, "time", entry.ids)
            freed += 1
        return freed

    @api.model
    def _is_by_quantity(self, native):
        """Whether a credit line takes back work, and not a part of its price."""
        original = native.bpo_statement_line_id.move_line_id
        return (
            native.display_type == "product"
            and bool(original.quantity)
            and not original.currency_id.compare_amounts(
                abs(native.price_unit), abs(original.price_unit)
            )
        )

    @api.model
    def _get_seconds(self, entry):
        """Whole seconds worked."""
        if entry.bpo_start and entry.bpo_stop:
            return int((entry.bpo_stop - entry.bpo_start).total_seconds())
        return round(entry.unit_amount * 60) * 60

    @api.model
    def _split(self, entry, minutes):
        """Cut the last ``minutes`` off a billed entry into an unbilled one.

        :return: the new, approved entry
        """
        states = {
            "bpo_state": entry.bpo_state,
            "bpo_client_state": entry.bpo_client_state,
        }
        line = entry.bpo_statement_line_id
        claims = self.env["bpo.claim"]
        claims._release(line, "time", entry.ids)
        entry.write({"bpo_state": "draft"})
        vals = {"unit_amount": minutes / 60}
        keep = {"unit_amount": entry.unit_amount - minutes / 60}
        if entry.bpo_start and entry.bpo_stop:
            cut = entry.bpo_stop - timedelta(minutes=minutes)
            vals = {"bpo_start": cut, "bpo_stop": entry.bpo_stop, "date": entry.date}
            keep = {"bpo_stop": cut}
        rest = entry.copy(vals)
        entry.write(keep)
        (entry + rest).write(states)
        claims._claim("time", [(entry.id, line.id)])
        return rest

    @api.model
    def _free_share(self, line, share):
        """Free whole items, milestones and costs up to a share of the quantity.

        What takes back units (a quantity below zero) stays billed with the rest: freed
        alone it would be credited a second time.
        """
        claims = self.env["bpo.claim"]
        if share >= 1:
            return claims._release(line)
        freed = 0
        for kind in ("item", "time", "milestone", "expense", "saving"):
            sources = line._get_sources(kind)
            total = sum(self._get_quantity(kind, source) for source in sources)
            left = total * share
            for source in sources.sorted("id", reverse=True):
                quantity = self._get_quantity(kind, source)
                if 0 <= quantity <= left + 1e-9:
                    left -= quantity
                    claims._release(line, kind, source.ids)
                    freed += 1
        return freed

    @api.model
    def _get_quantity(self, kind, source):
        """How much of a quantity one source is."""
        if kind == "item":
            return source.accepted_quantity or source.quantity
        if kind == "time":
            return source.bpo_output_quantity or source.unit_amount
        return 1.0

"""Placing a work order and deciding on its delivery."""

from datetime import datetime

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

DATA_CLASSES = ("public", "internal", "confidential", "restricted")
# Material of these classes needs a signed processing agreement.
NEEDS_AGREEMENT = ("confidential", "restricted")
MAX_REFERENCES = 500
MAX_QUANTITY = 10_000_000


class ProjectTask(models.Model):
    """What a client decides: order, accept, reject."""

    _inherit = "project.task"

    @api.model
    def _bpo_portal_order(self, form, uploads=()):
        """Place a work order of the current contact.

        :param dict form: strings ``line_id``, ``name``, ``quantity``, ``wish_date``
            (ISO), ``references`` (one a line), ``data_class``, ``description``
        :param uploads: list of ``(file name, bytes)``
        :return: the elevated work order
        :raise UserError: with what to change; nothing is stored then
        """
        line = self._bpo_order_line(form)
        self._bpo_check_data_class(line.contract_id, form.get("data_class"))
        quantity = self._bpo_order_quantity(form.get("quantity"))
        references = self._bpo_order_references(line, form.get("references"))
        name = (form.get("name") or "").strip()[:200]
        if not name:
            raise UserError(self.env._("Give the order a short name."))
        vals = self._bpo_prepare_order_vals(line, name, quantity, form)
        task = self.sudo().create(vals)
        self._bpo_order_items(task, line, references, quantity)
        self.env["bpo.work.file"]._bpo_receive(task, uploads)
        return task

    @api.model
    def _bpo_order_line(self, form):
        """Return the chosen service line, elevated.

        :raise UserError: where it is none of the client's running services
        """
        lines = self.env["bpo.contract.line"]._bpo_portal_orderable()
        line = lines.filtered(lambda one: str(one.id) == form.get("line_id"))
        if not line:
            raise UserError(self.env._("Choose one of your services."))
        return line

    @api.model
    def _bpo_check_data_class(self, contract, data_class):
        """Refuse material the contract does not allow.

        :raise UserError: with the reason and what to do
        """
        if data_class not in DATA_CLASSES:
            raise UserError(self.env._("Say how confidential the material is."))
        allowed = contract.data_class or "public"
        if DATA_CLASSES.index(data_class) > DATA_CLASSES.index(allowed):
            raise UserError(
                self.env._(
                    "This contract allows material up to class %(allowed)s. Do not "
                    "send this material; ask your account manager to extend it.",
                    allowed=contract._bpo_portal_label("data_class"),
                )
            )
        if data_class in NEEDS_AGREEMENT and contract.dpa_state != "signed":
            raise UserError(
                self.env._(
                    "Confidential material needs a signed processing agreement "
                    "first. Your account manager sends it to you."
                )
            )

    @api.model
    def _bpo_order_quantity(self, text):
        """Return the quantity typed with a point or a comma as decimal sign.

        :raise UserError: where it is no positive number
        """
        try:
            quantity = float((text or "").strip().replace(",", "."))
        except ValueError:
            quantity = 0.0
        if not 0 < quantity <= MAX_QUANTITY:
            raise UserError(self.env._("Enter a quantity above zero, such as 25."))
        return quantity

    @api.model
    def _bpo_order_wish(self, line, text):
        """Return the wished delivery day, or False where none was given.

        :raise UserError: where it is no date or earlier than we can promise
        """
        if not text:
            return False
        try:
            wish = datetime.strptime(text, "%Y-%m-%d").date()
        except ValueError:
            raise UserError(self.env._("Enter the date as year-month-day.")) from None
        earliest = line._bpo_portal_earliest_dates().get(line.id)
        if earliest and wish < earliest:
            raise UserError(
                self.env._(
                    "The earliest day we can promise is %(day)s. Choose that day or "
                    "a later one.",
                    day=earliest,
                )
            )
        return wish

    @api.model
    def _bpo_order_references(self, line, text):
        """Return the client's own references, one per item.

        :raise UserError: for too many, doubled or already known ones
        """
        rows = [row.strip()[:120] for row in (text or "").splitlines()]
        references = [row for row in rows if row]
        if len(references) > MAX_REFERENCES:
            raise UserError(
                self.env._("List at most %(count)s references.", count=MAX_REFERENCES)
            )
        if len(set(references)) < len(references):
            raise UserError(self.env._("A reference is listed twice. Remove one."))
        known = (
            self.env["bpo.work.item"]
            .sudo()
            .search(
                [
                    ("contract_line_id", "=", line.id),
                    ("reference", "in", references),
                ],
                limit=1,
            )
        )
        if known:
            raise UserError(
                self.env._(
                    "Reference %(reference)s was ordered before. Use a new one.",
                    reference=known.reference,
                )
            )
        return references

    @api.model
    def _bpo_prepare_order_vals(self, line, name, quantity, form):
        """Return the values of the new work order; override to add to them."""
        contract = line.contract_id
        wish = self._bpo_order_wish(line, form.get("wish_date"))
        return {
            "name": name,
            "project_id": contract.project_id.id,
            "partner_id": self.env.user.partner_id.id,
            "user_ids": False,
            "bpo_contract_id": contract.id,
            "bpo_contract_line_id": line.id,
            "bpo_quantity": quantity,
            "date_deadline": wish,
            "description": plaintext2html((form.get("description") or "")[:10000]),
        }

    @api.model
    def _bpo_order_items(self, task, line, references, quantity):
        """Create the work items of an order: one per reference, else a single one."""
        share = quantity / len(references) if references else quantity
        now = self.env.cr.now().replace(microsecond=0)
        self.env["bpo.work.item"].sudo().create(
            [
                {
                    "contract_line_id": line.id,
                    "task_id": task.id,
                    "reference": reference,
                    "quantity": share,
                    "received_at": now,
                }
                for reference in references or [f"WO{task.id:06d}"]
            ]
        )

    def _bpo_portal_delivered(self, item_ids):
        """Return the delivered items of the order, all or the chosen ones.

        :raise UserError: where none is waiting for a decision
        """
        items = self.env["bpo.work.item"]._bpo_portal_search(
            [("task_id", "=", self.id), ("state", "=", "delivered")]
        )
        if item_ids:
            items = items.filtered(lambda item: item.id in set(item_ids))
        if not items:
            raise UserError(self.env._("There is no delivery to decide on."))
        return items

    def _bpo_portal_accept(self, item_ids=()):
        """Accept delivered items in the name of the client."""
        self.ensure_one()
        items = self._bpo_portal_delivered(item_ids)
        items.action_accept()
        self._bpo_portal_note(self.env._("Accepted: %(count)s items", count=len(items)))

    def _bpo_portal_reject(self, reason, item_ids=()):
        """Send delivered items back.

        :param str reason: what is wrong; required
        """
        self.ensure_one()
        reason = (reason or "").strip()[:2000]
        if not reason:
            raise UserError(self.env._("Say what is wrong, so that we can correct it."))
        items = self._bpo_portal_delivered(item_ids)
        items.action_reject()
        self._bpo_portal_note(
            self.env._(
                "Sent back: %(count)s items. %(reason)s",
                count=len(items),
                reason=reason,
            )
        )

    def _bpo_portal_note(self, text):
        """Add a sentence of the current contact to the conversation."""
        self.sudo().message_post(
            body=plaintext2html(text),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.env.user.partner_id.id,
        )

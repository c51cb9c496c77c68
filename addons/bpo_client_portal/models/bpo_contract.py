"""What a client sees of a contract."""

from odoo import api, models
from odoo.fields import Domain

READABLE = frozenset(
    {
        "at_risk_percent",
        "billing_frequency",
        "billing_timing",
        "company_id",
        "currency_id",
        "data_class",
        "date_end",
        "date_start",
        "dpa_date_end",
        "dpa_state",
        "invoice_detail",
        "line_ids",
        "minimum_commitment",
        "name",
        "notice_days",
        "partner_id",
        "payment_term_id",
        "purchase_order",
        "reference",
        "renewal",
        "renewal_months",
        "sla_ids",
        "state",
        "tz",
    }
)


class BpoContract(models.Model):
    """Contracts in the portal: agreed terms, once they are agreed."""

    _inherit = "bpo.contract"

    _bpo_contract_path = "id"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_portal_domain(self):
        """Drafts are still being negotiated and stay inside."""
        return super()._bpo_portal_domain() & Domain("state", "!=", "draft")

    def _compute_access_url(self):
        super()._compute_access_url()
        for contract in self:
            contract.access_url = f"/my/contracts/{contract.id}"

    def _bpo_portal_terms(self):
        """Describe the commercial terms in plain sentences.

        :return: ``(label, sentence)`` pairs, empty terms left out
        """
        self.ensure_one()
        _ = self.env._
        choice = self._bpo_portal_label
        pairs = [
            (
                _("Billed"),
                f"{choice('billing_frequency')} · {choice('billing_timing')}",
            ),
            (_("Payment"), self.payment_term_id.name),
            (_("Your purchase order"), self.purchase_order),
            (_("Notice period"), self._bpo_portal_notice_words()),
            (_("Renewal"), self._bpo_portal_renewal_words()),
            (_("Your answer on hours"), self._bpo_portal_answer_words()),
            (_("Working time zone"), self.tz),
        ]
        return [(label, words) for label, words in pairs if words]

    def _bpo_portal_notice_words(self):
        if not self.notice_days:
            return ""
        return self.env._("%(days)s days before the end", days=self.notice_days)

    def _bpo_portal_answer_words(self):
        if not any(self.line_ids.mapped("requires_client_approval")):
            return ""
        if self.client_approval_days <= 0:
            return self.env._("The hours wait for it")
        return self.env._(
            "Within %(days)s working days, then they count as approved",
            days=self.client_approval_days,
        )

    def _bpo_portal_renewal_words(self):
        if self.renewal != "auto":
            return self.env._("Ends without renewal") if self.date_end else ""
        return self.env._(
            "Renews by %(months)s months unless notice is given",
            months=self.renewal_months,
        )

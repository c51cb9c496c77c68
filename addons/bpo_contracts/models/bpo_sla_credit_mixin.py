"""From missed results to credits, from later successes to earn-back."""

from decimal import Decimal

from odoo import fields, models
from odoo.tools import format_date

from ..sla import Miss, earn_back, streak
from .decimals import to_decimal
from .sla_credit_line import CreditLine


class BpoSlaCreditMixin(models.AbstractModel):
    """Credits of results and the ledger of what was earned back."""

    _name = "bpo.sla.credit.mixin"
    _description = "Credits of service levels"

    currency_id = fields.Many2one(
        comodel_name="res.currency",
    )
    credit_amount = fields.Monetary(
        string="Credit",
        readonly=True,
        help="What the miss gives back, after all caps. Provisional until billed.",
    )
    uncapped_amount = fields.Monetary(
        string="Uncapped Credit",
        readonly=True,
        groups="base.group_user",
        help="What the method alone would give back.",
    )
    credit_explanation = fields.Json(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The arithmetic of the credit.",
    )
    earned_back_amount = fields.Monetary(
        string="Earned Back",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Part of the credit that later periods have earned back.",
    )
    earned_back_by_id = fields.Many2one(
        comodel_name="bpo.sla.result",
        string="Earned Back In",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
        help="The period that completed the row of periods met.",
    )

    def _bpo_is_missed(self):
        """Return whether the result counts as a miss: neither met nor excused."""
        self.ensure_one()
        return not self.met and self.state != "excused"

    def _bpo_history_value(self):
        """Return True for met, False for missed, None for excused."""
        self.ensure_one()
        return None if self.state == "excused" else self.met

    def _bpo_creditable(self):
        """Return the results that give a credit."""
        return self.filtered(
            lambda result: (
                result._bpo_is_missed() and not result.sla_id.is_reported_only
            )
        )

    def _bpo_miss(self, fees, earlier):
        """Return the result as a miss of the core.

        :param Decimal fees: what linear and step work on
        :param earlier: results of the level's earlier periods, in order
        :rtype: sla.Miss
        """
        self.ensure_one()
        sla = self.sla_id
        terms = sla._get_terms_on(["allocation_percent", "cap_percent"], self.date_to)
        return Miss(
            key=self.id,
            method=sla.credit_method,
            target=to_decimal(self.target_percent),
            percent=self._bpo_percent(),
            fees=fees,
            allocation=to_decimal(terms["allocation_percent"]),
            steps=sla._bpo_steps(),
            cap_percent=to_decimal(terms["cap_percent"]),
            repeat=missed_streak([one._bpo_history_value() for one in earlier]),
            doubles=sla.is_doubled_on_repeat,
            event=(self.event or "").strip().casefold(),
        )

    def _bpo_percent(self):
        """Return the attainment from the kept inputs, not from the rounded field."""
        self.ensure_one()
        inputs = self.inputs or {}
        top = Decimal(inputs.get("numerator") or str(self.numerator))
        bottom = Decimal(inputs.get("denominator") or str(self.denominator))
        return top * 100 / bottom if bottom else Decimal(0)

    def _bpo_store_credit(self, credit):
        """Keep credit and arithmetic of a provisional result.

        :param credit: credit of the core, None where there is none
        """
        self.ensure_one()
        vals = {
            "credit_amount": float(credit.amount) if credit else 0.0,
            "uncapped_amount": float(credit.uncapped) if credit else 0.0,
            "credit_explanation": self._bpo_explain(credit) if credit else False,
        }
        changed = {name: one for name, one in vals.items() if self[name] != one}
        if changed:
            self.write(changed)

    def _bpo_explain(self, credit):
        """Return the arithmetic of a credit with what it rests on.

        :rtype: dict
        """
        self.ensure_one()
        inputs = self.inputs or {}
        return {
            "kind": "sla_credit",
            "service_level": self.sla_id.name,
            "metric": self.metric,
            "date_from": str(self.date_from),
            "date_to": str(self.date_to),
            "numerator": inputs.get("numerator"),
            "denominator": inputs.get("denominator"),
            **credit.explanation,
        }

    def _bpo_credit_name(self):
        """Return the text of the credit's statement line, in the client's language."""
        self.ensure_one()
        env = self.with_context(lang=self.client_id.lang or self.env.lang).env
        return env._(
            "Service credit: %(name)s, %(reached)s %% of %(target)s %%",
            name=self.sla_id.name,
            reached=f"{self.attainment_percent:.2f}",
            target=f"{self.target_percent:.2f}",
        )

    def _bpo_store_earn_back(self, result, back):
        """Note what a period earned back of this credit, or that it did not.

        :param result: the period
        :param back: earn-back of the core, None where there is none
        """
        self.ensure_one()
        amount = float(back.amount) if back else 0.0
        earner = result if back else result.browse()
        if self.earned_back_by_id != earner or self.earned_back_amount != amount:
            self.write({"earned_back_by_id": earner.id, "earned_back_amount": amount})

    def _bpo_earn_back_line(self, result, back):
        """Return the statement line of an earn-back.

        :param result: the period that completed the row
        :param back: earn-back of the core
        :rtype: CreditLine
        """
        self.ensure_one()
        env = self.with_context(lang=self.client_id.lang or self.env.lang).env
        return CreditLine(
            result_id=result.id,
            kind="earn_back",
            amount=back.amount,
            explanation={
                "kind": "earn_back",
                "service_level": self.sla_id.name,
                "credited_from": str(self.date_from),
                "credited_to": str(self.date_to),
                "credit": str(back.credit),
                "percent": str(back.percent),
                "periods_met": back.periods,
                "amount": str(back.amount),
            },
            line_id=self.line_id.id or None,
            name=env._(
                "Earned back: %(name)s, credit of %(month)s",
                name=self.sla_id.name,
                month=format_date(env, self.date_from, date_format="MMMM yyyy"),
            ),
        )

    def _bpo_earn_back(self, later, quantum):
        """Return what of the credit comes back in the last of the later periods.

        :param later: results of the level's later periods up to the present one
        :rtype: sla.EarnBack or None
        """
        self.ensure_one()
        terms = self.sla_id._get_terms_on(
            ["earn_back_percent", "earn_back_months"], later[-1].date_to
        )
        return earn_back(
            to_decimal(self.credit_amount),
            to_decimal(terms["earn_back_percent"]),
            terms["earn_back_months"],
            [one._bpo_history_value() for one in later],
            quantum,
        )


def missed_streak(history):
    """Return how many periods in a row were missed at the end of the history.

    Excused periods (None) neither count nor break.

    >>> missed_streak([False, True, False, None, False])
    2
    """
    return streak([None if met is None else not met for met in history])

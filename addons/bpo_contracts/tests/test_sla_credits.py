"""Credits and earn-back as lines for the statement."""

from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.tests import tagged

from .sla_common import SlaCase

FEES = Decimal(100_000)


@tagged("post_install", "-at_install")
@freeze_time("2027-05-05 12:00:00")
class TestSlaCredits(SlaCase):
    """The agreed examples, from items to signed amounts."""

    def _lines(self, month=3, fees=None, year=2026):
        first = date(year, month, 1)
        last = first + relativedelta(months=1, days=-1)
        fees = fees or {self.line.id: FEES}
        return self.contract._bpo_sla_credit_lines(
            first, last, fees, self.contract.currency_id
        )

    def _amounts(self, lines, kind="sla_credit"):
        return [str(line.amount) for line in lines if line.kind == kind]

    def test_pool_credit(self):
        self._create_items(187, 13)
        (line,) = self._lines()
        self.assertEqual((line.kind, str(line.amount)), ("sla_credit", "-2000.00"))
        self.assertEqual(line.explanation["at_risk_amount"], "10000")
        result = self.env["bpo.sla.result"].browse(line.result_id)
        self.assertRecordValues(
            result, [{"credit_amount": 2000.0, "uncapped_amount": 2000.0}]
        )

    def test_four_misses_are_scaled_to_the_amount_at_risk(self):
        for share in (30, 50, 25):
            self._create_sla(name=f"Level {share}", allocation_percent=share)
        self._create_items(1, 1)
        lines = self._lines()
        self.assertEqual(sum(line.amount for line in lines), Decimal("-10000.00"))
        results = self.contract.sla_result_ids
        self.assertEqual(sum(results.mapped("uncapped_amount")), 12_500)
        self.assertEqual(sum(results.mapped("credit_amount")), 10_000)

    def test_a_period_met_has_no_lines(self):
        self._create_items(190, 10)
        self.assertEqual(self._lines(), [])

    def test_linear_works_on_the_fees_of_the_line(self):
        self.contract.at_risk_percent = 0
        self.sla.write(
            {
                "credit_method": "linear",
                "target_percent": 98,
                "line_id": self.line.id,
            }
        )
        self._create_items(75, 25)
        fees = {self.line.id: Decimal(10_000), None: Decimal(5_000)}
        (line,) = self._lines(fees=fees)
        self.assertEqual(str(line.amount), "-2300.00")
        self.assertEqual(line.line_id, self.line.id)
        self.sla.cap_percent = 15
        self.assertEqual(self._amounts(self._lines(fees=fees)), ["-1500.00"])

    def test_steps(self):
        self.contract.at_risk_percent = 0
        self.sla.write(
            {
                "credit_method": "step",
                "target_percent": 98,
                "step_ids": [
                    (0, 0, {"attainment_below": below, "credit_percent": credit})
                    for below, credit in ((98, 2), (95, 5), (90, 10))
                ],
            }
        )
        self._create_items(187, 13)
        self.assertEqual(self._amounts(self._lines()), ["-5000.00"])

    def test_excused_and_reported_only_give_nothing(self):
        self._create_sla(name="Shown", is_reported_only=True)
        self._create_items(1, 1)
        self.assertEqual(len(self._lines()), 1)
        result = self.sla.result_ids
        result.excuse_reason = "Flood at the client"
        result.action_excuse()
        self.assertEqual(self._lines(), [])
        self.assertEqual(result.credit_amount, 0)

    def test_single_event(self):
        self._create_sla(name="Second", allocation_percent=30)
        self._create_items(1, 1)
        self._lines()
        self.contract.sla_result_ids.event = "Outage of 3 March"
        self.assertEqual(self._amounts(self._lines()), ["-3000.00"])

    def test_repeats_double_and_the_year_is_capped(self):
        self.sla.is_doubled_on_repeat = True
        for month in (3, 4, 5):
            self._create_items(1, 1, day=f"2026-{month:02d}-03")
        self.assertEqual(self._amounts(self._lines(3)), ["-2000.00"])
        self.assertEqual(self._amounts(self._lines(4)), ["-4000.00"])
        self.contract.sla_year_cap = 9_000
        self.assertEqual(self._amounts(self._lines(5)), ["-3000.00"])

    def test_half_returns_after_six_periods_met(self):
        self.sla.write({"earn_back_months": 6, "earn_back_percent": 50})
        self._create_items(1, 1, day="2026-01-06")
        self._lines(1)[0]
        for month in range(2, 9):
            self._create_items(1, 0, day=f"2026-{month:02d}-03")
        back = {}
        for month in range(2, 9):
            back[month] = self._amounts(self._lines(month), "earn_back")
        self.assertEqual({m: b for m, b in back.items() if b}, {7: ["1000.00"]})
        credited = self.sla.result_ids.filtered("credit_amount")
        self.assertEqual(credited.earned_back_amount, 1000)
        self.assertEqual(credited.earned_back_by_id.date_from, date(2026, 7, 1))

    def test_a_miss_restarts_the_earn_back(self):
        self.sla.write({"earn_back_months": 3, "earn_back_percent": 50})
        for month, missed in enumerate([1, 0, 0, 1, 0, 0, 0], start=1):
            self._create_items(1, missed, day=f"2026-{month:02d}-06")
        back = [self._amounts(self._lines(month), "earn_back") for month in range(1, 8)]
        self.assertEqual(back[:6], [[]] * 6)
        self.assertEqual(back[6], ["1000.00", "1000.00"])

    def test_asking_again_gives_the_same(self):
        self.sla.write({"earn_back_months": 1, "earn_back_percent": 50})
        self._create_items(1, 1, day="2026-03-03")
        self._create_items(1, 0, day="2026-04-07")
        self._lines(3)
        first = self._lines(4)
        self.assertEqual(self._amounts(first, "earn_back"), ["1000.00"])
        self.assertEqual(self._lines(4), first)
        self.contract.sla_result_ids._bpo_finalize()
        self.assertEqual(self._lines(4), first)

    def test_explanation_is_enough_to_recompute(self):
        self._create_items(187, 13)
        found = self._lines()[0].explanation
        percent = Decimal(found["numerator"]) * 100 / Decimal(found["denominator"])
        self.assertEqual(percent, Decimal("93.5"))
        at_risk = Decimal(found["total_fees"]) * Decimal(found["at_risk_percent"]) / 100
        credit = at_risk * Decimal(found["rate_percent"]) / 100
        self.assertEqual(credit, Decimal(found["amount"]))

    def test_contract_without_levels_costs_no_query(self):
        plain = self._create_contract()
        self.assertFalse(plain.sla_ids)
        with self.assertQueryCount(0):
            lines = plain._bpo_sla_credit_lines(
                date(2026, 3, 1), date(2026, 3, 31), {}, plain.currency_id
            )
        self.assertEqual(lines, [])

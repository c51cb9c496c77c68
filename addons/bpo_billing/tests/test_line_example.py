"""The example beside the terms of a service, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase

from ..line_example import default_quantity, rate_example
from ..rating import ContractTerms, GainShare, LineTerms, Rate, Surcharge, Tier

DAY = date(2026, 7, 15)
CONTRACT = ContractTerms(lines=(), tz="Europe/Berlin")
STEPS = (Tier(Decimal(0), Decimal("0.20")), Tier(Decimal(1000), Decimal("0.15")))
EVENING = Surcharge("Evening", Decimal(15), "01234", 17.0, 22.0)


def terms(model, **vals):
    """Terms of a line; whole numbers and strings become decimals."""
    decimals = {
        name: Decimal(value) if isinstance(value, str) else value
        for name, value in vals.items()
    }
    return LineTerms(1, "Desk", model, **decimals)


class TestLineExample(BaseCase):
    """The quantities proposed show the terms at work, and cost what a bill would."""

    def _rate(self, line, quantity=None, minutes=50):
        quantity = default_quantity(line) if quantity is None else Decimal(quantity)
        return rate_example(CONTRACT, line, DAY, quantity, minutes)

    def _assert_costs(self, line, amount, **example):
        result = self._rate(line, **example)
        self.assertFalse(result.refusals)
        self.assertEqual(result.amount, Decimal(amount))

    def test_units_reach_the_last_step(self):
        """Example: 500 included, 0.20 to 1,000, 0.15 above: 1,700 cost 230.00."""
        line = LineTerms(
            1,
            "Records",
            "unit",
            included_quantity=Decimal(500),
            tier_mode="graduated",
            tiers=STEPS,
        )
        self.assertEqual(default_quantity(line), 1700)
        self._assert_costs(line, "230")
        turned = replace(line, tiers=STEPS[::-1])
        self._assert_costs(turned, "230")

    def test_packages_start_a_third_one(self):
        """100 included, 5.00 per started 100: 301 are 201, three packages, 15.00."""
        line = LineTerms(
            1,
            "Forms",
            "unit",
            price_unit=Decimal(5),
            included_quantity=Decimal(100),
            tier_mode="package",
            package_size=Decimal(100),
        )
        self._assert_costs(line, "15")

    def test_a_minimum_is_missed(self):
        """Example: at least 300 at 0.40 cost 120.00."""
        line = LineTerms(
            1,
            "Orders",
            "unit",
            price_unit=Decimal("0.4"),
            minimum_quantity=Decimal(300),
        )
        self.assertEqual(default_quantity(line), 225)
        self._assert_costs(line, "120")

    def test_short_entries_show_the_rounding(self):
        """120 entries of 50 minutes in steps of 15 bill an hour each: 1,200.00."""
        line = terms("time", price_unit="10")
        self._assert_costs(line, "1000")
        self._assert_costs(replace(line, billing_increment=15), "1200")

    def test_entries_cross_the_start_of_a_surcharge(self):
        """3 h around 17:00 at 10.00, +15 % from then: 30.00 and 2.25."""
        line = LineTerms(
            1, "Desk", "time", price_unit=Decimal(10), surcharges=(EVENING,)
        )
        self._assert_costs(line, "32.25", quantity=3, minutes=180)
        night = replace(EVENING, hour_from=0.0, hour_to=6.0)
        self._assert_costs(
            replace(line, surcharges=(night,)), "32.25", quantity=3, minutes=180
        )

    def test_agents_in_full_and_in_part(self):
        """Examples: 1.5 agents at 3,200 cost 4,800.00; 312 h of 160 h 6,240.00."""
        line = terms("fte", price_unit="3200", fte_hours="160")
        self._assert_costs(line, "4800")
        self._assert_costs(replace(line, fte_basis="hours"), "6240")
        self._assert_costs(line, "96000", quantity=30)

    def test_a_retainer_is_used_up(self):
        """40 h for 2,000, 50.00 beyond: 48 h cost 2,400.00."""
        line = LineTerms(
            1,
            "Ledger",
            "fixed",
            price_unit=Decimal(2000),
            included_quantity=Decimal(40),
            overage_price=Decimal(50),
        )
        self._assert_costs(line, "2400")
        self._assert_costs(replace(line, pool_unit="units"), "2400")
        self._assert_costs(terms("fixed", price_unit="1450"), "1450")

    def test_a_baseline_is_left(self):
        """Example: 1,150 of 1,000, dead-band 10 %, ARC 40: 52,000.00."""
        line = LineTerms(
            1,
            "Tickets",
            "baseline",
            price_unit=Decimal(50000),
            baseline_quantity=Decimal(1000),
            deadband_percent=Decimal(10),
            arc_price=Decimal(40),
        )
        self._assert_costs(line, "52000")

    def test_money_is_passed_on_or_shared(self):
        """Examples: 240.00 plus 7.5 %: 258.00; a saving of 20,000, capped at 4,000."""
        self._assert_costs(terms("passthrough", markup_percent="7.5"), "258")
        self._assert_costs(terms("milestone"), "1500")
        share = GainShare(Decimal(100000), Decimal(25), Decimal(4000))
        self._assert_costs(terms("milestone", gain_share=share), "4000")

    def test_the_price_of_the_day_holds_all_the_time(self):
        """A fee that changes on the 20th is shown as it is on the 15th."""
        rates = (
            Rate(Decimal(100), date_end=date(2026, 7, 19)),
            Rate(Decimal(120), date_start=date(2026, 7, 20)),
        )
        self._assert_costs(LineTerms(1, "Desk", "fixed", rates=rates), "100")

    def test_rates_by_role_alone_are_used(self):
        rates = (Rate(Decimal(27), job_id=7), Rate(Decimal(31), employee_id=9))
        self._assert_costs(LineTerms(1, "Desk", "time", rates=rates), "2700")
        self._assert_costs(
            LineTerms(1, "Desk", "time", rates=rates, surcharges=(EVENING,)),
            # 120 entries of 50 minutes, of each 25 minutes in the window
            "2902.5",
        )

    def test_wrong_terms_are_a_sentence(self):
        line = LineTerms(1, "Records", "unit", tier_mode="graduated")
        self.assertIn("tiers are missing", self._rate(line).refusals[0].reason)
        two = (Rate(Decimal(1)), Rate(Decimal(2)))
        line = LineTerms(1, "Desk", "time", rates=two)
        self.assertIn("two rates", self._rate(line).refusals[0].reason)

    def test_impossible_examples_are_a_sentence(self):
        line = LineTerms(
            1, "Desk", "time", price_unit=Decimal(10), surcharges=(EVENING,)
        )
        result = self._rate(line, quantity=-1)
        self.assertIn("below zero", result.refusals[0].reason)
        result = self._rate(line, quantity=1000, minutes=1)
        self.assertIn("too many entries", result.refusals[0].reason)
        self._assert_costs(line, "0", quantity=0)

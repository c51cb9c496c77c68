"""Proposals put into terms, without a database."""

import doctest
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from .. import simulating
from ..rating import ContractTerms, LineTerms, Period, Rate, Tier
from ..simulating import (
    Change,
    Proposal,
    card_line,
    is_measured_alike,
    past_periods,
    proposed_terms,
)

D = Decimal
DAY = date(2026, 6, 1)


def line(**vals):
    return LineTerms(
        **{"line_id": 1, "name": "Desk", "pricing_model": "time", "price_unit": D(20)}
        | vals
    )


def terms(*lines):
    return ContractTerms(lines=lines or (line(),))


@tagged("post_install", "-at_install")
class TestSimulatingPure(BaseCase):
    def _price(self, proposal, *lines):
        return proposed_terms(terms(*lines), proposal).lines[0]

    def test_the_examples_of_the_docstrings_hold(self):
        self.assertEqual(doctest.testmod(simulating).failed, 0)

    def test_a_percentage_moves_every_kind_of_price(self):
        moved = self._price(
            Proposal(percent=D(10)),
            line(
                arc_price=D("0.5"),
                overage_price=D(30),
                rates=(Rate(D(25), job_id=7),),
                tiers=(Tier(D(0), D("0.20"), D(100)),),
                included_quantity=D(500),
            ),
        )
        self.assertEqual(
            (moved.price_unit, moved.arc_price, moved.overage_price),
            (D("22.00"), D("0.55"), D("33.00")),
        )
        self.assertEqual(moved.rates[0].price_unit, D("27.50"))
        self.assertEqual(moved.tiers[0], Tier(D(0), D("0.22"), D("110.00")))
        self.assertEqual(moved.included_quantity, D(500))

    def test_a_price_for_everyone_leaves_roles_alone(self):
        rates = Rate(D(25), job_id=7), Rate(D(21), date_start=date(2026, 3, 1))
        moved = self._price(
            Proposal(changes=(Change(1, "price_unit", D(30)),)), line(rates=rates)
        )
        prices = moved.price_unit, *(rate.price_unit for rate in moved.rates)
        self.assertEqual(prices, (D(30), D(25), D(30)))

    def test_the_rate_of_one_role_changes_alone(self):
        rates = Rate(D(25), job_id=7), Rate(D(26), job_id=8)
        moved = self._price(
            Proposal(changes=(Change(1, "rate", D(40), (None, 7)),)), line(rates=rates)
        )
        self.assertEqual([rate.price_unit for rate in moved.rates], [D(40), D(26)])

    def test_one_step_changes_by_its_start(self):
        tiers = Tier(D(0), D(1)), Tier(D(100), D("0.5"))
        moved = self._price(
            Proposal(changes=(Change(1, "tier", D("0.4"), D(100)),)), line(tiers=tiers)
        )
        self.assertEqual([tier.price_unit for tier in moved.tiers], [D(1), D("0.4")])

    def test_whole_numbers_stay_whole(self):
        moved = self._price(Proposal(changes=(Change(1, "billing_increment", D(15)),)))
        self.assertEqual(moved.billing_increment, 15)
        self.assertIsInstance(moved.billing_increment, int)

    def test_an_ended_service_is_gone(self):
        self.assertFalse(proposed_terms(terms(), Proposal(ended=frozenset({1}))).lines)

    def test_a_card_brings_terms_and_leaves_name_and_days(self):
        mine = line(date_start=date(2026, 2, 1), pool_unit="units")
        card = line(line_id=99, name="Card", price_unit=D(18), billing_increment=6)
        result = card_line(mine, card, DAY)
        self.assertEqual((result.line_id, result.name), (1, "Desk"))
        self.assertEqual((result.price_unit, result.billing_increment), (D(18), 6))
        self.assertEqual(
            (result.date_start, result.pool_unit), (date(2026, 2, 1), "units")
        )

    def test_dated_rates_of_a_card_hold_all_the_time(self):
        cases = {
            "in force": (
                [
                    (date(2026, 1, 1), date(2026, 12, 31), 1),
                    (date(2027, 1, 1), None, 2),
                ],
                1,
            ),
            "next": ([(date(2027, 1, 1), None, 2), (date(2028, 1, 1), None, 3)], 2),
            "last": (
                [
                    (None, date(2024, 12, 31), 1),
                    (date(2025, 1, 1), date(2025, 12, 31), 2),
                ],
                2,
            ),
        }
        for name, (spans, price) in cases.items():
            rates = [Rate(D(p), first, last) for first, last, p in spans]
            chosen = simulating.undated_rates(rates, DAY)
            with self.subTest(name):
                self.assertEqual(chosen, (Rate(D(price)),))

    def test_prices_alone_need_no_second_collection(self):
        first = terms(line(rates=(Rate(D(25), job_id=7),)))
        dearer = proposed_terms(first, Proposal(percent=D(3)))
        coarser = proposed_terms(
            first, Proposal(changes=(Change(1, "billing_increment", D(6)),))
        )
        self.assertTrue(is_measured_alike(first, dearer))
        self.assertFalse(is_measured_alike(first, coarser))

    def test_a_period_counts_in_the_month_in_which_it_ends(self):
        first_quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
        cases = {
            ("monthly", date(2026, 1, 20), None): [
                (1, 20, 1, 31),
                (2, 1, 2, 28),
                (3, 1, 3, 31),
            ],
            ("quarterly", date(2025, 6, 1), None): [(1, 1, 3, 31)],
            ("monthly", date(2025, 1, 1), date(2026, 2, 9)): [
                (1, 1, 1, 31),
                (2, 1, 2, 9),
            ],
            ("monthly", date(2026, 4, 1), None): [],
        }
        for (frequency, start, end), expected in cases.items():
            found = past_periods(frequency, start, end, first_quarter)
            days = [
                (p.date_from.month, p.date_from.day, p.date_to.month, p.date_to.day)
                for p in found
            ]
            with self.subTest(frequency=frequency, start=start):
                self.assertEqual(days, expected)

    def test_adjoining_spans_share_no_week(self):
        spans = [
            Period(date(2026, 1, 1), date(2026, 1, 31)),
            Period(date(2026, 2, 1), date(2026, 2, 28)),
        ]
        weeks = [past_periods("weekly", date(2026, 1, 1), None, span) for span in spans]
        self.assertEqual(weeks[0][-1].date_to, date(2026, 1, 25))
        self.assertEqual(weeks[1][0].date_from, date(2026, 1, 26))

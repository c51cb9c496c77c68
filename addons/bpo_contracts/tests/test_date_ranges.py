"""Day ranges: overlaps, gaps and parts, without a database."""

import doctest
from datetime import date

from odoo.tests import BaseCase

from ..models import bpo_contract_line_summary_mixin, date_ranges
from ..models.date_ranges import clip, find_gap, find_overlap


def day(number):
    return date(2026, 1, number)


class TestDateRanges(BaseCase):
    """Both ends are included; None is an open end."""

    def test_neighbours_neither_overlap_nor_leave_a_gap(self):
        ranges = [(day(1), day(9)), (day(10), None)]
        self.assertIsNone(find_overlap(ranges))
        self.assertIsNone(find_gap(ranges, day(1), None))

    def test_shared_day_overlaps(self):
        self.assertEqual(find_overlap([(None, day(9)), (day(9), None)]), day(9))

    def test_missing_day_is_the_gap(self):
        ranges = [(day(1), day(9)), (day(11), None)]
        self.assertEqual(find_gap(ranges, day(1), None), day(10))

    def test_gap_at_start_and_end(self):
        self.assertEqual(find_gap([(day(2), None)], day(1), day(31)), day(1))
        self.assertEqual(find_gap([(None, day(30))], day(1), day(31)), day(31))

    def test_no_ranges(self):
        self.assertIsNone(find_overlap([]))
        self.assertEqual(find_gap([], day(1), day(1)), day(1))
        self.assertEqual(clip([], day(1), day(2)), [])

    def test_clip_drops_what_lies_outside(self):
        ranges = [(day(1), day(3)), (day(8), None)]
        self.assertEqual(
            clip(ranges, day(3), day(9)), [(day(3), day(3)), (day(8), day(9))]
        )
        self.assertEqual(clip(ranges, day(4), day(7)), [])

    def test_docstrings(self):
        for module in (date_ranges, bpo_contract_line_summary_mixin):
            self.assertEqual(doctest.testmod(module).failed, 0)

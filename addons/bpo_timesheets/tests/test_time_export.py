"""What is exported can be imported again and is the same."""

from datetime import date

from odoo.tests import tagged

from .common import TimeCase

FIELDS = [
    "employee_id",
    "bpo_contract_line_id",
    "bpo_start",
    "bpo_stop",
    "date",
    "unit_amount",
    "bpo_reference",
    "bpo_output_quantity",
    "bpo_corrected_count",
    "bpo_after_hours",
]


@tagged("post_install", "-at_install")
class TestTimeExport(TimeCase):
    def test_a_round_trip_loses_nothing(self):
        self.assignment.date_start = date(2026, 1, 1)
        self.contract_a.tz = "America/New_York"
        entries = self._create_entry(
            unit_amount=0,
            bpo_start="2026-10-31 23:10:05",
            bpo_stop="2026-11-01 06:20:07",
            bpo_reference="=4711",
            bpo_output_quantity=2.5,
            bpo_corrected_count=3,
        )
        entries |= self._create_entry(
            date=date(2026, 11, 2), unit_amount=1.25, name="x"
        )
        before = entries.read(FIELDS, load=None)
        export = self.env["bpo.time.export"].create(
            {"date_from": date(2026, 10, 1), "date_to": date(2026, 11, 30)}
        )
        export.action_export()
        entries.unlink()

        record = self.env["bpo.import"].create(
            {"file": export.file, "filename": export.filename}
        )
        record.action_import()
        after = record.entry_ids.sorted("date").read(FIELDS, load=None)
        for row in (*before, *after):
            del row["id"]
        self.assertEqual(after[0].pop("bpo_reference"), "'=4711")
        self.assertEqual(before[0].pop("bpo_reference"), "=4711")
        self.assertEqual(after, before)

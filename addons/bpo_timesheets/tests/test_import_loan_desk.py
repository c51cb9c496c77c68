"""The loan desk's three files, with exactly their faults.

Example: of October's 7,096 rows 17 are left open over night; 7,079 are imported.
"""

import base64
from datetime import date, datetime
from pathlib import Path

from odoo.tests import tagged

from .common import TimeCase

DATA = Path(__file__).parents[4] / "shared" / "data" / "loan-desk"
SERVICES = (
    "Afhandelen leads",
    "Beoordelen fraude",
    "Completeren aanvraag",
    "Nabellen incomplete dossiers",
    "Nabellen offertes",
    "Valideren aanvraag",
)


@tagged("post_install", "-at_install")
class TestImportLoanDesk(TimeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not DATA.is_dir():
            cls.skipTest(cls, f"the loan desk's files are not at {DATA}")
        cls.desk = cls._create_contract(
            cls.env["res.partner"].create({"name": "Loan desk", "is_company": True}),
            SERVICES,
        )

    def _import(self, filename, **vals):
        data = (DATA / filename).read_bytes()
        return self.env["bpo.import"].create(
            {"file": base64.b64encode(data), "filename": filename, **vals}
        )

    def _assign_agents(self, record):
        """Create and assign an employee for each name the check does not know."""
        record.action_check()
        names = {
            params["name"]
            for _row, code, params in record.refusals
            if code == "unknown_agent"
        }
        employees = self.env["hr.employee"].create([{"name": name} for name in names])
        self.env["bpo.assignment"].create(
            [
                {
                    "employee_id": employee.id,
                    "contract_id": self.desk.id,
                    "date_start": date(2011, 10, 1),
                    "date_end": date(2011, 12, 31),
                }
                for employee in employees
            ]
        )
        record.action_check()

    def test_october_refuses_17_entries_left_open_over_night(self):
        record = self._import("worklog-2011-10.xls", on_error="skip")
        self._assign_agents(record)
        self.assertRecordValues(
            record, [{"row_count": 7096, "error_count": 17, "state": "checked"}]
        )
        self.assertEqual({code for _row, code, _p in record.refusals}, {"too_long"})
        self.assertEqual(record.warning_count, 550)
        self.assertFalse(record.entry_ids)

        record.action_import()
        self.assertEqual(record.imported_count, 7079)
        self.assertEqual(len(record.entry_ids), 7079)
        self._check_clock_change(record)
        self._check_second_import_adds_nothing()
        self._check_undo_removes_exactly_its_own(record)

    def _check_clock_change(self, record):
        """On 30 October the clocks went back; the evening is at +01:00."""
        entries = record.entry_ids.filtered(lambda e: e.date == date(2011, 10, 30))
        self.assertEqual(
            entries.sorted("bpo_start").mapped("bpo_start"),
            [
                datetime(2011, 10, 30, 20, 48, 57),
                datetime(2011, 10, 30, 21, 8, 46),
                datetime(2011, 10, 30, 21, 10, 35),
            ],
        )

    def _check_second_import_adds_nothing(self):
        again = self._import("worklog-2011-10.xls", on_error="skip")
        again.action_import()
        self.assertEqual(again.imported_count, 0)
        self.assertEqual(again.error_count, 7096)
        self.assertIn("This very file", again.message)

    def _check_undo_removes_exactly_its_own(self, record):
        own = self._create_entry()
        entries = record.entry_ids
        entries[:50].action_bpo_approve()
        record.action_undo()
        self.assertFalse(entries.exists())
        self.assertTrue(own.exists())
        self.assertEqual(record.state, "undone")

    def test_november_refuses_49(self):
        record = self._import("worklog-2011-11.xlsx", contract_id=self.desk.id)
        self._assign_agents(record)
        self.assertRecordValues(record, [{"row_count": 11715, "error_count": 49}])
        self.assertEqual(record.warning_count, 1114)

    def test_december_reads_offsets(self):
        record = self._import("worklog-2011-12.csv", tz="Asia/Manila")
        self._assign_agents(record)
        self.assertRecordValues(record, [{"row_count": 11675, "error_count": 33}])

"""Imports: checked first, all or nothing or the good rows, once, and undone."""

import base64
import io
from datetime import date, datetime

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TimeCase

HEADER = "agent,service,start,stop,case"


@tagged("post_install", "-at_install")
class TestImport(TimeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assignment.date_start = date(2026, 1, 1)
        cls.employee_anna.write({"name": "Anna Lee", "work_email": "anna@example.com"})

    def _import(self, *rows, header=HEADER, **vals):
        text = "\n".join((header, *rows))
        return self.env["bpo.import"].create(
            {
                "file": base64.b64encode(text.encode()),
                "filename": "log.csv",
                **vals,
            }
        )

    def _get_codes(self, record):
        return {row: code for row, code, _params in record.refusals}

    good = "anna lee,Data entry,2026-03-02 09:00,2026-03-02 10:00,A1"

    def test_each_fault_is_reported_with_its_row_and_nothing_is_written(self):
        record = self._import(
            self.good,
            "nobody,Data entry,2026-03-02 09:00,2026-03-02 10:00,A2",
            "anna@example.com,Gardening,2026-03-02 09:00,2026-03-02 10:00,A3",
            "Anna Lee,Data entry,2026-03-02 11:00,2026-03-02 10:00,A4",
            "Anna Lee,Data entry,2026-03-02 09:00,2026-03-02 21:00:01,A5",
            "Anna Lee,Data entry,31.02.2026 09:00,2026-03-02 10:00,A6",
            "Anna Lee,Data entry,2025-12-31 09:00,2025-12-31 10:00,A7",
            "Anna Lee,Bookkeeping,2026-03-02 09:00,2026-03-02 10:00,A8",
            self.good,
        )
        record.action_check()
        self.assertEqual(
            self._get_codes(record),
            {
                3: "unknown_agent",
                4: "unknown_line",
                5: "stop_before_start",
                6: "too_long",
                7: "bad_start",
                8: "no_assignment",
                9: "no_assignment",
                10: "duplicate_row",
            },
        )
        self.assertEqual(record.error_count, 8)
        self.assertFalse(record.entry_ids)
        self.assertIn("nobody", record.issue_ids[0].reason)

    def test_stop_imports_nothing_and_says_why(self):
        record = self._import(
            self.good, "nobody,Data entry,1.3.2026 9:00,1.3.2026 9:05,"
        )
        with self.assertRaisesRegex(UserError, "1 of 2 rows are refused.*Row 3"):
            record.action_import()
        self.assertEqual(record.state, "draft")
        self.assertFalse(record.entry_ids)

    def test_skip_imports_the_good_rows(self):
        record = self._import(
            self.good, "nobody,Data entry,1.3.2026 9:00,1.3.2026 9:05,", on_error="skip"
        )
        record.action_import()
        self.assertRecordValues(
            record.entry_ids,
            [
                {
                    "employee_id": self.employee_anna.id,
                    "user_id": self.anna.id,
                    "bpo_contract_line_id": self.line_a.id,
                    "bpo_contract_id": self.contract_a.id,
                    "project_id": self.contract_a.project_id.id,
                    "account_id": self.contract_a.analytic_account_id.id,
                    "bpo_start": datetime(2026, 3, 2, 8),
                    "bpo_stop": datetime(2026, 3, 2, 9),
                    "date": date(2026, 3, 2),
                    "unit_amount": 1.0,
                    "bpo_reference": "A1",
                    "bpo_state": "submitted",
                    "bpo_client_state": "not_required",
                }
            ],
        )

    def test_imported_rows_equal_entries_made_by_hand(self):
        """Bulk insertion leaves no stored field different from what the ORM gives."""
        self.employee_anna.hourly_cost = 17.5
        record = self._import(self.good)
        record.action_import()
        imported = record.entry_ids
        made = self._create_entry(
            name="A1",
            bpo_reference="A1",
            bpo_start="2026-03-02 08:00:00",
            bpo_stop="2026-03-02 09:00:00",
            bpo_state="submitted",
        )
        self.env.flush_all()
        self.env.invalidate_all()
        own = {"id", "bpo_import_id", "bpo_import_key", "create_date", "write_date"}
        names = [
            name
            for name, field in made._fields.items()
            if field.store and field.column_type and name not in own
        ]
        left, right = imported.read(names)[0], made.read(names)[0]
        del left["id"], right["id"]
        self.assertEqual(left, right)

    def test_importing_again_changes_nothing(self):
        record = self._import(self.good)
        record.action_import()
        record.action_import()
        self.assertEqual(len(record.entry_ids), 1)
        again = self._import(self.good, on_error="skip")
        again.action_import()
        self.assertFalse(again.entry_ids)
        self.assertEqual(self._get_codes(again), {2: "duplicate_known"})

    def test_undo_frees_the_rows_for_another_import(self):
        record = self._import(self.good)
        record.action_import()
        with self.assertRaisesRegex(UserError, "Undo"):
            record.unlink()
        record.action_undo()
        record.action_import()
        self.assertEqual(len(record.entry_ids), 1)

    def test_hours_without_times_may_repeat_within_a_day(self):
        rows = ('Anna Lee,Data entry,02.03.2026,"1,5"',) * 2
        record = self._import(*rows, header="agent,service,date,hours")
        record.action_import()
        self.assertEqual(record.entry_ids.mapped("unit_amount"), [1.5, 1.5])
        self.assertFalse(any(record.entry_ids.mapped("bpo_start")))
        again = self._import(*rows, header="agent,service,date,hours", on_error="skip")
        again.action_import()
        self.assertFalse(again.entry_ids)

    def test_same_service_of_two_clients_is_told_by_the_assignment(self):
        twin = self._create_contract(self.client_b, ["Data entry"])
        self._import(self.good).action_import()
        self._create_assignment(contract_id=twin.id, date_start=date(2026, 1, 1))
        row = self.good.replace("09:00", "09:30")
        record = self._import(row)
        record.action_check()
        self.assertEqual(self._get_codes(record), {2: "ambiguous_line"})
        record.contract_id = twin
        record.action_import()
        self.assertEqual(record.entry_ids.bpo_contract_id, twin)

    def test_mapping_is_remembered_for_files_with_the_same_headers(self):
        header = "wer,was,wann,bis wann,akte"
        first = self._import(self.good, header=header)
        self.assertFalse(first.mapping)
        mapping = {
            "wer": "employee",
            "was": "line",
            "wann": "start",
            "bis wann": "stop",
        }
        first.mapping = mapping
        first.action_import()
        second = self._import(self.good, header=header)
        self.assertEqual(second.mapping, mapping)

    def test_mapping_must_name_real_columns_and_fields(self):
        record = self._import(self.good)
        for mapping in ({"agentt": "employee"}, {"agent": "employe"}):
            with self.subTest(mapping=mapping), self.assertRaises(UserError):
                record.mapping = mapping

    def test_missing_columns_are_named(self):
        record = self._import("Data entry,1", header="service,case")
        with self.assertRaisesRegex(UserError, "Agent"):
            record.action_check()

    def test_report_is_the_same_file_with_reasons_and_no_formula(self):
        record = self._import(
            self.good, "=1+1,Data entry,2026-03-02 09:00,2026-03-02 10:00,@x"
        )
        record.action_check()
        book = openpyxl.load_workbook(io.BytesIO(record._render_report()))
        rows = list(book.active.iter_rows(values_only=True))
        self.assertEqual(rows[0], (*HEADER.split(","), "Reason"))
        self.assertIsNone(rows[1][5])
        self.assertIn("no employee", rows[2][5])
        self.assertEqual((rows[2][0], rows[2][4]), ("'=1+1", "'@x"))
        self.assertNotIn("f", {cell.data_type for row in book.active for cell in row})

    def test_unreadable_file_is_named_and_checked_with_one_sentence(self):
        record = self.env["bpo.import"].create(
            {"file": base64.b64encode(b"PK\x03\x04broken"), "filename": "x.xlsx"}
        )
        self.assertIn("damaged", record.message)
        with self.assertRaisesRegex(UserError, "damaged"):
            record.action_check()

    def test_overlaps_are_warned_of_or_refused(self):
        rows = (self.good, self.good.replace("09:00", "09:59"))
        record = self._import(*rows)
        record.action_check()
        self.assertEqual((record.error_count, record.warning_count), (0, 1))
        self.env.company.bpo_overlap_policy = "refuse"
        record.action_check()
        self.assertEqual(self._get_codes(record), {3: "overlap"})

    def test_agents_import_nothing_and_leads_do(self):
        with self.assertRaises(AccessError):
            self.env["bpo.import"].with_user(self.anna).create({"kind": "timesheet"})
        record = self._import(self.good).with_user(self.lead)
        record.action_check()
        record.action_import()
        self.assertEqual(record.imported_count, 1)

    def test_locked_days_are_refused(self):
        self.contract_a.timesheet_lock_date = date(2026, 3, 2)
        record = self._import(self.good)
        record.action_check()
        self.assertEqual(self._get_codes(record), {2: "locked"})

    def test_overlaps_are_cut_by_an_import_too(self):
        self.env.company.bpo_overlap_policy = "split"
        self._create_entry(
            unit_amount=0,
            bpo_start="2026-03-02 08:20:00",
            bpo_stop="2026-03-02 08:40:00",
        )
        record = self._import(self.good)
        record.action_import()
        self.assertEqual(record.warning_count, 1)
        self.assertEqual(
            record.entry_ids.sorted("bpo_start").mapped("bpo_stop"),
            [datetime(2026, 3, 2, 8, 20), datetime(2026, 3, 2, 9)],
        )
        again = self._import(self.good, on_error="skip")
        again.action_import()
        self.assertFalse(again.entry_ids)

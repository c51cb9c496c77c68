"""The monthly service report: figures, files, and sending it once."""

import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.bpo_service_report_figures_mixin import bar_chart
from .sla_common import SlaCase

MARCH = {"date_from": date(2026, 3, 1), "date_to": date(2026, 3, 31)}


@tagged("post_install", "-at_install")
@freeze_time("2026-04-05 12:00:00")
class TestServiceReport(SlaCase):
    """What the client gets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client_a.email = "client@example.com"
        cls._create_items(3, 1)
        cls._create_item("2026-03-30 12:00", reference="=HYPERLINK(1)")
        cls.contract._bpo_sla_results(*MARCH.values())
        cls.report = cls.env["bpo.service.report"].create(
            {"contract_id": cls.contract.id, **MARCH}
        )

    def _mails(self):
        return self.env["mail.mail"].search([("subject", "ilike", "Service report")])

    def test_the_page_shows_levels_volumes_and_missed_items(self):
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "bpo_contracts.bpo_service_report_action_report", self.report.ids
            )[0]
            .decode()
        )
        for text in ("In 8 hours", "60.00", "Missed", "<svg", "Orders"):
            self.assertIn(text, html)

    def test_the_workbook_lists_every_counted_item_without_formulas(self):
        book = load_workbook(io.BytesIO(self.report._get_xlsx()))
        levels, items = book.worksheets
        self.assertEqual([cell.value for cell in levels[2]][3:6], [3, 5, 60])
        rows = list(items.iter_rows(min_row=2, values_only=True))
        self.assertEqual(len(rows), 5)
        self.assertEqual(sum(row[-1] for row in rows), 3)
        self.assertIn("'=HYPERLINK(1)", [row[1] for row in rows])

    def test_times_are_those_of_the_client(self):
        rows = self.report._get_item_sheet()[2]
        self.assertEqual(f"{rows[0][3]:%H:%M}", "10:00")

    def test_backlog_and_its_age(self):
        backlog = self.report._get_backlog()
        self.assertEqual(backlog["count"], 1)
        self.assertAlmostEqual(backlog["oldest_days"], 1.5, 3)

    def test_bars_and_target(self):
        chart = bar_chart([("Jan", 50, True), ("Feb", 100, False)], 95)
        self.assertEqual([bar["height"] for bar in chart["bars"]], [55.0, 110.0])
        self.assertEqual(chart["target_y"], 5.5)
        self.assertEqual(bar_chart([])["bars"], [])

    def test_it_is_sent_once_with_both_files(self):
        self.report.action_send()
        self.report.action_send()
        mail = self._mails()
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.client_a)
        names = mail.attachment_ids.mapped("name")
        self.assertEqual({name[-4:] for name in names}, {".pdf", "xlsx"})
        self.assertEqual(self.report.state, "sent")

    def test_the_job_sends_on_the_day_of_the_contract(self):
        self.contract.action_activate()
        cron = self.env.ref("bpo_contracts.ir_cron_service_report")
        for day, count in ((6, 0), (5, 1), (4, 1)):
            self.contract.sla_report_day = day
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
            self.assertEqual(len(self._mails()), count, day)

    def test_a_client_without_address_is_named(self):
        self.client_a.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            self.report.action_send()
        self.contract.action_activate()
        self.contract.sla_report_day = 1
        with self.enter_registry_test_mode():
            self.env.ref("bpo_contracts.ir_cron_service_report").method_direct_trigger()
        self.assertIn("no e-mail", self.contract.activity_ids.note)

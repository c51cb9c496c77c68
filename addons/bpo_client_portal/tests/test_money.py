"""Approving hours, reading statements, disputing lines."""

import io
import re

import openpyxl

from odoo.tests import tagged

from .common import PortalCase


@tagged("post_install", "-at_install")
class TestApprovals(PortalCase):
    """Hours are approved before they are billed."""

    def setUp(self):
        super().setUp()
        self.waiting = self.world["A"]["waiting"]
        self._login("A", "approver")

    def _states(self):
        self.waiting.invalidate_recordset(["bpo_client_state"])
        return self.waiting.mapped("bpo_client_state")

    def test_approve_some(self):
        chosen = self.waiting[:2].ids
        self._post("/my/approvals", {"decision": "approve", "line_ids": chosen})
        self.assertEqual(self._states(), ["approved"] * 2 + ["pending"] * 2)

    def test_approve_all_leaves_what_came_later(self):
        self._post(
            "/my/approvals",
            {"decision": "approve", "scope": "all", "last_id": self.waiting[2].id},
        )
        self.assertEqual(self._states(), ["approved"] * 3 + ["pending"])

    def test_approve_all_that_a_search_found(self):
        self._post(
            "/my/approvals",
            {
                "decision": "approve",
                "scope": "all",
                "last_id": max(self.waiting.ids),
                "search": "ClientA work 2",
            },
        )
        self.assertEqual(self._states().count("approved"), 1)

    def test_reject_some_with_a_comment(self):
        data = {"decision": "reject", "line_ids": self.waiting[:1].ids}
        page = self._post("/my/approvals", data).text
        self.assertIn("Say what is wrong", page)
        self.assertEqual(self._states(), ["pending"] * 4)
        self._post("/my/approvals", {**data, "comment": "Half an hour too much"})
        self.assertEqual(self._states(), ["rejected"] + ["pending"] * 3)
        page = self._get("/my/approvals?filterby=rejected").text
        self.assertIn("Half an hour too much", page)

    def test_nothing_chosen_changes_nothing(self):
        page = self._post("/my/approvals", {"decision": "approve"}).text
        self.assertIn("Choose hours", page)
        self.assertEqual(self._states(), ["pending"] * 4)

    def test_the_page_says_on_which_day_silence_counts(self):
        contract = self.world["A"]["contract"]
        contract.client_approval_days = 3
        oldest, *others = self.waiting
        oldest.bpo_approved_at = "2026-10-08 10:00:00"  # a Thursday
        for entry in others:
            entry.bpo_approved_at = "2026-10-12 10:00:00"
        page = self._get("/my/approvals?groupby=day").text
        self.assertIn("<strong>10/14/2026</strong>", page)
        self.assertEqual(page.count("Counts as approved from 10/14/2026"), 1)
        self.assertEqual(page.count("Counts as approved from 10/16/2026"), 3)
        contract.client_approval_days = 0
        page = self._get("/my/approvals?groupby=day").text
        self.assertNotIn("as approved", page)

    def test_several_contracts_have_a_day_each(self):
        contract = self.world["A"]["contract"]
        later = contract.copy({"reference": "ClientA pilot", "client_approval_days": 9})
        later.action_activate()
        self.world["A"]["assignment"].copy({"contract_id": later.id})
        entry = self.waiting[0].copy(
            {
                "project_id": later.project_id.id,
                "bpo_contract_line_id": later.line_ids[0].id,
            }
        )
        entry.action_bpo_approve()
        contract.client_approval_days = 3
        (self.waiting | entry).bpo_approved_at = "2026-10-08 10:00:00"
        page = self._get("/my/approvals").text
        days = re.findall(r"<strong>(10/\d+/2026)</strong>:\s*([\w ]+)", page)
        self.assertEqual(
            days, [("10/14/2026", "ClientA agreement"), ("10/22/2026", "ClientA pilot")]
        )


@tagged("post_install", "-at_install")
class TestStatements(PortalCase):
    """A statement explains itself and can be contested."""

    def setUp(self):
        super().setUp()
        self.statement = self.world["A"]["statement"]
        self.line = self.statement.line_ids.filtered(lambda one: one.kind == "time")
        self._login("A", "finance")

    def test_page_shows_lines_arithmetic_and_invoice(self):
        page = self._get(f"/my/statements/{self.statement.id}").text
        self.assertIn("246.00", page)  # 3 entries of 2 h at 41.00
        self.assertIn("How it is computed", page)
        self.assertIn(self.statement.move_id.name, page)
        self.assertIn(f"/my/invoices/{self.statement.move_id.id}", page)

    def test_line_opens_its_entries(self):
        path = f"/my/statements/{self.statement.id}/lines/{self.line.id}"
        page = self._get(path).text
        for entry in self.world["A"]["entries"]:
            self.assertIn(entry.name, page)

    def test_spreadsheet_adds_up(self):
        response = self._get(f"/my/statements/{self.statement.id}.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        lines, entries = book.worksheets
        amounts = [row[4].value for row in lines.iter_rows(min_row=2)]
        self.assertAlmostEqual(sum(amounts), self.statement.amount_untaxed, 2)
        self.assertEqual(entries.max_row - 1, 4)  # 3 hours entries and 1 item
        texts = str([[cell.value for cell in row] for row in entries.iter_rows()])
        self.assertNotIn("Agent Secret", texts)

    def test_pdf_is_handed_out(self):
        response = self._get(f"/my/statements/{self.statement.id}.pdf")
        self.assertEqual(response.status_code, 200)
        self.assertIn("application/pdf", response.headers["Content-Type"])

    def test_dispute_a_line(self):
        path = f"/my/statements/{self.statement.id}/dispute"
        self.assertIn(
            "Say what you think", self._post(path, {"line_id": self.line.id}).text
        )
        page = self._post(path, {"line_id": self.line.id, "comment": "Too many"}).text
        self.assertIn("Too many", page)
        dispute = self.env["bpo.dispute"].search([("line_id", "=", self.line.id)])
        self.assertEqual(dispute.client_id, self.world["A"]["client"])
        self.assertEqual(self.statement.state, "disputed")
        page = self._post(path, {"line_id": self.line.id, "comment": "Again"}).text
        self.assertIn("contested already", page)

    def test_declined_dispute_lets_the_statement_stand(self):
        path = f"/my/statements/{self.statement.id}/dispute"
        self._post(path, {"line_id": self.line.id, "comment": "Too many"})
        dispute = self.env["bpo.dispute"].search([("line_id", "=", self.line.id)])
        dispute.answer = "All three are in your list of 7 September."
        dispute.action_decline()
        self.assertEqual(self.statement.state, "invoiced")
        page = self._get(f"/my/statements/{self.statement.id}").text
        self.assertIn("All three are in your list", page)

    def test_dispute_of_a_foreign_line_is_refused(self):
        foreign = self.world["B"]["statement"].line_ids[:1]
        self._post(
            f"/my/statements/{self.statement.id}/dispute",
            {"line_id": foreign.id, "comment": "x"},
        )
        self.assertFalse(self.env["bpo.dispute"].search([]))

    def test_sla_report_is_a_workbook(self):
        response = self._get("/my/sla/report.xlsx?month=2026-09")
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        self.assertEqual(book.worksheets[0]["B2"].value, "ClientA turnaround")
        self.assertEqual(self._get("/my/sla/report.xlsx?month=x").status_code, 404)

    def test_balance_counts_credit_notes_against_invoices(self):
        finance = self.world["A"]["users"]["finance"]
        overview = self.env["bpo.portal.overview"].with_user(finance)
        before = overview._bpo_balance()[0]
        note = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.world["A"]["client"].id,
                "invoice_date": "2026-09-30",
                "currency_id": before["currency"].id,
                "invoice_line_ids": [
                    (0, 0, {"name": "x", "price_unit": 30.0, "tax_ids": [(5,)]})
                ],
            }
        )
        note.action_post()
        after = overview._bpo_balance()[0]
        self.assertAlmostEqual(after["amount"], before["amount"] - 30.0)
        self.assertEqual(after["count"], before["count"] + 1)


@tagged("post_install", "-at_install")
class TestPeople(PortalCase):
    """A client's administrator looks after colleagues."""

    def setUp(self):
        super().setUp()
        self.viewer = self.world["A"]["users"]["viewer"]
        self._login("A", "admin")

    def test_give_a_role(self):
        path = f"/my/bpo/people/{self.viewer.partner_id.id}"
        self._post(path, {"role": "finance"})
        self.assertEqual(self.viewer.partner_id.bpo_portal_role, "finance")
        self._post(path, {"role": "god"})
        self.assertEqual(self.viewer.partner_id.bpo_portal_role, "finance")

    def test_nobody_changes_the_own_role(self):
        admin = self.world["A"]["users"]["admin"].partner_id
        self._post(f"/my/bpo/people/{admin.id}", {"role": "viewer"})
        self.assertTrue(admin.bpo_portal_admin)

    def test_removed_colleague_is_out_at_once(self):
        self._post(f"/my/bpo/people/{self.viewer.partner_id.id}", {"role": "none"})
        self.assertFalse(self.viewer.active)

    def test_invite(self):
        data = {"name": "New Person", "email": "new@client.example", "role": "viewer"}
        self._post("/my/bpo/people/invite", data)
        user = self.env["res.users"].search([("login", "=", "new@client.example")])
        self.assertTrue(user.share)
        self.assertEqual(
            user.partner_id.commercial_partner_id, self.world["A"]["client"]
        )
        self.assertEqual(user.partner_id.bpo_portal_role, "viewer")
        self.assertEqual(user.tz, self.world["A"]["users"]["admin"].tz)

    def test_known_addresses_are_not_taken_over(self):
        self.world["B"]["users"]["viewer"].partner_id.email = "b@client.example"
        page = self._post(
            "/my/bpo/people/invite",
            {"name": "X", "email": "B@client.example", "role": "admin"},
        ).text
        self.assertIn("cannot be invited", page)

"""A client orders work, sends files, and decides on the delivery."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..controllers.work_orders import FILE_LIMIT
from ..models.bpo_work_file import LATEST_DOWNLOADS
from .common import PortalCase

PDF = b"%PDF-1.7 material"


@tagged("post_install", "-at_install")
class TestWorkOrders(PortalCase):
    """From the order form to the accepted delivery."""

    def setUp(self):
        super().setUp()
        self.line = self.world["A"]["unit_line"]
        self.task = self.world["A"]["task"]
        self._login("A", "approver")

    def _order(self, files=None, **values):
        data = {
            "line_id": self.line.id,
            "name": "Fifty invoices",
            "quantity": "50",
            "references": "X-1\nX-2",
            "data_class": "internal",
            "description": "Please <b>hurry</b>",
        }
        return self._post("/my/work-orders/new", {**data, **values}, files=files)

    def _orders(self):
        return self.env["project.task"].search(
            [
                ("name", "=", "Fifty invoices"),
                ("client_id", "=", self.world["A"]["client"].id),
            ]
        )

    def test_order_creates_task_items_and_files(self):
        response = self._order(files=[("files", ("m.pdf", PDF, "application/pdf"))])
        order = self._orders()
        self.assertEqual(response.url.rsplit("/", 1)[1], str(order.id))
        self.assertEqual(order.bpo_contract_line_id, self.line)
        self.assertEqual(sorted(order.bpo_item_ids.mapped("reference")), ["X-1", "X-2"])
        self.assertEqual(sum(order.bpo_item_ids.mapped("quantity")), 50)
        received = self.env["bpo.work.file"].search([("task_id", "=", order.id)])
        self.assertEqual(received.name, "m.pdf")
        self.assertEqual(received.client_id, self.world["A"]["client"])
        self.assertNotIn("<b>", order.description)
        self.assertFalse(order.user_ids)

    def test_refused_orders_store_nothing(self):
        cases = [
            {"name": ""},
            {"quantity": "0"},
            {"quantity": "many"},
            {"references": "X\nX"},
            {"references": "ClientA-accepted"},
            {"data_class": "restricted"},
            {"data_class": ""},
            {"wish_date": "tomorrow"},
            {"wish_date": "2020-01-01"},
            {"line_id": self.world["B"]["unit_line"].id},
        ]
        for case in cases:
            with self.subTest(**case):
                response = self._order(**case)
                self.assertEqual(response.status_code, 200)
                self.assertIn('role="alert"', response.text)
        response = self._order(files=[("files", ("m.pdf", b"MZ", "application/pdf"))])
        self.assertIn("does not contain what its name says", response.text)
        self.assertFalse(self._orders())

    def test_confidential_material_needs_a_signed_agreement(self):
        contract = self.world["A"]["contract"]
        contract.write({"data_class": "confidential", "dpa_state": "pending"})
        self.assertIn("signed processing", self._order(data_class="confidential").text)
        contract.dpa_state = "signed"
        self._order(data_class="confidential")
        self.assertTrue(self._orders())

    def test_upload_script_gets_address_or_reason(self):
        refused = self._order(is_async="1", quantity="0").json()
        self.assertIn("quantity", refused["error"])
        answer = self._order(is_async="1").json()
        self.assertEqual(answer["url"], f"/my/work-orders/{self._orders().id}")

    def test_download_is_logged_and_shown(self):
        stored = self.env["bpo.work.file"]._bpo_receive(self.task, [("m.pdf", PDF)])
        path = f"/my/work-orders/{self.task.id}/files/{stored.id}"
        self.assertEqual(self._get(path).status_code, 405)
        response = self._post(path)
        self.assertEqual(response.content, PDF)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(len(stored.download_ids), 1)
        page = self._get(f"/my/work-orders/{self.task.id}").text
        self.assertIn("ClientA approver", page)

    def test_the_latest_files_and_downloads_are_shown(self):
        files = self.env["bpo.work.file"]
        old = files._bpo_receive(self.task, [("first.pdf", PDF)])
        for number in range(FILE_LIMIT - 1):
            files._bpo_receive(self.task, [(f"{number}.pdf", PDF)])
        page = self._get(f"/my/work-orders/{self.task.id}").text
        self.assertIn("first.pdf", page)
        self.assertNotIn("Ask us for older ones", page)
        new = files._bpo_receive(self.task, [("last.pdf", PDF)])
        for _time in range(LATEST_DOWNLOADS + 3):
            new._bpo_log_download()
        old._bpo_log_download()
        downloads = (old | new)._bpo_portal_downloads()
        self.assertEqual(downloads[new.id]["count"], LATEST_DOWNLOADS + 3)
        self.assertEqual(
            downloads[new.id]["latest"].ids,
            sorted(new.download_ids.ids, reverse=True)[:LATEST_DOWNLOADS],
        )
        self.assertEqual(downloads[old.id]["latest"], old.download_ids)
        page = self._get(f"/my/work-orders/{self.task.id}").text
        self.assertIn("last.pdf", page)
        self.assertNotIn("first.pdf", page)
        self.assertIn("Ask us for older ones", page)
        self.assertRegex(page, rf"Downloads: \s*{LATEST_DOWNLOADS + 3}<")

    def test_foreign_file_is_refused(self):
        foreign = self.world["B"]["task"]
        stored = self.env["bpo.work.file"]._bpo_receive(foreign, [("m.pdf", PDF)])
        for task in (foreign, self.task):
            response = self._post(f"/my/work-orders/{task.id}/files/{stored.id}")
            self.assertEqual(response.status_code, 403)
        response = self._get(f"/web/content/bpo.work.file/{stored.id}/file")
        self.assertNotEqual(response.content, PDF)

    def test_own_file_leaves_only_through_the_logged_route(self):
        stored = self.env["bpo.work.file"]._bpo_receive(self.task, [("m.pdf", PDF)])
        response = self._get(f"/web/content/bpo.work.file/{stored.id}/file")
        self.assertNotEqual(response.content, PDF)

    def test_message_answers_a_hold_and_the_clock_runs_again(self):
        item = self.world["A"]["items"][0].copy({"reference": "ClientA-held"})
        item.action_start()
        hold = self.env["bpo.work.hold"].create(
            {
                "item_id": item.id,
                "date_from": "2026-09-08 08:00:00",
                "owner": "client",
                "reason": "Page two is missing",
            }
        )
        page = self._get(f"/my/work-orders/{self.task.id}").text
        self.assertIn("We need your answer", page)
        self.assertIn("Page two is missing", page)
        self._post(f"/my/work-orders/{self.task.id}/message", {"body": "Here it is"})
        self.assertTrue(hold.date_to)
        page = self._get(f"/my/work-orders/{self.task.id}").text
        self.assertIn("Here it is", page)
        self.assertNotIn("We need your answer", page)

    def test_question_answered_in_the_very_second_it_was_asked(self):
        item = self.world["A"]["items"][0].copy(
            {"reference": "ClientA-quick", "received_at": "2026-09-08 07:00:00"}
        )
        with freeze_time("2026-09-08 08:00:00"):
            item.action_start()
            item.action_hold("client", "Which currency?")
            self.task.with_user(self.world["A"]["users"]["approver"])._bpo_portal_talk(
                "Euro"
            )
        self.assertEqual(item.state, "in_progress")
        self.assertFalse(item.hold_ids, "what stopped nothing leaves no hold")

    def test_accept_delivery(self):
        delivered = self.world["A"]["items"][1]
        self._post(f"/my/work-orders/{self.task.id}/accept")
        self.assertEqual(delivered.state, "accepted")
        self.assertTrue(delivered.accepted_at)
        self.assertEqual(delivered.accepted_quantity, 10)

    def test_reject_needs_a_reason(self):
        delivered = self.world["A"]["items"][1]
        path = f"/my/work-orders/{self.task.id}/reject"
        self.assertIn("Say what is wrong", self._post(path).text)
        self.assertEqual(delivered.state, "delivered")
        self._post(path, {"reason": "Wrong names"})
        self.assertEqual(delivered.state, "rejected")
        self.assertIn("Wrong names", self._get(f"/my/work-orders/{self.task.id}").text)

    def test_markup_in_texts_stays_text(self):
        self._post(
            f"/my/work-orders/{self.task.id}/message",
            {"body": "<script>alert(1)</script>"},
        )
        page = self._get(f"/my/work-orders/{self.task.id}").text
        self.assertNotIn("<script>alert(1)", page)

"""Every page shows a client its own, and nothing of another client."""

import re

from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

from .common import PortalCase


@tagged("post_install", "-at_install")
class TestPages(PortalCase):
    """Two clients with like data ask for every address."""

    def _paths(self, letter):
        """Return every GET address that belongs to a client, with what it shows."""
        world = self.world[letter]
        statement = world["statement"]
        mark = f"Client{letter}"
        line = statement.line_ids.filtered(lambda one: one.kind == "time")[:1]
        return {
            "/my/bpo": mark,
            "/my/contracts": world["contract"].name,
            f"/my/contracts/{world['contract'].id}": f"{mark} time service",
            "/my/work-orders": f"{mark} order",
            "/my/work-orders/new": f"{mark} unit service",
            f"/my/work-orders/new?copy={world['task'].id}": f"{mark} order",
            f"/my/work-orders/{world['task'].id}": f"{mark}-delivered",
            "/my/sla": f"{mark} turnaround",
            f"/my/sla/{world['result'].id}": f"{mark}-accepted",
            "/my/approvals": f"{mark} work",
            "/my/statements": statement.name,
            f"/my/statements/{statement.id}": f"{mark} time service",
            f"/my/statements/{statement.id}/lines/{line.id}": f"{mark} work",
            "/my/bpo/people": f"{mark} viewer",
            f"/my/bpo/people/{world['users']['viewer'].partner_id.id}": (
                f"{mark} agreement"
            ),
            "/my/bpo/month": f"{mark} agreement",
            "/my/bpo/settings": world["users"]["admin"].partner_id.email,
            "/my/work-orders/import": f"{mark} unit service",
        }

    def test_client_sees_its_own(self):
        for letter in "AB":
            self._login(letter, "admin")
            for path, expected in self._paths(letter).items():
                with self.subTest(path=path):
                    response = self._get(path)
                    self.assertEqual(response.status_code, 200)
                    self.assertIn(expected, response.text)
                    self.assertIn('lang="en-US"', response.text)

    def test_client_sees_nothing_of_the_other(self):
        self._login("A", "admin")
        secrets = self._secrets("B")
        for path in [*self._paths("A"), *self._paths("B")]:
            with self.subTest(path=path):
                text = self._get(path).text
                for secret in secrets:
                    self.assertNotIn(secret, text)

    def _secrets(self, letter):
        """Return texts that only one client may see."""
        world = self.world[letter]
        return [
            f"Client{letter}",
            world["contract"].name,
            world["statement"].name,
            world["statement"].move_id.name,
            f"{world['statement'].amount_untaxed:.2f}",
        ]

    def test_foreign_records_are_refused_by_address(self):
        world = self.world["B"]
        statement = world["statement"]
        self._login("A", "admin")
        for path in (
            f"/my/contracts/{world['contract'].id}",
            f"/my/work-orders/{world['task'].id}",
            f"/my/sla/{world['result'].id}",
            f"/my/statements/{statement.id}",
            f"/my/statements/{statement.id}.xlsx",
            f"/my/statements/{statement.id}.pdf",
            f"/my/statements/{statement.id}/lines/{statement.line_ids[:1].id}",
            f"/my/work-orders/new?copy={world['task'].id}",
            "/my/contracts/999999999",
        ):
            with self.subTest(path=path):
                self.assertIn(self._get(path).status_code, (403, 404))

    def test_line_of_another_statement_is_not_found(self):
        own = self.world["A"]["statement"]
        foreign = self.world["B"]["statement"].line_ids[:1]
        self._login("A", "admin")
        response = self._get(f"/my/statements/{own.id}/lines/{foreign.id}")
        self.assertEqual(response.status_code, 404)

    def test_agents_are_never_named(self):
        agent = new_test_user(self.env, "agent", name="Agent Secret")
        self.world["A"]["task"].user_ids = agent
        self._login("A", "admin")
        native = ["/my/tasks", "/my/timesheets", "/my/projects", "/my"]
        for path in [*self._paths("A"), *native]:
            with self.subTest(path=path):
                response = self._get(path)
                self.assertEqual(response.status_code, 200)
                self.assertNotIn("Agent Secret", response.text)

    def test_native_task_list_leaves_work_orders_out(self):
        self._login("A", "admin")
        self.assertNotIn("ClientA order", self._get("/my/tasks").text)
        counts = self.make_jsonrpc_request("/my/counters", {"counters": ["task_count"]})
        self.assertEqual(counts["task_count"], 0)

    def test_visitors_are_sent_to_the_login(self):
        for path in self._paths("A"):
            response = self._get(path, allow_redirects=False)
            self.assertEqual(response.status_code, 303)
            self.assertIn("/web/login", response.headers["Location"])

    def test_link_tokens_open_nothing(self):
        contract = self.world["B"]["contract"]
        token = contract._portal_ensure_token()
        self._login("A", "admin")
        response = self._get(f"/my/contracts/{contract.id}?access_token={token}")
        self.assertEqual(response.status_code, 403)

    def test_native_task_page_leads_to_the_work_order(self):
        task = self.world["A"]["task"]
        self._login("A", "admin")
        response = self._get(f"/my/tasks/{task.id}", allow_redirects=False)
        self.assertEqual(response.headers["Location"], f"/my/work-orders/{task.id}")
        project = self.world["A"]["contract"].project_id
        response = self._get(f"/my/projects/{project.id}", allow_redirects=False)
        self.assertTrue(response.headers["Location"].endswith("/my/work-orders"))

    def test_unknown_choices_fall_back(self):
        self._login("A", "admin")
        for path in ("contracts", "work-orders", "approvals", "statements"):
            response = self._get(
                f"/my/{path}?sortby=employee_id&filterby=x&groupby=create_uid"
                "&search=%25&search_in=amount"
            )
            self.assertEqual(response.status_code, 200)

    def test_home_counts_equal_the_lists(self):
        self._login("A", "admin")
        names = [
            "bpo_contract_count",
            "bpo_order_count",
            "bpo_statement_count",
            "bpo_approval_count",
        ]
        counts = self.make_jsonrpc_request("/my/counters", {"counters": names})
        # January to September; eight of the months are without any work.
        self.assertEqual([counts[name] for name in names], [1, 1, 9, 4])
        lists = {"contracts": 1, "work-orders": 1, "statements": 9}
        for path, count in lists.items():
            text = self._get(f"/my/{path}").text
            links = re.findall(rf'href="/my/{path}/(\d+)', text)
            self.assertEqual(len(set(links)), count, path)
        self.assertIn("/my/bpo", self._get("/my").text)

    def test_weeks_of_deliveries_begin_on_monday_everywhere(self):
        contact = self.world["A"]["users"]["admin"]
        for tz in ("America/New_York", "Pacific/Auckland"):
            overview = self.env["bpo.portal.overview"].with_user(contact)
            with self.subTest(tz=tz), freeze_time("2026-10-04 20:00:00"):
                chart = overview.with_context(tz=tz)._bpo_delivery_chart(tz)
                deliveries = dict(
                    zip(chart["labels"], chart["series"][0]["values"], strict=True)
                )
                self.assertEqual(deliveries["7 Sep"], 2)
                self.assertEqual(sum(deliveries.values()), 2)
        self.assertEqual(chart["labels"][-1], "5 Oct")

    def test_draft_contract_and_preview_stay_inside(self):
        contract = self.world["A"]["contract"].copy()
        run = self.env["bpo.billing.run"].create(
            {
                "date_from": "2026-10-01",
                "date_to": "2026-10-31",
                "contract_ids": [(6, 0, self.world["A"]["contract"].ids)],
            }
        )
        run.action_preview()
        self._login("A", "admin")
        self.assertEqual(self._get(f"/my/contracts/{contract.id}").status_code, 403)
        for statement in run.statement_ids:
            response = self._get(f"/my/statements/{statement.id}")
            self.assertEqual(response.status_code, 403)

    def test_moved_contact_loses_the_old_client_at_once(self):
        user = self.world["A"]["users"]["admin"]
        path = f"/my/contracts/{self.world['A']['contract'].id}"
        self._login("A", "admin")
        self.assertEqual(self._get(path).status_code, 200)
        user.partner_id.parent_id = self.world["B"]["client"]
        self.assertEqual(self._get(path).status_code, 403)
        other = f"/my/contracts/{self.world['B']['contract'].id}"
        self.assertEqual(self._get(other).status_code, 200)

    def test_native_invoice_page_still_works(self):
        move = self.world["A"]["statement"].move_id
        self._login("A", "finance")
        self.assertEqual(self._get(f"/my/invoices/{move.id}").status_code, 200)
        messages = self.make_jsonrpc_request(
            "/mail/thread/messages",
            {"thread_model": "account.move", "thread_id": move.id},
        )
        self.assertIn("messages", messages)

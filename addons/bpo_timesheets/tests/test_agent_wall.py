"""An agent reaches a client's records exactly as long as an assignment runs."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import TimeCase


@tagged("post_install", "-at_install")
class TestAgentWall(TimeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.task_a, cls.task_b = cls.env["project.task"].create(
            [
                {"name": "Order A", "project_id": cls.contract_a.project_id.id},
                {"name": "Order B", "project_id": cls.contract_b.project_id.id},
            ]
        )
        cls._create_assignment(
            employee_id=cls.employee_bert.id, contract_id=cls.contract_b.id
        )
        cls.entry_a = cls._create_entry()
        cls.entry_b = cls._create_entry(
            employee_id=cls.employee_bert.id, bpo_contract_line_id=cls.line_b.id
        )
        cls.item_a, cls.item_b = cls.env["bpo.work.item"].create(
            [
                {"contract_line_id": line.id, "reference": "1"}
                for line in (cls.line_a, cls.line_b)
            ]
        )
        cls.pairs = [
            (cls.item_a, cls.item_b),
            (cls.contract_a, cls.contract_b),
            (cls.line_a, cls.line_b),
            (cls.task_a, cls.task_b),
            (cls.contract_a.project_id, cls.contract_b.project_id),
            (cls.contract_a.analytic_account_id, cls.contract_b.analytic_account_id),
            (cls.entry_a, cls.entry_b),
        ]

    def _reaches(self, record, user):
        """Whether the user reaches the record, the same by each way of asking."""
        record.invalidate_model()
        mine = record.with_user(user)
        found = bool(mine.search([("id", "=", record.id)]))
        self.assertEqual(found, mine.has_access("read"), record)
        self.assertEqual(found, bool(mine.search_count([("id", "=", record.id)])))
        if not found:
            with self.assertRaises(AccessError):
                mine.read(["display_name"])
        return found

    def test_agent_sees_the_assigned_client_and_no_other(self):
        for own, other in self.pairs:
            with self.subTest(model=own._name):
                self.assertTrue(self._reaches(own, self.anna))
                self.assertFalse(self._reaches(other, self.anna))

    def test_lead_and_manager_see_all_clients(self):
        for pair in self.pairs:
            for record in pair:
                with self.subTest(record=record):
                    self.assertTrue(self._reaches(record, self.lead))
                    self.assertTrue(self._reaches(record, self.manager))

    def test_wall_falls_when_the_assignment_is_ended(self):
        self.assertTrue(self._reaches(self.contract_a, self.anna))
        self.assignment.date_end = self.today - timedelta(days=1)
        for own, _other in self.pairs:
            with self.subTest(model=own._name):
                self.assertFalse(self._reaches(own, self.anna))

    def test_wall_falls_when_the_assignment_is_archived(self):
        self.assignment.active = False
        self.assertFalse(self._reaches(self.contract_a, self.anna))

    def test_wall_falls_at_midnight_of_the_contract_without_any_write(self):
        self.assignment.write(
            {"date_start": date(2026, 3, 1), "date_end": date(2026, 3, 10)}
        )
        for moment, open_ in (
            ("2026-02-28 22:59:59", False),
            ("2026-02-28 23:00:00", True),
            ("2026-03-10 22:59:59", True),
            ("2026-03-10 23:00:00", False),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                self.assertEqual(self._reaches(self.contract_a, self.anna), open_)
                self.assertEqual(self._reaches(self.task_a, self.anna), open_)

    def test_agents_deliver_and_only_leads_accept(self):
        self.item_a.with_user(self.anna).action_deliver()
        for values in (
            {"state": "accepted"},
            {"accepted_at": "2026-03-02 17:30:00"},
            {"accepted_quantity": 1},
        ):
            with self.subTest(values), self.assertRaisesRegex(AccessError, "team lead"):
                self.item_a.with_user(self.anna).write(values)
        self.item_a.with_user(self.lead).action_accept()
        self.assertEqual(self.item_a.accepted_quantity, 1)

    def test_agents_do_not_delete_what_a_client_ordered(self):
        with self.assertRaisesRegex(AccessError, "Cancel the work order"):
            self.task_a.with_user(self.anna).unlink()
        self.task_a.with_user(self.lead).unlink()
        self.assertFalse(self.task_a.exists())

    def test_every_employee_of_the_user_counts(self):
        other = self.env["res.company"].create({"name": "Second company"})
        employee = self._create_employee(self.bert, company_id=other.id)
        contract = self._create_contract(self.client_a, ["Typing"], company_id=other.id)
        self._create_assignment(employee_id=employee.id, contract_id=contract.id)
        self.bert.company_ids |= other
        self.assertIn(
            contract,
            self.env["bpo.contract"].with_user(self.bert)._get_assigned_to_me(),
        )

    def test_employee_without_a_role_reaches_no_client(self):
        user = self.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "clerk",
                "group_ids": self.env.ref("base.group_user"),
            }
        )
        self.contract_a.project_id.privacy_visibility = "employees"
        self.assertFalse(self._reaches(self.task_a, user))

    def test_every_contract_model_an_agent_reads_is_behind_the_wall(self):
        """A model added to the contracts addon cannot be forgotten."""
        agent = self.env["res.users"].browse(self.anna.id)
        for model in self.env.values():
            if model._abstract or not model._name.startswith("bpo."):
                continue
            if not {"contract_id", "contract_line_id", "item_id"} & set(model._fields):
                continue
            mine = model.with_user(agent)
            if model._transient or not mine.has_access("read"):
                continue
            with self.subTest(model=model._name):
                domain = (
                    self.env["ir.rule"].with_user(agent)._compute_domain(model._name)
                )
                self.assertRegex(
                    str(domain), "is_assigned_to_me|user_id|FALSE", model._name
                )

    def test_following_a_project_does_not_open_another_client(self):
        project = self.contract_b.project_id
        for record in (project, self.task_b):
            record.message_subscribe(self.anna.partner_id.ids)
        self.task_b.user_ids = self.anna
        milestone = self.env["project.milestone"].create(
            {"name": "Go-live", "project_id": project.id}
        )
        update = self.env["project.update"].create(
            {"name": "Week 1", "project_id": project.id, "status": "on_track"}
        )
        for record in (project, self.task_b, milestone, update, self.entry_b):
            with self.subTest(model=record._name):
                self.assertFalse(self._reaches(record, self.anna))

    def test_native_reports_stop_at_the_wall(self):
        (self.contract_a.project_id | self.contract_b.project_id).write(
            {"privacy_visibility": "employees"}
        )
        self.env.flush_all()
        for name in ("report.project.task.user", "timesheets.analysis.report"):
            with self.subTest(model=name):
                projects = self.env[name].with_user(self.anna).search([]).project_id
                self.assertIn(self.contract_a.project_id, projects)
                self.assertNotIn(self.contract_b.project_id, projects)

    def test_closing_a_contract_ends_its_assignments(self):
        self.contract_a.action_close(reason="Moved in-house")
        self.assertTrue(self.assignment.date_end)
        with freeze_time(self.today + timedelta(days=2)):
            self.assertFalse(self._reaches(self.contract_a, self.anna))

    def test_files_of_another_client_are_closed(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "secret.txt",
                "raw": b"secret",
                "res_model": "project.task",
                "res_id": self.task_b.id,
            }
        )
        self.assertFalse(self._reaches(attachment, self.anna))
        self.assertTrue(self._reaches(attachment, self.lead))

    def test_agent_cannot_group_or_aggregate_another_client(self):
        groups = (
            self.env["account.analytic.line"]
            .with_user(self.anna)
            ._read_group([], ["bpo_contract_id"], ["unit_amount:sum"])
        )
        self.assertEqual(
            [contract.id for contract, _sum in groups], [self.contract_a.id]
        )

    def test_agent_records_no_time_for_another_client(self):
        entries = self.env["account.analytic.line"].with_user(self.anna)
        with self.assertRaises(Exception) as caught, self.cr.savepoint():
            entries.create({"bpo_contract_line_id": self.line_b.id, "unit_amount": 1})
        self.assertNotIn("Client B", str(caught.exception))

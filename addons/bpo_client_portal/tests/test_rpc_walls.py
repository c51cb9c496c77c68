"""What a contact reaches by RPC, model by model."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import PortalCase

READABLE_MODELS = (
    "bpo.contract",
    "bpo.contract.line",
    "bpo.rate",
    "bpo.rate.tier",
    "bpo.surcharge",
    "bpo.sla",
    "bpo.sla.step",
    "bpo.sla.result",
    "bpo.work.item",
    "bpo.work.hold",
    "bpo.statement",
    "bpo.statement.line",
    "bpo.work.file",
    "bpo.work.file.download",
    "bpo.dispute",
    "bpo.milestone",
)


@tagged("post_install", "-at_install")
class TestRpcWalls(PortalCase):
    """Search, read, group and export as client A."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.world["A"]["users"]["admin"]
        line = cls.world["A"]["unit_line"]
        cls.env["bpo.rate"].create(
            {"line_id": line.id, "employee_id": cls.employee.id, "price_unit": 3.0}
        )

    def _clients(self, model):
        """Return the clients of the records the contact finds."""
        found = self.env[model].with_user(self.user).search([])
        return found, found.sudo().mapped("client_id")

    def test_every_portal_model_is_listed(self):
        rows = self.env["ir.model.access"].search(
            [
                ("group_id", "=", self.env.ref("base.group_portal").id),
                ("model_id.model", "=like", "bpo.%"),
            ]
        )
        self.assertEqual(set(rows.mapped("model_id.model")), set(READABLE_MODELS))
        for row in rows:
            self.assertFalse(row.perm_write or row.perm_create or row.perm_unlink)

    def test_search_finds_own_records_only(self):
        for model in READABLE_MODELS:
            found, clients = self._clients(model)
            with self.subTest(model=model):
                self.assertLessEqual(clients, self.world["A"]["client"])
        for name in ("contract", "time_line", "sla", "result", "items", "statement"):
            record = self.world["A"][name]
            own = self.env[record._name].with_user(self.user).search([])
            self.assertLessEqual(record.ids, own.ids)

    def test_foreign_records_cannot_be_read(self):
        for name in (
            "contract",
            "time_line",
            "sla",
            "result",
            "items",
            "statement",
            "task",
        ):
            record = self.world["B"][name].with_user(self.user)
            with self.subTest(name=name), self.assertRaises(AccessError):
                record.read(["display_name"])

    def test_read_gives_the_whitelist_only(self):
        for model in READABLE_MODELS:
            Model = self.env[model].with_user(self.user)
            allowed = Model._bpo_portal_readable_fields()
            with self.subTest(model=model):
                self.assertLessEqual(set(Model.fields_get()), allowed)
                for values in Model.search([], limit=1).read():
                    self.assertLessEqual(set(values), allowed)

    def test_internal_fields_are_refused_everywhere(self):
        Contract = self.env["bpo.contract"].with_user(self.user)
        Item = self.env["bpo.work.item"].with_user(self.user)
        attempts = [
            lambda: Contract.search([("analytic_account_id.name", "ilike", "a")]),
            lambda: Contract.search([("message_ids.body", "ilike", "a")]),
            lambda: Contract.search([], order="user_id"),
            lambda: Contract._read_group([], ["user_id"]),
            lambda: Contract.search([("create_uid.login", "=", "admin")]),
            lambda: Contract.search([]).read(["access_token"]),
            lambda: Item.search([("employee_id.name", "ilike", "Secret")]),
            lambda: Item.search([("bpo_statement_line_id", "!=", False)]),
            lambda: Contract.search([("is_assigned_to_me", "=", True)]),
            lambda: Item._read_group([], ["employee_id"]),
            lambda: Item.search([]).read(["employee_id"]),
        ]
        for attempt in attempts:
            with self.assertRaises(AccessError):
                attempt()

    def test_groups_count_own_records_only(self):
        for model in READABLE_MODELS:
            found, _clients = self._clients(model)
            count = (
                self.env[model].with_user(self.user)._read_group([], [], ["__count"])
            )
            self.assertEqual(count[0][0], len(found))

    def test_nothing_can_be_written(self):
        for model in READABLE_MODELS:
            record = self.env[model].with_user(self.user).search([], limit=1)
            with self.subTest(model=model):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(self.user).create({})
                if record:
                    with self.assertRaises(AccessError):
                        record.write({"name": "x"})
                    with self.assertRaises(AccessError):
                        record.unlink()

    def test_rates_of_one_employee_are_hidden(self):
        self.assertFalse(self.env["bpo.rate"].with_user(self.user).search([]))

    def test_work_orders_follow_the_contract_not_the_followers(self):
        foreign = self.world["B"]["task"]
        foreign.message_subscribe(self.user.partner_id.ids)
        foreign.project_id.sudo().message_subscribe(self.user.partner_id.ids)
        Task = self.env["project.task"].with_user(self.user)
        self.assertEqual(Task.search([]), self.world["A"]["task"])
        with self.assertRaises(AccessError):
            foreign.with_user(self.user).read(["name"])
        Project = self.env["project.project"].with_user(self.user)
        self.assertFalse(Project.search([("id", "=", foreign.project_id.id)]))

    def test_agents_of_work_orders_are_hidden(self):
        task = self.world["A"]["task"]
        agent = self.env.user
        task.user_ids = agent
        Task = self.env["project.task"].with_user(self.user)
        own = Task.browse(task.id)
        self.assertFalse(own.portal_user_names)
        self.assertFalse(Task.search([("portal_user_names", "ilike", agent.name)]))
        self.env.invalidate_all()
        self.assertNotIn(agent.id, own.read(["user_ids"])[0]["user_ids"])
        self.assertFalse(Task.search([("user_ids", "in", agent.ids)]))
        self.assertFalse(Task._read_group([], ["user_ids"], ["__count"]))

    def test_time_entries_are_closed_to_rpc(self):
        Line = self.env["account.analytic.line"].with_user(self.user)
        with self.assertRaises(AccessError):
            Line.search([])
        domain = Line._timesheet_get_portal_domain()
        self.assertFalse(Line.sudo().search(domain) & self.world["A"]["entries"])

    def test_public_answers_speak_for_the_company(self):
        task = self.world["A"]["task"]
        message = task.message_post(
            body="We are on it",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(message.author_id, task.company_id.partner_id)
        note = task.message_post(body="Costs us more", subtype_xmlid="mail.mt_note")
        with self.assertRaises(AccessError):
            note.with_user(self.user).read(["body"])

    def test_agents_see_files_of_their_clients_only(self):
        agent = new_test_user(
            self.env, "file_agent", groups="bpo_contracts.bpo_contracts_group_agent"
        )
        employee = (
            self.env["hr.employee"]
            .sudo()
            .create({"name": "File Agent", "user_id": agent.id})
        )
        self.env["bpo.assignment"].create(
            {
                "employee_id": employee.id,
                "contract_id": self.world["A"]["contract"].id,
                "date_start": "2026-01-01",
            }
        )
        files = self.env["bpo.work.file"]
        for letter in "AB":
            files._bpo_receive(self.world[letter]["task"], [("a.pdf", b"%PDF-1.7")])
        found = files.with_user(agent).search([])
        self.assertEqual(found.sudo().client_id, self.world["A"]["client"])

    def test_public_methods_are_known(self):
        """Whatever a contact could call by RPC beyond Odoo's own methods."""
        base = set(dir(type(self.env["base"]))) | set(
            dir(type(self.env["mail.thread"]))
        )
        known = {"action_accept", "action_decline"}
        for model in ("bpo.dispute", "bpo.work.file", "bpo.work.file.download"):
            own = set(dir(type(self.env[model]))) - base
            methods = {
                name
                for name in own
                if not name.startswith("_")
                and callable(getattr(type(self.env[model]), name))
                and name not in self.env[model]._fields
            }
            methods -= set(dir(type(self.env["mail.activity.mixin"])))
            with self.subTest(model=model):
                self.assertLessEqual(methods, known)

    def test_known_methods_refuse_contacts(self):
        dispute = (
            self.env["bpo.dispute"]
            .with_user(self.world["A"]["users"]["finance"])
            ._bpo_open(self.world["A"]["statement"].line_ids[:1], "Too many")
        )
        for method in ("action_accept", "action_decline"):
            with self.assertRaises(AccessError):
                getattr(dispute.with_user(self.user), method)()

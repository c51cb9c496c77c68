"""Mails about what happened: to whom, how often, in which language, once."""

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Datetime
from odoo.tests import tagged

from odoo.addons.base.models.ir_cron import IrCron

from .common import PortalCase


@tagged("post_install", "-at_install")
class TestNotices(PortalCase):
    """Client A's contacts are told of a delivery, a question and a statement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Nothing may commit the transaction of a test.
        hook = patch.object(IrCron, "_commit_progress")
        cls.startClassPatcher(hook).return_value = 1
        cls.now = Datetime.now()
        cls.users = cls.world["A"]["users"]
        cls.env.cr.execute(
            "UPDATE res_users SET create_date = %s WHERE share",
            [cls.now - timedelta(days=30)],
        )
        cls.env.invalidate_all()
        for letter, world in cls.world.items():
            world["news"] = cls._deliver(letter, world)
        cls.task = cls.world["A"]["news"]
        cls.env["bpo.portal.choice"].create(
            [
                {"partner_id": user.partner_id.id, "event": event, "frequency": "never"}
                for user in cls.users.values()
                for event in ("approval", "statement", "breach", "report")
            ]
        )
        cls.env.flush_all()

    @classmethod
    def _deliver(cls, letter, world):
        """Return a work order of which the only item was delivered an hour ago."""
        task = cls.env["project.task"].create(
            {
                "name": f"Client{letter} news",
                "project_id": world["contract"].project_id.id,
                "bpo_contract_line_id": world["unit_line"].id,
                "user_ids": False,
            }
        )
        cls.env["bpo.work.item"].create(
            {
                "contract_line_id": world["unit_line"].id,
                "task_id": task.id,
                "reference": f"Client{letter}-news",
                "received_at": cls.now - timedelta(hours=3),
                "delivered_at": cls.now - timedelta(hours=1),
                "quantity": 1,
                "employee_id": cls.employee.id,
            }
        )
        return task

    def _choose(self, role, event, frequency):
        user = self.users[role]
        self.env["res.partner"].with_user(user)._bpo_portal_choose_notices(
            {event: frequency}
        )

    def _notify(self, now=None):
        """Run the job; return the new mails by login of the contact."""
        before = self.env["mail.mail"].sudo().search([])
        self.env["bpo.portal.mailer"].sudo()._bpo_notify(now or self.now)
        mails = self.env["mail.mail"].sudo().search([]) - before
        for mail in mails:
            self.assertEqual(len(mail.recipient_ids), 1)
        return {mail.recipient_ids.user_ids.login: mail for mail in mails}

    def test_delivery_is_told_once_and_only_to_the_client(self):
        mails = self._notify()
        self.assertEqual(
            {login for login in mails if login.startswith("a_")},
            {f"a_{role}" for role in self.users},
        )
        for login, mail in mails.items():
            own = f"Client{login[0].upper()}"
            other = "ClientB" if own == "ClientA" else "ClientA"
            self.assertNotIn(other, f"{mail.subject} {mail.body_html}")
            self.assertNotIn("Agent Secret", mail.body_html)
        self.assertIn("ClientA news", mails["a_viewer"].subject)
        self.assertIn(f"/my/work-orders/{self.task.id}", mails["a_viewer"].body_html)
        self.assertFalse(self._notify())

    def test_choices_are_kept(self):
        self._choose("viewer", "delivered", "never")
        self._choose("finance", "delivered", "daily")
        early = self.now.replace(hour=3)
        mails = self._notify(early)
        self.assertNotIn("a_viewer", mails)
        self.assertNotIn("a_finance", mails)
        self.assertIn("a_approver", mails)
        late = early.replace(hour=9)
        self.assertIn("a_finance", self._notify(late))
        self.assertFalse(self._notify(late))

    def test_language_of_the_contact(self):
        spoken = {
            "viewer": ("de_DE", "ist geliefert", "Freundliche Grüße"),
            "approver": ("fr_FR", "est livré", "Cordialement"),
            "finance": ("es_ES", "está entregado", "Atentamente"),
        }
        for role, (lang, *_words) in spoken.items():
            self.env["res.lang"]._activate_lang(lang)
            self.env["ir.module.module"]._load_module_terms(
                ["bpo_client_portal"], [lang]
            )
            self.users[role].lang = lang
        mails = self._notify()
        for role, (_lang, news, regards) in spoken.items():
            self.assertIn(news, mails[f"a_{role}"].subject)
            self.assertIn(regards, mails[f"a_{role}"].body_html)

    def test_money_is_told_to_those_who_may_see_it(self):
        for role in self.users:
            self._choose(role, "delivered", "never")
            self.env["bpo.portal.choice"].search(
                [
                    ("partner_id", "=", self.users[role].partner_id.id),
                    ("event", "=", "statement"),
                ]
            ).frequency = "now"
        statement = self.world["A"]["statement"]
        with freeze_time(statement.move_id.invoice_date + timedelta(days=1)):
            now = Datetime.now()
            self.env.cr.execute(
                "UPDATE bpo_statement SET write_date = %s WHERE id = %s",
                [now, statement.id],
            )
            self.env.cr.execute(
                "UPDATE res_users SET create_date = %s WHERE share",
                [now - timedelta(days=9)],
            )
            self.env.invalidate_all()
            mails = self._notify(now)
        told = {login for login in mails if login.startswith("a_")}
        self.assertEqual(told, {"a_finance", "a_admin"})

    def test_a_question_is_told(self):
        item = self.env["bpo.work.item"].create(
            {
                "contract_line_id": self.world["A"]["unit_line"].id,
                "task_id": self.world["A"]["task"].id,
                "reference": "ClientA-question",
                "quantity": 1,
            }
        )
        self.env["bpo.work.hold"].create(
            {
                "item_id": item.id,
                "date_from": Datetime.now(),
                "owner": "client",
                "reason": "Which year?",
            }
        )
        self._choose("viewer", "delivered", "never")
        mail = self._notify()["a_viewer"]
        self.assertIn("We need your answer", mail.subject)

    def test_page(self):
        self._login("A", "viewer")
        page = self._get("/my/bpo/settings").text
        self.assertIn("event_delivered", page)
        # A viewer decides nothing and sees no money.
        self.assertNotIn("event_approval", page)
        self.assertNotIn("event_statement", page)
        self._post("/my/bpo/settings", {"event_delivered": "never"})
        wishes = self.users["viewer"].partner_id._bpo_portal_wishes()
        self.assertEqual(wishes["delivered"], "never")
        self._post("/my/bpo/settings", {"event_delivered": "hourly"})
        wishes = self.users["viewer"].partner_id._bpo_portal_wishes()
        self.assertEqual(wishes["delivered"], "never")

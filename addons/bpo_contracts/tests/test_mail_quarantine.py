"""Mails to a contract: of the client, of strangers, of the wrong client."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ContractCase

MAIL = """\
From: {sender}
To: {to}
Cc: {cc}
Subject: {subject}
Message-Id: <{number}.bpo@example.net>
{headers}Date: Mon, 02 Mar 2026 09:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="part"

--part
Content-Type: text/html; charset=utf-8

<p>Please count <b>aisle 4</b>.</p><img src="http://example.net/seen.png"/>
--part
Content-Type: text/csv; charset=utf-8
Content-Disposition: attachment; filename="aisle.csv"

sku;count

--part--
"""


@tagged("post_install", "-at_install")
class TestMailQuarantine(ContractCase):
    """Only the client and colleagues get through; strangers hear nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create({"name": "bpo.example.com"})
        cls.env.company.alias_domain_id = domain
        cls.contract = cls._create_contract()
        cls.other = cls._create_contract(partner_id=cls.client_b.id)
        (cls.contract | cls.other).action_activate()
        cls.anna, cls.bert = cls.env["res.partner"].create(
            [
                {
                    "name": "Anna",
                    "email": "anna@alder.example.com",
                    "parent_id": cls.client_a.id,
                },
                {
                    "name": "Bert",
                    "email": "bert@birch.example.com",
                    "parent_id": cls.client_b.id,
                },
            ]
        )
        cls.number = 0

    def _receive(self, sender, to=None, cc="", subject="Count", headers=""):
        """Feed a raw mail to the gateway; return what it tells."""
        type(self).number += 1
        mail = MAIL.format(
            sender=sender,
            to=to or self.contract.order_email,
            cc=cc,
            subject=subject,
            number=self.number,
            headers=headers,
        )
        self.partners = self.env["res.partner"].search_count([])
        self.mails = self.env["mail.mail"].search_count([])
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            return self.env["mail.thread"].message_process(None, mail)

    def _orders(self, contract=None):
        contract = contract or self.contract
        return self.env["project.task"].search(
            [("project_id", "=", contract.project_id.id)]
        )

    def _kept(self):
        return self.env["bpo.mail.quarantine"].search([])

    def assertKept(self, reason, contract=None):
        """One mail is kept back and nothing else happened."""
        kept = self._kept()
        self.assertRecordValues(
            kept,
            [
                {
                    "contract_id": (contract or self.contract).id,
                    "reason": reason,
                    "state": "waiting",
                }
            ],
        )
        self.assertEqual(self.env["res.partner"].search_count([]), self.partners)
        self.assertEqual(self.env["mail.mail"].search_count([]), self.mails)
        return kept

    def test_the_contract_has_an_address(self):
        self.assertTrue(self.contract.order_email.startswith("order-"))
        self.assertNotEqual(self.contract.order_email, self.other.order_email)

    def test_the_client_orders(self):
        self._receive("Anna <Anna@Alder.example.com>")
        self.assertRecordValues(
            self._orders(),
            [
                {
                    "name": "Count",
                    "partner_id": self.anna.id,
                    "client_id": self.client_a.id,
                    "bpo_contract_id": self.contract.id,
                    "bpo_contract_line_id": self.contract.line_ids.id,
                }
            ],
        )
        self.assertTrue(self._orders().bpo_received_at)
        self.assertFalse(self._kept())

    def test_a_colleague_orders_in_the_name_of_the_client(self):
        self.lead.email = "lead@bpo.example.com"
        self._receive("lead@bpo.example.com")
        self.assertEqual(self._orders().partner_id, self.client_a)
        self.assertEqual(self._orders().message_ids.author_id, self.lead.partner_id)

    def test_a_stranger_is_kept_back(self):
        self._receive("Eve <eve@example.org>")
        kept = self.assertKept("unknown")
        self.assertFalse(self._orders())
        self.assertEqual(kept.email_from, '"Eve" <eve@example.org>')
        self.assertIn("aisle 4", kept.body)
        self.assertNotIn("<img", kept.body)
        self.assertEqual(kept.attachment_ids.name, "aisle.csv")
        self.assertIn(
            "Mail in quarantine", self.contract.activity_ids.mapped("summary")
        )

    def test_no_alias_setting_answers_a_stranger(self):
        for setting in ("followers", "partners"):
            self.contract.project_id.alias_contact = setting
            self._receive("eve@example.org")
            self.assertKept("unknown").unlink()

    def test_the_other_client_is_kept_back(self):
        self._receive("bert@birch.example.com")
        self.assertKept("other")
        self.assertFalse(self._orders())

    def test_a_mail_to_two_contracts_orders_from_its_own(self):
        both = f"{self.contract.order_email}, {self.other.order_email}"
        self._receive("bert@birch.example.com", to=both)
        self.assertKept("other")
        self.assertFalse(self._orders())
        self.assertEqual(self._orders(self.other).partner_id, self.bert)

    def test_the_same_address_in_two_companies_is_its_own_contact_in_each(self):
        twin = self.anna.copy({"parent_id": self.client_b.id})
        twin.email = self.anna.email
        self._receive(self.anna.email, to=self.other.order_email)
        self.assertEqual(self._orders(self.other).partner_id, twin)

    def test_an_employee_without_access_is_kept_back(self):
        user = new_test_user(self.env, "clerk", "base.group_user")
        user.email = "clerk@bpo.example.com"
        self._receive(user.email)
        self.assertKept("other")

    def test_two_senders_are_nobody(self):
        self._receive("eve@example.org, anna@alder.example.com")
        self.assertFalse(self._orders())
        self.assertEqual(len(self._kept()), 1)

    def test_the_other_client_in_copy_does_not_follow(self):
        self._receive("anna@alder.example.com", cc="bert@birch.example.com")
        order = self._orders()
        self.assertNotIn(self.bert, order.message_partner_ids)
        self.assertNotIn(self.bert, order.message_ids.partner_ids)
        self.assertNotIn("bert", order.email_cc or "")

    def test_the_same_mail_twice_is_kept_once(self):
        self._receive("eve@example.org")
        type(self).number -= 1
        self._receive("eve@example.org")
        self.assertKept("unknown")

    def _receive_reply(self, sender):
        self._receive("anna@alder.example.com")
        order = self._orders()
        question = order.message_post(
            body="Which aisle?", subtype_xmlid="mail.mt_comment"
        )
        self._receive(
            sender,
            to="catchall@bpo.example.com",
            subject="Re: Count",
            headers=f"In-Reply-To: {question.message_id}\n",
        )
        return order, question

    def test_the_client_replies(self):
        order, question = self._receive_reply("anna@alder.example.com")
        self.assertFalse(self._kept())
        self.assertGreater(order.message_ids[:1].id, question.id)
        self.assertEqual(order.message_ids[:1].author_id, self.anna)

    def test_a_stranger_does_not_reply(self):
        for sender, reason in (
            ("eve@example.org", "unknown"),
            ("bert@birch.example.com", "other"),
        ):
            order, question = self._receive_reply(sender)
            kept = self.assertKept(reason)
            self.assertEqual(kept.task_id, order)
            self.assertEqual(order.message_ids[:1], question)
            kept.unlink()
            order.unlink()

    def test_a_lead_releases_an_order(self):
        self._receive("eve@example.org")
        kept = self._kept()
        kept.with_user(self.lead).action_release()
        order = self._orders()
        self.assertRecordValues(
            order,
            [
                {
                    "name": "Count",
                    "user_ids": self.lead.ids,
                    "partner_id": self.client_a.id,
                    "client_id": self.client_a.id,
                    "bpo_contract_line_id": self.contract.line_ids.id,
                }
            ],
        )
        self.assertIn("aisle 4", order.description)
        note = order.message_ids[:1]
        self.assertEqual(note.author_id, self.lead.partner_id)
        self.assertTrue(note.subtype_id.internal)
        self.assertEqual(note.attachment_ids.name, "aisle.csv")
        self.assertRecordValues(
            kept, [{"state": "released", "decided_by_id": self.lead.id}]
        )
        self.assertFalse(
            self.env["mail.mail"].search([("email_to", "ilike", "eve@example.org")])
        )
        with self.assertRaisesRegex(UserError, "decided on already"):
            kept.with_user(self.lead).action_discard()

    def test_a_released_reply_is_a_note_in_its_order(self):
        order, question = self._receive_reply("eve@example.org")
        self._kept().with_user(self.lead).action_release()
        self.assertEqual(self._orders(), order)
        note = order.message_ids[:1]
        self.assertGreater(note.id, question.id)
        self.assertTrue(note.subtype_id.internal)

    def test_a_discarded_mail_orders_nothing_and_is_deleted_later(self):
        self._receive("eve@example.org")
        kept = self._kept()
        kept.with_user(self.lead).action_discard()
        self.assertFalse(self._orders())
        kept._gc_discarded()
        self.assertTrue(kept.exists())
        kept.decided_at = "2026-01-01 00:00:00"
        kept._gc_discarded()
        self.assertFalse(kept.exists())

    def test_only_leads_decide(self):
        self._receive("eve@example.org")
        kept = self._kept()
        for user in (self.agent, self.billing):
            with self.assertRaises(AccessError):
                kept.with_user(user).action_release()
        with self.assertRaises(AccessError):
            kept.with_user(self.lead).state = "released"

    def test_other_projects_are_left_alone(self):
        project = self.env["project.project"].create(
            {"name": "Own", "alias_name": "own-project"}
        )
        self._receive("eve@example.org", to="own-project@bpo.example.com")
        self.assertEqual(len(project.task_ids), 1)
        self.assertFalse(self._kept())

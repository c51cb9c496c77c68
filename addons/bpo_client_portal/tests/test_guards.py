"""Walls around conversations and downloads, for any document of a client."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


@tagged("post_install", "-at_install")
class TestConversationGuards(AccountTestInvoicingCommon):
    """A portal contact reads what was written to it, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.env["res.partner"].create(
            {"name": "Guard Client", "is_company": True}
        )
        cls.user = new_test_user(cls.env, "guard_portal", groups="base.group_portal")
        cls.user.partner_id.parent_id = cls.client
        cls.invoice = cls.init_invoice("out_invoice", cls.client, amounts=[100.0])
        cls.invoice.action_post()

    def _assert_unreadable(self, message):
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            message.with_user(self.user).read(["body"])

    def test_note_posted_by_code_is_not_readable(self):
        self._assert_unreadable(self.invoice.message_post(body="margin is thin"))

    def test_logged_message_is_not_readable(self):
        self._assert_unreadable(self.invoice._message_log(body="margin is thin"))

    def test_internal_flag_hides_a_public_subtype(self):
        message = self.invoice.message_post(
            body="margin is thin", subtype_xmlid="mail.mt_comment"
        )
        message.is_internal = True
        self._assert_unreadable(message)

    def test_public_comment_is_readable(self):
        message = self.invoice.message_post(
            body="Thank you",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertIn("Thank you", message.with_user(self.user).body)

    def test_addressed_note_stays_readable(self):
        message = self.invoice.message_post(
            body="For you", partner_ids=self.user.partner_id.ids
        )
        self.assertIn("For you", message.with_user(self.user).body)

    def test_author_of_record_is_hidden(self):
        message = self.invoice.message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        with self.assertRaises(AccessError):
            message.with_user(self.user).read(["create_uid"])

    def test_notes_cannot_be_guessed_by_searching_documents(self):
        self.invoice.message_post(body="margin is thin")
        Move = self.env["account.move"].with_user(self.user)
        self.assertEqual(Move.search([("id", "=", self.invoice.id)]), self.invoice)
        for path in ("message_ids.body", "website_message_ids.body"):
            with self.assertRaises(AccessError):
                Move.search_count([(path, "ilike", "margin")])
        with self.assertRaises(AccessError):
            Move.search([("message_partner_ids", "in", self.client.ids)])

    def test_internal_user_still_searches_conversations(self):
        self.invoice.message_post(body="margin is thin")
        found = self.env["account.move"].search(
            [("message_ids.body", "ilike", "margin is thin")]
        )
        self.assertIn(self.invoice, found)


@tagged("post_install", "-at_install")
class TestDownloadGuard(HttpCase):
    """A download token opens the file, not the fields beside it."""

    def _download(self, login, attachment):
        if login:
            self.authenticate(login, login)
        token = attachment.generate_access_token()[0]
        return self.url_open(
            f"/web/content/{attachment.id}?download=true&access_token={token}"
            "&filename_field=description"
        )

    def test_file_name_is_the_name(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "offer.txt",
                "raw": b"offer",
                "description": "walk away below nine",
            }
        )
        new_test_user(self.env, "dl_portal", groups="base.group_portal")
        for login in (None, "dl_portal"):
            response = self._download(login, attachment)
            self.assertEqual(response.status_code, 200)
            header = response.headers["Content-Disposition"]
            self.assertNotIn("walk", header)
            self.assertIn("offer.txt", header)

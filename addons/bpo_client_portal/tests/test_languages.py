"""No English is left on the pages of a client who reads another language."""

from pathlib import Path

import polib
from lxml import html

from odoo.tests import tagged
from odoo.tests.common import HOST
from odoo.tools.misc import file_path

from .common import PortalCase

LANGUAGES = {"de_DE": "de.po", "fr_FR": "fr.po", "es_ES": "es.po"}
ADDONS = ("bpo_contracts", "bpo_timesheets", "bpo_billing", "bpo_client_portal")
SHOWN = ("placeholder", "aria-label", "title", "data-label")


@tagged("post_install", "-at_install")
class TestLanguages(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in LANGUAGES:
            cls.env["res.lang"]._activate_lang(lang)
        cls.env["ir.module.module"]._load_module_terms(list(ADDONS), list(LANGUAGES))
        world = cls.world["A"]
        cls.pages = (
            "/my/bpo",
            "/my/bpo/month",
            "/my/bpo/people",
            f"/my/bpo/people/{world['users']['viewer'].partner_id.id}",
            "/my/bpo/settings",
            "/my/contracts",
            f"/my/contracts/{world['contract'].id}",
            "/my/work-orders?filterby=all&groupby=service",
            "/my/work-orders?search=nothing-like-it",
            "/my/work-orders/new",
            "/my/work-orders/import",
            f"/my/work-orders/{world['task'].id}",
            "/my/sla",
            "/my/approvals",
            "/my/approvals?filterby=rejected",
            "/my/statements",
            f"/my/statements/{world['statement'].id}",
        )

    def _shown(self, text):
        """What a page shows, in pieces."""
        root = html.fromstring(text)
        for node in root.xpath("//script | //style | //header | //footer"):
            node.drop_tree()
        pieces = {piece.strip() for piece in root.itertext()}
        for name in SHOWN:
            pieces.update(root.xpath(f"//@{name}"))
        return {" ".join(piece.split()) for piece in pieces}

    def _english(self, catalogue):
        """Terms of the portal that read otherwise in the language."""
        entries = [
            entry
            for addon in ADDONS
            for entry in polib.pofile(
                Path(file_path(f"{addon}/i18n/{catalogue}")).read_text(encoding="utf-8")
            )
        ]
        said = {entry.msgstr for entry in entries}
        terms = {entry.msgid for entry in entries if entry.msgid != entry.msgstr}
        return {" ".join(term.split()) for term in terms - said}

    def test_no_english_is_left(self):
        self._login("A", "admin")
        for lang, catalogue in LANGUAGES.items():
            english = self._english(catalogue)
            self.opener.cookies.set("frontend_lang", lang, domain=HOST)
            for path in self.pages:
                with self.subTest(lang=lang, path=path):
                    page = self._get(path)
                    self.assertEqual(page.status_code, 200)
                    self.assertIn(f'lang="{lang.replace("_", "-")}"', page.text)
                    self.assertEqual(self._shown(page.text) & english, set())

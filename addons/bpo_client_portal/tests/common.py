"""Base of the portal's tests: clients A and B, and a browser."""

import re

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.bpo_billing.tests.common import OneTransactionCase

from .world import ROLES, WorldBuilder

__all__ = ["ROLES", "PortalCase"]


class PortalCase(OneTransactionCase, AccountTestInvoicingCommon, HttpCase):
    """``self.world["A"]`` holds A's records, see ``WorldBuilder``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref(
            "bpo_contracts.bpo_contracts_group_manager"
        )
        cls.builder = WorldBuilder(cls.env, cls.product_a)
        cls.employee = cls.builder.employee
        cls.world = cls.builder.build()
        cls.env.flush_all()

    def _login(self, letter, role):
        """Log the browser in as a contact."""
        login = f"{letter.lower()}_{role}"
        self.authenticate(login, login.ljust(8, "x"))

    def _get(self, path, **kwargs):
        """Open a page; refusals are expected and not logged."""
        with mute_logger("odoo.http"):
            return self.url_open(path, **kwargs)

    def _post(self, path, data=None, files=None, with_token=True):
        """Send a form, with the token of a page of the visitor's session."""
        data = dict(data or {})
        if with_token:
            page = self.url_open("/my/bpo").text
            data["csrf_token"] = re.search(r'csrf_token: "([^"]+)"', page).group(1)
        with mute_logger("odoo.http"):
            return self.url_open(path, data=data, files=files)

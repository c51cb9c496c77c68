"""The world of the contract tests: one provider, two clients."""

from odoo.tests import TransactionCase, new_test_user


class ContractCase(TransactionCase):
    """Two clients, one user per group, helpers that make contracts and lines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        partners = cls.env["res.partner"]
        cls.client_a = partners.create({"name": "Alder Clinic", "is_company": True})
        cls.client_b = partners.create({"name": "Birch Store", "is_company": True})
        cls.agent = cls._create_user("agent")
        cls.lead = cls._create_user("lead")
        cls.billing = cls._create_user("billing")
        cls.manager = cls._create_user("manager")

    @classmethod
    def _create_user(cls, group):
        return new_test_user(
            cls.env, f"bpo_{group}", f"bpo_contracts.bpo_contracts_group_{group}"
        )

    @classmethod
    def _create_portal_user(cls, login, company):
        user = new_test_user(cls.env, login, "base.group_portal")
        user.partner_id.parent_id = company
        return user

    @classmethod
    def _create_contract(cls, lines=({},), **overrides):
        """Create a draft from 1 January 2026 with one line per dict of ``lines``."""
        vals = {
            "partner_id": cls.client_a.id,
            "date_start": "2026-01-01",
            "tz": "Europe/Berlin",
            "line_ids": [(0, 0, cls._prepare_line(**line)) for line in lines],
            **overrides,
        }
        return cls.env["bpo.contract"].create(vals)

    @classmethod
    def _prepare_line(cls, **overrides):
        return {"name": "Back office", "price_unit": 20.0, **overrides}

    @classmethod
    def _create_line(cls, **overrides):
        return cls._create_contract(lines=[overrides]).line_ids

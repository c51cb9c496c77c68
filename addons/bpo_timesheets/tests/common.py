"""The world of the tests: two clients, two agents, a lead."""

from contextlib import contextmanager
from datetime import date, timedelta

from odoo import Command
from odoo.tests import TransactionCase, new_test_user

AGENT = "bpo_contracts.bpo_contracts_group_agent"
LEAD = "bpo_contracts.bpo_contracts_group_lead"
BILLING = "bpo_contracts.bpo_contracts_group_billing"
MANAGER = "bpo_contracts.bpo_contracts_group_manager"


class TimeCase(TransactionCase):
    """Two active contracts, A with two services and B with one; agent Anna works for A.

    Contracts are kept in Europe/Amsterdam. Factories take overrides.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.today = date.today()
        cls.client_a, cls.client_b = cls.env["res.partner"].create(
            [
                {"name": "Client A", "is_company": True},
                {"name": "Client B", "is_company": True},
            ]
        )
        cls.contract_a = cls._create_contract(cls.client_a, ["Data entry", "Orders"])
        cls.contract_b = cls._create_contract(cls.client_b, ["Bookkeeping"])
        cls.line_a, cls.line_a2 = cls.contract_a.line_ids
        cls.line_b = cls.contract_b.line_ids
        cls.anna = new_test_user(cls.env, "anna", groups=AGENT)
        cls.bert = new_test_user(cls.env, "bert", groups=AGENT)
        cls.lead = new_test_user(cls.env, "lea", groups=LEAD)
        cls.manager = new_test_user(cls.env, "max", groups=MANAGER)
        cls.employee_anna = cls._create_employee(cls.anna)
        cls.employee_bert = cls._create_employee(cls.bert)
        cls.employee_lead = cls._create_employee(cls.lead)
        cls.assignment = cls._create_assignment()

    @contextmanager
    def assertRefuses(self, exception, pattern):
        """What is refused says so in a sentence and leaves everything as it was."""
        with self.assertRaisesRegex(exception, pattern), self.cr.savepoint():
            yield
        self.env.invalidate_all()

    @classmethod
    def _create_contract(cls, partner, services, **vals):
        contract = cls.env["bpo.contract"].create(
            {
                "partner_id": partner.id,
                "tz": "Europe/Amsterdam",
                "date_start": date(2011, 1, 1),
                "line_ids": [
                    Command.create(
                        {
                            "name": service,
                            "pricing_model": "time",
                            "price_unit": 20.0,
                            "product_id": cls._get_product().id,
                        }
                    )
                    for service in services
                ],
                **vals,
            }
        )
        contract.action_activate()
        return contract

    @classmethod
    def _get_product(cls):
        products = cls.env["product.product"]
        found = products.search([("default_code", "=", "BPO-TEST")], limit=1)
        return found or products.create(
            {
                "name": "Back-office hour",
                "default_code": "BPO-TEST",
                "type": "service",
                "uom_id": cls.env.ref("uom.product_uom_hour").id,
            }
        )

    @classmethod
    def _create_employee(cls, user=None, **vals):
        return cls.env["hr.employee"].create(
            {
                "name": user.name if user else "Someone",
                "user_id": user.id if user else False,
                **vals,
            }
        )

    @classmethod
    def _create_assignment(cls, **vals):
        return cls.env["bpo.assignment"].create(
            {
                "employee_id": cls.employee_anna.id,
                "contract_id": cls.contract_a.id,
                "date_start": cls.today - timedelta(days=30),
                **vals,
            }
        )

    @classmethod
    def _create_entry(cls, **vals):
        return cls.env["account.analytic.line"].create(
            {
                "employee_id": cls.employee_anna.id,
                "bpo_contract_line_id": cls.line_a.id,
                "date": cls.today,
                "unit_amount": 1.0,
                **vals,
            }
        )

"""The world of the billing tests: a company with books, a client, an agent."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

from odoo import Command
from odoo.tests import TransactionCase, new_test_user

from ..models.bpo_billing_batch_mixin import BpoBillingBatchMixin

AGENT = "bpo_contracts.bpo_contracts_group_agent"
LEAD = "bpo_contracts.bpo_contracts_group_lead"
BILLING = "bpo_contracts.bpo_contracts_group_billing"
MANAGER = "bpo_contracts.bpo_contracts_group_manager"


class OneTransactionCase(TransactionCase):
    """Bills within the transaction of the test, which nothing may commit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hook = patch.object(BpoBillingBatchMixin, "_is_one_transaction")
        cls.startClassPatcher(hook).return_value = True


class BillingCase(OneTransactionCase):
    """A client, an agent and factories that take overrides.

    Contracts start on 1 January 2026, are kept in UTC and bill monthly in arrears.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.client = cls.env["res.partner"].create(
            {"name": "Acme Claims", "is_company": True}
        )
        cls.product = cls.env["product.product"].create(
            {
                "name": "Back-office work",
                "type": "service",
                "uom_id": cls.env.ref("uom.product_uom_hour").id,
                "taxes_id": [Command.set(cls.company.account_sale_tax_id.ids)],
            }
        )
        cls.piece = cls.env["product.product"].create(
            {
                "name": "Record",
                "type": "service",
                "uom_id": cls.env.ref("uom.product_uom_unit").id,
                "taxes_id": [Command.set(cls.product.taxes_id.ids)],
            }
        )
        cls.clerk = new_test_user(cls.env, "clara", groups=BILLING)
        cls.agent = cls._create_agent("Anna")

    @classmethod
    def _create_agent(cls, name, **vals):
        return cls.env["hr.employee"].create({"name": name, **vals})

    @classmethod
    def _create_contract(cls, *lines, activate=True, **vals):
        """A contract with ``lines`` (values), active, the agent assigned to it."""
        contract = cls.env["bpo.contract"].create(
            {
                "partner_id": cls.client.id,
                "date_start": date(2026, 1, 1),
                "tz": "UTC",
                "line_ids": [
                    Command.create({"product_id": cls.product.id, **line})
                    for line in lines
                ],
                **vals,
            }
        )
        if activate:
            contract.action_activate()
            cls._assign(contract, cls.agent)
        return contract

    @classmethod
    def _assign(cls, contract, employee, **vals):
        return cls.env["bpo.assignment"].create(
            {
                "employee_id": employee.id,
                "contract_id": contract.id,
                "date_start": contract.date_start,
                **vals,
            }
        )

    @classmethod
    def _create_entry(cls, line, day, minutes=60, approve=True, employee=None, **vals):
        """Time of the agent on a day, approved, without start and stop."""
        entry = cls.env["account.analytic.line"].create(
            {
                "employee_id": (employee or cls.agent).id,
                "bpo_contract_line_id": line.id,
                "date": day,
                "unit_amount": minutes / 60,
                "name": "/",
                **vals,
            }
        )
        if approve:
            entry.action_bpo_approve()
        return entry

    @classmethod
    def _create_shift(cls, line, start, stop, **vals):
        """Approved time from start to stop (``YYYY-MM-DD HH:MM[:SS]``, UTC)."""
        first = datetime.fromisoformat(start)
        entry = cls.env["account.analytic.line"].create(
            {
                "employee_id": cls.agent.id,
                "bpo_contract_line_id": line.id,
                "bpo_start": first,
                "bpo_stop": datetime.fromisoformat(stop),
                "date": first.date(),
                "name": "/",
                **vals,
            }
        )
        entry.action_bpo_approve()
        return entry

    @classmethod
    def _create_item(cls, line, day, quantity, **vals):
        """An accepted work item."""
        noon = datetime.combine(day, datetime.min.time()) + timedelta(hours=12)
        count = cls.env["bpo.work.item"].search_count([])
        return cls.env["bpo.work.item"].create(
            {
                "contract_line_id": line.id,
                "reference": f"ITEM-{count + 1}",
                "quantity": quantity,
                "accepted_quantity": quantity,
                "received_at": noon - timedelta(hours=2),
                "delivered_at": noon - timedelta(hours=1),
                "accepted_at": noon,
                "state": "accepted",
                **vals,
            }
        )

    @classmethod
    def _create_run(cls, date_to, **vals):
        return cls.env["bpo.billing.run"].create(
            {"date_from": date_to.replace(day=1), "date_to": date_to, **vals}
        )

    def _bill(self, contract, date_to, **vals):
        """Bill a contract up to a day, posted; its new live statements in order."""
        run = self._create_run(date_to, contract_ids=contract.ids, **vals)
        run.action_preview()
        run.action_invoice()
        run.action_post()
        statements = run.statement_ids.filtered(lambda each: each.state != "cancelled")
        self._check_statements(statements)
        return statements.sorted("date_from")

    def _check_statements(self, statements):
        """What must be true of every invoiced statement."""
        self.assertEqual(statements.mapped("parked_reason"), [False] * len(statements))
        for statement in statements:
            move = statement.move_id
            sign = -1 if move.move_type == "out_refund" else 1
            total = sum(statement.line_ids.mapped("amount"))
            self.assertAlmostEqual(statement.amount_untaxed, total)
            self.assertAlmostEqual(move.amount_untaxed * sign, total)

    def _amounts(self, statement):
        """``[(kind, amount)]`` of a statement's lines."""
        return [(line.kind, line.amount) for line in statement.line_ids]

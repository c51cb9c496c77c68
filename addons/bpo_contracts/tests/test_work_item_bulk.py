"""Deadlines of many items at once: same values, few statements.

How fast it is, ``./bpo bench sla`` measures.
"""

from datetime import timedelta

from odoo.tests import tagged

from .sla_common import SlaCase

COUNT = 5_000


@tagged("post_install", "-at_install")
class TestWorkItemBulk(SlaCase):
    """The bulk path against the field by field one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        begin = cls._utc("2026-03-02 08:00")
        cls.items = cls.env["bpo.work.item"].create(
            [
                {
                    "contract_line_id": cls.line.id,
                    "reference": f"B-{index:06d}",
                    "received_at": begin + timedelta(minutes=7 * index),
                    "delivered_at": index % 3
                    and begin + timedelta(minutes=7 * index + 97 * (index % 11)),
                }
                for index in range(COUNT)
            ]
        )
        cls.env["bpo.work.hold"].create(
            [
                {
                    "item_id": item.id,
                    "date_from": item.received_at + timedelta(minutes=5),
                    "date_to": item.received_at + timedelta(minutes=65),
                    "reason": "Question",
                }
                for item in cls.items[::50]
            ]
        )

    def _values(self):
        names = ["due_at", "at_risk_at", "sla_met", "sla_state"]
        return self.items.read(names)

    def test_bulk_gives_the_same_values(self):
        expected = self._values()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_work_item SET due_at = NULL, at_risk_at = NULL, "
            "sla_met = NULL, sla_state = NULL WHERE contract_id = %s",
            [self.contract.id],
        )
        self.items.invalidate_recordset()
        count = self.env["bpo.work.item"]._bpo_refresh_clock(
            [("contract_id", "=", self.contract.id)]
        )
        self.assertEqual(count, COUNT)
        self.assertEqual(self._values(), expected)

    def test_number_of_statements_does_not_grow(self):
        domain = [("contract_id", "=", self.contract.id)]
        items = self.env["bpo.work.item"]
        items._bpo_refresh_clock([*domain, ("id", "in", self.items[:10].ids)])
        with self.assertQueryCount(10):
            items._bpo_refresh_clock(domain)

    def test_many_items_wait_for_the_scheduled_action(self):
        contract = type(self.contract)
        self.patch(contract, "_bpo_request_clock_refresh", self._request_few)
        first = self.items[0].due_at
        self.sla.threshold_hours = 4
        self.assertEqual(self.items[0].due_at, first)
        self.assertTrue(self.contract.sla_is_stale)
        with self.enter_registry_test_mode():
            self.env.ref("bpo_contracts.ir_cron_sla_refresh").method_direct_trigger()
        self.assertNotEqual(self.items[0].due_at, first)
        self.assertFalse(self.contract.sla_is_stale)

    @staticmethod
    def _request_few(contracts):
        contracts.sla_is_stale = True

"""A simulation asks the database as often for much work as for little."""

from datetime import date, timedelta

from odoo.tests import tagged

from .simulation_common import SimulationCase


@tagged("post_install", "-at_install")
class TestSimulationPerformance(SimulationCase):
    def _count_queries(self, simulation):
        self.env.invalidate_all()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        simulation.action_run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_ten_times_the_entries_need_no_further_query(self):
        simulation = self._create_simulation()
        counts = []
        for size in (5, 50):
            for offset in range(size):
                day = date(2026, 1, 1) + timedelta(days=offset % 31)
                self._create_entry(self.desk, day, 30)
            self._count_queries(simulation)  # what is asked once per process
            counts.append(self._count_queries(simulation))
        self.assertAlmostEqual(counts[0], counts[1], delta=2)
        self.assertLess(counts[1], 60)

    def test_five_times_the_contracts_need_few_further_queries(self):
        contracts = self.contract
        for index in range(9):
            contracts += self._create_contract(
                {"name": f"D{index}", "price_unit": 20.0}
            )
        for contract in contracts:
            self._create_entry(contract.line_ids, date(2026, 1, 15), 30)
        counts = []
        for size in (2, 10):
            simulation = self._create_simulation(contract_ids=contracts[:size].ids)
            self._count_queries(simulation)
            counts.append(self._count_queries(simulation))
        self.assertAlmostEqual(counts[0], counts[1], delta=20)

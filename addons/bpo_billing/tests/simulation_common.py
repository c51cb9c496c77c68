"""What the tests of simulations share."""

from datetime import date

from .common import BillingCase

JANUARY, FEBRUARY = date(2026, 1, 15), date(2026, 2, 10)
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


class SimulationCase(BillingCase):
    """A desk at 20.00 an hour; simulations of the first quarter of 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "pricing_model": "time", "price_unit": 20.0}
        )
        cls.desk = cls.contract.line_ids

    @classmethod
    def _create_simulation(cls, **vals):
        return cls.env["bpo.simulation"].create(
            {
                "contract_ids": cls.contract.ids,
                "percent": 10.0,
                "date_from": FIRST,
                "date_to": LAST,
                **vals,
            }
        )

    @classmethod
    def _simulate(cls, **vals):
        simulation = cls._create_simulation(**vals)
        simulation.action_run()
        return simulation

    @classmethod
    def _create_card(cls, *lines, **vals):
        """A rate card with services (values)."""
        return cls.env["bpo.rate.card"].create(
            {
                "name": "Next year",
                "currency_id": cls.contract.currency_id.id,
                "line_ids": [
                    (0, 0, {"product_id": cls.product.id, **line}) for line in lines
                ],
                **vals,
            }
        )

    @classmethod
    def _create_amendment(cls, *changes, **vals):
        return cls.env["bpo.contract.amendment"].create(
            {
                "contract_id": cls.contract.id,
                "date_effective": date(2026, 7, 1),
                "reason": "Talks",
                "change_ids": [(0, 0, change) for change in changes],
                **vals,
            }
        )

    def _rows(self, simulation):
        """``[(last day, service, billed, terms in force, would be)]``."""
        return [
            (
                str(line.date_to),
                line.name,
                line.billed_amount,
                line.current_amount,
                line.proposed_amount,
            )
            for line in simulation.line_ids.sorted("date_to")
        ]

"""A contract with every pricing model, entered in the browser and billed."""

from datetime import date

from odoo.tests import HttpCase, new_test_user, tagged

from .common import MANAGER, BillingCase

FORM = "/odoo/action-bpo_contracts.bpo_contract_action/new"
TOUR = "bpo_contract_with_every_pricing_model"


@tagged("post_install", "-at_install")
class TestContractFormTour(BillingCase, HttpCase):
    """January 2026, calculated by hand.

    ============  ==================================================  =========
    service       work and price                                         amount
    ============  ==================================================  =========
    Claims desk   195 min at 20.00 an hour until the 14th                 65.00
                  75 min at 22.00 an hour from the 15th                   27.50
                  135 min after 17:00, 15 % of 20.00 an hour               6.75
    Records       1,700 less 500 free: 1,000 x 0.20 + 200 x 0.15         230.00
    Bookkeeping   the fee                                              2,000.00
                  43.5 h less 40 h included: 3.5 h x 55.00               192.50
    Team          two agents, one at 50 %: 1.5 x 3,200.00              4,800.00
    Tickets       the fee for 1,000                                   50,000.00
                  1,150 less 1,100, the edge of 10 %: 50 x 40.00       2,000.00
    Study         the report is accepted                               1,500.00
    Postage       240.00 and 7.5 % of it                                 258.00
    together                                                          61,079.75
    Minimum       what is missing to 61,500.00                           420.25
    ============  ==================================================  =========
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "UTC"
        new_test_user(cls.env, "manager", groups=MANAGER, tz="UTC")

    def test_every_pricing_model_is_entered_and_billed(self):
        # the examples of the tour are those of a day on which 22.00 holds
        lines = self.env.registry["bpo.contract.line"]
        self.patch(lines, "_get_example_day", lambda _line: date(2026, 1, 20))
        self.start_tour(FORM, TOUR, login="manager", timeout=180)
        contracts = self.env["bpo.contract"]
        contract = contracts.search([("partner_id", "=", self.client.id)])
        self.assertRecordValues(
            contract,
            [
                {
                    "state": "active",
                    "date_start": date(2026, 1, 1),
                    "minimum_commitment": 61500.0,
                }
            ],
        )
        self._work(contract)
        statement = self._bill(contract, date(2026, 1, 31))
        self._check_lines(statement)
        self._check_invoice(statement)

    def _work(self, contract):
        """The month: time, items, a milestone, a cost and two agents."""
        line = contract.line_ids.grouped("name")
        self._assign(contract, self.agent)
        self._assign(contract, self._create_agent("Ben"), allocation_percent=50)
        # Monday 16:00 to 19:10: 190 minutes, in steps of 15 they are 195; 60 of them
        # are before 17:00, so 135 are in the evening
        desk = line["Claims desk"]
        self._create_shift(desk, "2026-01-05 16:00", "2026-01-05 19:10")
        # 61 minutes in steps of 15 are 75
        self._create_shift(desk, "2026-01-20 10:00", "2026-01-20 11:01")
        for day, minutes in ((6, 600), (7, 600), (8, 600), (9, 600), (12, 210)):
            self._create_entry(line["Bookkeeping"], date(2026, 1, day), minutes)
        for name, day, quantity in (
            ("Records", 10, 900),
            ("Records", 22, 800),
            ("Tickets", 13, 500),
            ("Tickets", 29, 650),
        ):
            self._create_item(line[name], date(2026, 1, day), quantity)
        line["Study"].milestone_ids.write(
            {
                "state": "accepted",
                "reached_on": date(2026, 1, 15),
                "accepted_on": date(2026, 1, 20),
            }
        )
        self.env["bpo.expense"].create(
            {
                "name": "Stamps",
                "contract_line_id": line["Postage"].id,
                "date": date(2026, 1, 12),
                "amount": 240.0,
                "evidence": "POST-77",
            }
        ).action_approve()

    def _check_lines(self, statement):
        """Every charge, in the order of the services."""
        keys = ("kind", "quantity", "price_unit", "amount")
        rows = [
            ("time", 3.25, 20.0, 65.0),
            ("time", 1.25, 22.0, 27.5),
            ("surcharge", 2.25, 3.0, 6.75),
            ("unit", 1200.0, 0.191667, 230.0),
            ("fixed", 1.0, 2000.0, 2000.0),
            ("overage", 3.5, 55.0, 192.5),
            ("fte", 1.5, 3200.0, 4800.0),
            ("fixed", 1.0, 50000.0, 50000.0),
            ("arc", 50.0, 40.0, 2000.0),
            ("milestone", 1.0, 1500.0, 1500.0),
            ("expense", 1.0, 258.0, 258.0),
            ("minimum", 1.0, 420.25, 420.25),
        ]
        self.assertRecordValues(
            statement.line_ids, [dict(zip(keys, row, strict=True)) for row in rows]
        )
        self.assertRecordValues(
            statement.line_ids[:2],
            [
                {"actual_minutes": 190, "billable_minutes": 195},
                {"actual_minutes": 61, "billable_minutes": 75},
            ],
        )

    def _check_invoice(self, statement):
        """One posted invoice line per charge, to the cent."""
        move = statement.move_id
        self.assertRecordValues(
            move,
            [
                {
                    "state": "posted",
                    "partner_id": self.client.id,
                    "invoice_date": date(2026, 1, 31),
                    "amount_untaxed": 61500.0,
                }
            ],
        )
        self.assertRecordValues(
            move.invoice_line_ids.sorted("sequence"),
            [{"price_subtotal": line.amount} for line in statement.line_ids],
        )

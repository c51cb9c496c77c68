"""A real back office: two months of a loan desk from its time log to the invoice.

Example: October is 31,846.40 and November 54,171.79, with evening and weekend
surcharges and steps of six minutes.
"""

import base64
from datetime import date
from pathlib import Path

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase

DATA = Path(__file__).parents[4] / "shared" / "data" / "loan-desk"
RATES = {
    "Afhandelen leads": 19.75,
    "Beoordelen fraude": 36.0,
    "Completeren aanvraag": 24.0,
    "Nabellen incomplete dossiers": 21.0,
    "Nabellen offertes": 22.0,
    "Valideren aanvraag": 28.5,
}
TIME = (2354.20, 165.60, 11673.60, 2475.90, 6067.60, 6489.45)
EVENING = (109.69, 0, 799.90, 133.00, 557.43, 38.00)
WEEKEND = (37.53, 0, 434.40, 90.30, 368.50, 51.30)
SURCHARGES = (
    {
        "name": "Evening",
        "sequence": 1,
        "percent": 25.0,
        "weekday_mask": "01234",
        "hour_from": 18.0,
        "hour_to": 24.0,
    },
    {
        "name": "Weekend",
        "sequence": 2,
        "percent": 50.0,
        "weekday_mask": "56",
        "hour_from": 0.0,
        "hour_to": 24.0,
    },
)


@tagged("post_install", "-at_install")
class TestBillingLoanDesk(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not DATA.is_dir():
            cls.skipTest(cls, f"the loan desk's files are not at {DATA}")
        cls.desk = cls._create_contract(
            *(
                {
                    "name": name,
                    "price_unit": rate,
                    "billing_increment": 6,
                    "surcharge_ids": [Command.create(vals) for vals in SURCHARGES],
                }
                for name, rate in RATES.items()
            ),
            date_start=date(2011, 10, 1),
            tz="Europe/Amsterdam",
        )

    def _import(self, filename):
        record = self.env["bpo.import"].create(
            {
                "file": base64.b64encode((DATA / filename).read_bytes()),
                "filename": filename,
                "contract_id": self.desk.id,
                "on_error": "skip",
            }
        )
        record.action_check()
        names = {
            params["name"]
            for _row, code, params in record.refusals
            if code == "unknown_agent"
        }
        for name in names:
            self._assign(self.desk, self._create_agent(name))
        record.action_check()
        record.action_import()
        record.entry_ids.action_bpo_approve()
        return record

    def test_october_and_november(self):
        october = self._import("worklog-2011-10.xls")
        self.assertRecordValues(
            october, [{"row_count": 7096, "error_count": 17, "imported_count": 7079}]
        )
        statement = self._bill(self.desk, date(2011, 10, 31))
        self._check_lines(statement)
        self.assertRecordValues(
            statement.move_id, [{"state": "posted", "amount_untaxed": 31846.40}]
        )
        self.assertFalse(october.entry_ids.filtered(lambda e: not e.bpo_is_billed))

        november = self._import("worklog-2011-11.xlsx")
        self.assertEqual(november.error_count, 49)
        statement = self._bill(self.desk, date(2011, 11, 30))
        self.assertEqual(statement.move_id.amount_untaxed, 54171.79)

    def _check_lines(self, statement):
        """Every figure of October."""
        for index, name in enumerate(RATES):
            lines = statement.line_ids.filtered(
                lambda line, name=name: line.contract_line_id.name == name
            )
            expected = [
                amount
                for amount in (TIME[index], EVENING[index], WEEKEND[index])
                if amount
            ]
            self.assertEqual(lines.mapped("amount"), expected, name)

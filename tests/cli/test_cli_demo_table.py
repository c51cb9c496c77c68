"""The table that the demo prints."""

from datetime import date

from cli.demo import login_table, table
from cli.demo_bill import last_month

RESULT = {
    "period": ["2026-01-01", "2026-01-31"],
    "statements": [
        {
            "client": "Practice Dr. Lenz",
            "statement": "ST/2026/00001",
            "invoice": "INV/2026/00001",
            "lines": 3,
            "amount": 1234.5,
            "credit": -12.0,
            "currency": "EUR",
            "link": "/my/statements/1?access_token=x",
            "parked": "",
        },
        {
            "client": "Nordshop",
            "statement": "",
            "invoice": "",
            "lines": 0,
            "amount": 0.0,
            "credit": 0.0,
            "currency": "EUR",
            "link": "",
            "parked": "The contract has no price.",
        },
    ],
    "logins": [
        {"login": "admin", "name": "Administrator", "company": ""},
        {"login": "client", "name": "Dr. Lenz", "company": "Practice Dr. Lenz"},
    ],
}


def test_table_shows_amounts_credits_and_links():
    text = table(RESULT, "http://localhost:1")
    assert "1,234.50 EUR" in text
    assert "-12.00 EUR" in text
    assert "http://localhost:1/my/statements/1?access_token=x" in text


def test_parked_contracts_follow_with_their_reason():
    assert "Parked: Nordshop: The contract has no price." in table(RESULT, "")


def test_logins_tell_the_company_of_clients():
    assert "  client  Dr. Lenz, Practice Dr. Lenz" in login_table(RESULT)


def test_last_month_of_january_is_in_the_old_year():
    assert last_month(date(2026, 1, 15)) == (date(2025, 12, 1), date(2025, 12, 31))

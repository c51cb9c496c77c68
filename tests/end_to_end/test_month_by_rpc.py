"""A month of one client through the external API alone, as an integrator does it."""

import xmlrpc.client

import pytest

FIRST, LAST = "2026-03-01", "2026-03-31"


def contract_values(client):
    """Return a contract by time with two dated rates, and by unit with tiers."""
    hours = {
        "name": "Order desk",
        "pricing_model": "time",
        "billing_increment": 15,
        "rate_ids": [
            (0, 0, {"price_unit": 20.0, "date_end": "2026-03-14"}),
            (0, 0, {"price_unit": 22.0, "date_start": "2026-03-15"}),
        ],
    }
    orders = {
        "name": "Orders entered",
        "pricing_model": "unit",
        "included_quantity": 500,
        "tier_mode": "graduated",
        "tier_ids": [
            (0, 0, {"quantity_from": 0, "price_unit": 0.20}),
            (0, 0, {"quantity_from": 1000, "price_unit": 0.15}),
        ],
    }
    return {
        "partner_id": client,
        "reference": "OR-1",
        "tz": "Europe/Berlin",
        "date_start": FIRST,
        "line_ids": [(0, 0, hours), (0, 0, orders)],
    }


@pytest.fixture(scope="module")
def world(bpo):
    """A client with a contract by time and unit, an agent, a month of work."""
    rpc = bpo.rpc()
    client = rpc.call(
        "res.partner", "create", [{"name": "Orbit Retail", "is_company": True}]
    )
    agent = rpc.call(
        "hr.employee", "create", [{"name": "Ana Prado", "tz": "Europe/Berlin"}]
    )
    contract = rpc.call("bpo.contract", "create", [contract_values(client)])
    assert rpc.call("bpo.contract", "action_activate", [[contract]])
    lines = rpc.call(
        "bpo.contract.line",
        "search",
        [[("contract_id", "=", contract)]],
        order="sequence, id",
    )
    assignment = {
        "employee_id": agent,
        "contract_id": contract,
        "date_start": FIRST,
    }
    rpc.call("bpo.assignment", "create", [assignment])
    return {
        "rpc": rpc,
        "client": client,
        "agent": agent,
        "contract": contract,
        "hours": lines[0],
        "orders": lines[1],
    }


def entry(world, start, stop):
    """Return the values of a time entry between two instants in UTC."""
    return {
        "name": "Order desk",
        "employee_id": world["agent"],
        "bpo_contract_line_id": world["hours"],
        "bpo_start": start,
        "bpo_stop": stop,
    }


@pytest.fixture(scope="module")
def work(world):
    """Ten hours before and ten after the rate change, and 1,700 accepted orders."""
    rpc = world["rpc"]
    entries = rpc.call(
        "account.analytic.line",
        "create",
        [
            [
                entry(world, "2026-03-10 07:00:00", "2026-03-10 17:00:00"),
                entry(world, "2026-03-20 07:00:00", "2026-03-20 17:00:00"),
            ]
        ],
    )
    assert rpc.call("account.analytic.line", "action_bpo_submit", [entries])
    assert rpc.call("account.analytic.line", "action_bpo_approve", [entries])
    item = rpc.call(
        "bpo.work.item",
        "create",
        [
            {
                "contract_line_id": world["orders"],
                "reference": "batch 1",
                "quantity": 1700,
                "received_at": "2026-03-05 08:00:00",
                "delivered_at": "2026-03-06 08:00:00",
                "accepted_at": "2026-03-09 08:00:00",
                "accepted_quantity": 1700,
                "state": "accepted",
            }
        ],
    )
    return {"entries": entries, "item": item}


@pytest.fixture(scope="module")
def run(world, work):
    """The month's billing run, posted."""
    rpc = world["rpc"]
    values = {
        "date_from": FIRST,
        "date_to": LAST,
        "contract_ids": [(6, 0, [world["contract"]])],
    }
    run = rpc.call("bpo.billing.run", "create", [values])
    for action in ("action_preview", "action_invoice", "action_post"):
        assert rpc.call("bpo.billing.run", action, [[run]])
    return run


def statement_of(world):
    """Return the live statement of the month."""
    fields = ["id", "state", "amount_untaxed", "move_id", "parked_reason"]
    domain = [("contract_id", "=", world["contract"]), ("state", "!=", "cancelled")]
    [statement] = world["rpc"].call(
        "bpo.statement", "search_read", [domain], fields=fields
    )
    return statement


def test_the_statement_has_a_line_for_each_rate_and_for_the_units(world, run):
    statement = statement_of(world)
    lines = world["rpc"].call(
        "bpo.statement.line",
        "search_read",
        [[("statement_id", "=", statement["id"])]],
        fields=["kind", "amount", "explanation", "move_line_id"],
    )
    amounts = [(line["kind"], line["amount"]) for line in lines]
    assert sorted(amounts) == [("time", 200.0), ("time", 220.0), ("unit", 230.0)]
    assert all(line["explanation"] and line["move_line_id"] for line in lines)


def test_the_invoice_is_posted_and_equals_the_statement(world, run):
    statement = statement_of(world)
    [move] = world["rpc"].call(
        "account.move",
        "read",
        [[statement["move_id"][0]]],
        fields=["state", "amount_untaxed", "partner_id"],
    )
    assert move["state"] == "posted"
    assert move["amount_untaxed"] == statement["amount_untaxed"] == 650.0
    assert move["partner_id"][0] == world["client"]


def test_each_source_leads_to_its_statement_line(world, work, run):
    rpc = world["rpc"]
    field = "bpo_statement_line_id"
    entries = rpc.call(
        "account.analytic.line", "read", [work["entries"]], fields=[field]
    )
    [item] = rpc.call("bpo.work.item", "read", [[work["item"]]], fields=[field])
    assert all(record[field] for record in [*entries, item])


def test_running_again_changes_nothing(world, run):
    before = statement_of(world)
    for action in ("action_preview", "action_invoice", "action_post"):
        world["rpc"].call("bpo.billing.run", action, [[run]])
    assert statement_of(world) == before


def test_billed_time_cannot_be_changed(world, work, run):
    with pytest.raises(xmlrpc.client.Fault, match="billed"):
        world["rpc"].call(
            "account.analytic.line",
            "write",
            [work["entries"][:1], {"bpo_stop": "2026-03-10 18:00:00"}],
        )


def test_a_contract_is_suspended_resumed_renewed_and_closed(bpo, world):
    rpc = world["rpc"]
    values = {
        "partner_id": world["client"],
        "tz": "Europe/Berlin",
        "date_start": "2026-01-01",
        "date_end": "2026-12-31",
        "renewal": "auto",
        "renewal_months": 12,
        "line_ids": [
            (0, 0, {"name": "Desk", "pricing_model": "fixed", "price_unit": 100})
        ],
    }
    contract = rpc.call("bpo.contract", "create", [values])

    def state():
        [record] = rpc.call("bpo.contract", "read", [[contract]], fields=["state"])
        return record["state"]

    for action, arguments, expected in (
        ("action_activate", [], "active"),
        ("action_suspend", ["2026-02-01", "Pause"], "suspended"),
        ("action_resume", ["2026-02-10"], "active"),
        ("action_renew", [], "active"),
        ("action_close", ["2026-03-31", "Moved in-house"], None),
    ):
        assert rpc.call("bpo.contract", action, [[contract], *arguments])
        assert expected in (None, state())

"""Two clients with like data; used by the tests and by the probes of the suite."""

from datetime import date, datetime, timedelta

ROLES = ("viewer", "approver", "finance", "admin")
MONTH = (date(2026, 9, 1), date(2026, 9, 30))
# Two digits, so that no number of one client is part of a number of the other.
RATES = {"A": 41.0, "B": 67.0}
AGENT = "Agent Secret"


class WorldBuilder:
    """Create clients with contacts in every role, a contract, work and a bill.

    :param env: environment of a manager in a company with a chart of accounts
    :param product: a service with income account and taxes
    :param roles: roles in which each client has a contact

    ``build`` returns a dict per client. Keys: ``client``, ``contract``,
    ``time_line``, ``unit_line``, ``task``, ``items``, ``entries`` (billed),
    ``waiting`` (to approve), ``sla``, ``result``, ``statement``, ``assignment`` and
    ``users`` (by role). Texts of a client carry its mark, ``ClientA`` or ``ClientB``.
    """

    def __init__(self, env, product, roles=ROLES):
        self.env = env
        self.product = product
        self.roles = roles
        self.employee = env["hr.employee"].sudo().create({"name": AGENT})

    def build(self, letters="AB"):
        """Create the clients and bill their September."""
        world = {letter: self.create_client(letter) for letter in letters}
        for client in world.values():
            client["statement"] = self.bill(client["contract"])
        return world

    def create_client(self, letter):
        """Create one client with everything but the bill."""
        client = self.env["res.partner"].create(
            {"name": f"Client{letter}", "is_company": True, "tz": "Europe/Berlin"}
        )
        world = {
            "client": client,
            "users": {
                role: self.create_user(letter, client, role) for role in self.roles
            },
            "contract": self.create_contract(letter, client),
        }
        world["time_line"], world["unit_line"] = world["contract"].line_ids
        world["assignment"] = self.env["bpo.assignment"].create(
            {
                "employee_id": self.employee.id,
                "contract_id": world["contract"].id,
                "date_start": "2026-01-01",
            }
        )
        world.update(self.create_sla(letter, world))
        world.update(self.create_work(letter, world))
        return world

    def create_user(self, letter, client, role):
        """Create a portal user; login and password are like ``a_viewer``."""
        login = f"{letter.lower()}_{role}"
        partner = self.env["res.partner"].create(
            {
                "name": f"Client{letter} {role}",
                "parent_id": client.id,
                "email": f"{login}@client.example",
                "bpo_portal_admin": role == "admin",
                "bpo_portal_role": False if role == "admin" else role,
            }
        )
        return (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "login": login,
                    "password": login.ljust(8, "x"),
                    "partner_id": partner.id,
                    "tz": "Europe/Berlin",
                    "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
                }
            )
        )

    def create_contract(self, letter, client):
        """Create an active contract with a time and a unit line."""
        contract = self.env["bpo.contract"].create(
            {
                "partner_id": client.id,
                "reference": f"Client{letter} agreement",
                "date_start": "2026-01-01",
                "tz": "Europe/Berlin",
                "at_risk_percent": 10.0,
                "line_ids": [
                    (0, 0, self.line_vals(letter, "time", "uom.product_uom_hour")),
                    (0, 0, self.line_vals(letter, "unit", "uom.product_uom_unit")),
                ],
            }
        )
        contract.action_activate()
        return contract

    def line_vals(self, letter, pricing_model, unit):
        """Return the values of a service line."""
        return {
            "name": f"Client{letter} {pricing_model} service",
            "pricing_model": pricing_model,
            "product_id": self.product.id,
            "uom_id": self.env.ref(unit).id,
            "price_unit": RATES.get(letter, 50.0) if pricing_model == "time" else 2.5,
            "requires_client_approval": pricing_model == "time",
        }

    def create_sla(self, letter, world):
        """Create a turnaround promise."""
        sla = self.env["bpo.sla"].create(
            {
                "contract_id": world["contract"].id,
                "name": f"Client{letter} turnaround",
                "metric": "turnaround",
                "target_percent": 95.0,
                "threshold_hours": 8.0,
            }
        )
        return {"sla": sla}

    def create_work(self, letter, world):
        """Create a work order with items, its result, billed and waiting hours."""
        task = self.env["project.task"].create(
            {
                "name": f"Client{letter} order",
                "project_id": world["contract"].project_id.id,
                "bpo_contract_line_id": world["unit_line"].id,
                "bpo_quantity": 2,
                "user_ids": False,
            }
        )
        items = self.env["bpo.work.item"].create(
            [
                self.item_vals(letter, world["unit_line"], task, state)
                for state in ("accepted", "delivered")
            ]
        )
        billed = self.create_entries(letter, world, date(2026, 9, 7), 3)
        billed.sudo().bpo_client_approve()
        return {
            "task": task,
            "items": items,
            "result": self.measure(world["contract"]),
            "entries": billed,
            "waiting": self.create_entries(letter, world, date(2026, 10, 5), 4),
        }

    def measure(self, contract):
        """Measure September: two items, both in time."""
        return self.env["bpo.sla.result"]._bpo_evaluate(contract, *MONTH)

    def item_vals(self, letter, line, task, state):
        """Return the values of a delivered or accepted work item."""
        received = datetime(2026, 9, 7, 8)
        vals = {
            "contract_line_id": line.id,
            "task_id": task.id,
            "reference": f"Client{letter}-{state}",
            "received_at": received,
            "started_at": received,
            "delivered_at": received + timedelta(hours=4),
            "quantity": 10,
            "employee_id": self.employee.id,
        }
        if state == "accepted":
            vals["accepted_at"] = received + timedelta(hours=5)
        return vals

    def create_entries(self, letter, world, day, count):
        """Create time entries the lead has approved; they wait for the client."""
        entries = self.env["account.analytic.line"].create(
            [
                {
                    "name": f"Client{letter} work {number}",
                    "project_id": world["contract"].project_id.id,
                    "bpo_contract_line_id": world["time_line"].id,
                    "employee_id": self.employee.id,
                    "date": day + timedelta(days=number),
                    "unit_amount": 2.0,
                }
                for number in range(count)
            ]
        )
        entries.action_bpo_approve()
        return entries

    def bill(self, contract):
        """Bill September of a contract and return its statement."""
        run = self.env["bpo.billing.run"].create(
            {
                "date_from": MONTH[0],
                "date_to": MONTH[1],
                "contract_ids": [(6, 0, contract.ids)],
            }
        )
        run.action_preview()
        run.action_invoice()
        run.action_post()
        statement = self.env["bpo.statement"].search(
            [("contract_id", "=", contract.id), ("date_from", "=", MONTH[0])]
        )
        parked = self.env["bpo.statement"].search([("parked_reason", "!=", False)])
        assert statement.move_id, parked.mapped("parked_reason")
        return statement

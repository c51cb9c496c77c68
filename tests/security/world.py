"""Two clients with a record of every model, and one user per role.

``seed`` makes them and commits; ``World.load`` finds them again in another process.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from types import SimpleNamespace

from . import people
from .fresh import NUMBER
from .values import VALUES

PARAMETER = "security_tests.world"
FIRST_DAY = date(2026, 1, 1)
# Models with their records from elsewhere: made by billing, by measuring, or needing
# an order of their own. The name is the client's attribute that holds one.
MADE = {
    "account.analytic.account": "analytic_account",
    "account.move": "move",
    "bpo.accrual": "accrual",
    "bpo.claim": "claim",
    "bpo.contract": "contract",
    "bpo.contract.amendment": "amendment",
    "bpo.contract.line": "time_line",
    "bpo.import": "import_file",
    "bpo.price.index": "price_index",
    "bpo.quality.sample": "sample",
    "bpo.rate.card": "card",
    "bpo.rate.card.line": "card_line",
    "bpo.reconciliation.wizard": "finding_wizard",
    "bpo.simulation": "simulation",
    "bpo.sla": "sla",
    "bpo.sla.result": "result",
    "bpo.statement": "statement",
    "bpo.statement.line": "statement_line",
    "bpo.work.file": "file",
    "bpo.work.item": "item",
    "project.project": "project",
    "project.task": "task",
}
# What belongs to a draft contract in a new record stands on the agreed one here, so
# that clients see it.
AGREED = ("bpo.rate", "bpo.rate.tier", "bpo.surcharge", "bpo.sla.step")


class World:
    """What the tests need to know of the database.

    :param clients: letter -> namespace of records, by the names ``values`` uses
    :param samples: model -> kind of sample -> id; kinds are ``A``, ``B`` and the
        roles that have one of their own
    """

    def __init__(self, clients: dict, samples: dict) -> None:
        self.clients = clients
        self.samples = samples

    @classmethod
    def load(cls, env) -> World:
        """Return the world that ``seed`` stored."""
        stored = json.loads(env["ir.config_parameter"].sudo().get_param(PARAMETER))
        NUMBER.last = stored["number"]
        clients = {
            letter: SimpleNamespace(
                letter=letter,
                **{
                    name: env[model].browse(ids)
                    for name, (model, ids) in records.items()
                },
            )
            for letter, records in stored["clients"].items()
        }
        return cls(clients, stored["samples"])

    def store(self, env) -> None:
        """Keep the ids in the database."""
        clients = {
            letter: {
                name: (records._name, records.ids)
                for name, records in vars(client).items()
                if name != "letter"
            }
            for letter, client in self.clients.items()
        }
        text = json.dumps(
            {"clients": clients, "samples": self.samples, "number": NUMBER.last}
        )
        env["ir.config_parameter"].sudo().set_param(PARAMETER, text)


def seed(env) -> None:
    """Create everything and commit."""
    from odoo.addons.bpo_client_portal.tests.world import WorldBuilder

    env["account.chart.template"].try_loading(
        "generic_coa", env.company, install_demo=False
    )
    product = env["product.product"].create({"name": "Office work", "type": "service"})
    made = WorldBuilder(env, product).build()
    people.create_staff(env)
    people.create_mover(env, made["A"]["client"])
    clients = {letter: client_of(env, letter, made[letter]) for letter in "AB"}
    for client in clients.values():
        add_parents(env, client)
    mine = clients["A"]
    people.assign(env, mine.contract | mine.extra, mine.contract)
    World(clients, create_samples(env, clients)).store(env)
    env.cr.commit()


def client_of(env, letter: str, made: dict) -> SimpleNamespace:
    """Name the records of the portal's test world as ``values`` does."""
    worker = env["hr.employee"].create({"name": f"Client{letter} worker"})
    spare = env["hr.employee"].create({"name": f"Client{letter} spare worker"})
    contract = made["contract"]
    env["bpo.assignment"].create(
        {
            "employee_id": worker.id,
            "contract_id": contract.id,
            "date_start": date.today() - timedelta(days=300),
        }
    )
    return SimpleNamespace(
        letter=letter,
        company=made["client"],
        contact=made["users"]["finance"].partner_id,
        contract=contract,
        project=contract.project_id,
        analytic_account=contract.analytic_account_id,
        time_line=made["time_line"],
        unit_line=made["unit_line"],
        task=made["task"],
        item=made["items"].filtered(lambda item: item.state == "delivered"),
        waiting=made["waiting"],
        sla=made["sla"],
        result=made["result"][:1],
        statement=made["statement"],
        statement_line=made["statement"].line_ids[:1],
        move=made["statement"].move_id,
        claim=env["bpo.claim"].search(
            [("statement_line_id", "in", made["statement"].line_ids.ids)], limit=1
        ),
        worker=worker,
        spare=spare,
    )


def add_parents(env, client: SimpleNamespace) -> None:
    """Add what new records hang on."""
    add_contracts(env, client)
    for model, name in (
        ("bpo.accrual", "accrual"),
        ("bpo.contract.amendment", "amendment"),
        ("bpo.rate.card", "card"),
        ("bpo.rate.card.line", "card_line"),
        ("bpo.price.index", "price_index"),
        ("bpo.quality.sample", "sample"),
        ("bpo.simulation", "simulation"),
        ("bpo.import", "import_file"),
        ("bpo.reconciliation.wizard", "finding_wizard"),
        ("bpo.work.file", "file"),
        ("bpo.statement", "draft_statement"),
        ("account.analytic.line", "entry"),
    ):
        setattr(client, name, env[model].create(VALUES[model](client)))
    # Pages show a contact its own files only; the administrator opens the pages.
    login = f"{client.letter.lower()}_admin"
    admin = env["res.users"].search([("login", "=", login)]).partner_id
    client.order_import = env["bpo.order.import"].create(
        {**VALUES["bpo.order.import"](client), "contact_id": admin.id}
    )
    # The first price step of a service starts at nothing.
    for lines in (client.draft_line, client.card_line):
        lines.tier_ids = [(0, 0, {"quantity_from": 0.0, "price_unit": 2.0})]
    client.draft_sla = env["bpo.sla"].create(VALUES["bpo.sla"](client))


def add_contracts(env, client: SimpleNamespace) -> None:
    """Add a draft, and a running contract with costs, a milestone and savings."""
    client.draft = env["bpo.contract"].create(VALUES["bpo.contract"](client))
    line = VALUES["bpo.contract.line"]
    client.draft_line = env["bpo.contract.line"].create(line(client))
    client.extra = env["bpo.contract"].create(VALUES["bpo.contract"](client))
    rows = {
        "cost_line": {"pricing_model": "passthrough"},
        "milestone_line": {"pricing_model": "milestone"},
        "gain_line": {
            "pricing_model": "milestone",
            "gain_percent": 30.0,
            "gain_base": 100.0,
        },
    }
    for name, vals in rows.items():
        values = {**line(client), "contract_id": client.extra.id, **vals}
        setattr(client, name, env["bpo.contract.line"].create(values))
    client.extra.action_activate()


def create_samples(env, clients: dict) -> dict:
    """Create the records on which the rights are tried."""
    samples: dict = {}
    for letter, client in clients.items():
        for model, values in VALUES.items():
            if model in MADE:
                record = getattr(client, MADE[model])
            elif not env[model]._transient:
                record = env[model].create(agreed(model, values(client), client))
            else:
                record = env[model].create(values(client))
            samples.setdefault(model, {})[letter] = record.id
    own = own_values(env, clients["A"])
    for model, by_role in own.items():
        for role, vals in by_role.items():
            samples[model][role] = env[model].create(vals).id
    return samples


def agreed(model: str, vals: dict, client: SimpleNamespace) -> dict:
    """Return values with the agreed contract's part instead of the draft's."""
    if model not in AGREED:
        return vals
    if model == "bpo.sla.step":
        return {**vals, "sla_id": client.sla.id}
    first = {"quantity_from": 0.0} if model == "bpo.rate.tier" else {}
    return {**vals, "line_id": client.time_line.id, **first}


def own_values(env, client: SimpleNamespace) -> dict:
    """Return model -> role -> values of a record that is the user's own."""
    own: dict = {"account.analytic.line": {}, "bpo.timer": {}, "bpo.assignment": {}}
    for role in people.WORKERS:
        worker = people.employee(env, role)
        own["account.analytic.line"][role] = {
            **VALUES["account.analytic.line"](client),
            "employee_id": worker.id,
        }
        own["bpo.timer"][role] = {
            "user_id": worker.user_id.id,
            "employee_id": worker.id,
            "contract_line_id": client.time_line.id,
        }
        own["bpo.assignment"][role] = {
            **VALUES["bpo.assignment"](client),
            "employee_id": worker.id,
        }
    return own

"""Two clients alike but for the number of their records; runs inside Odoo's shell."""

from __future__ import annotations

FEW, MANY = 10, 10_000
CLIENTS = {"P": FEW, "Q": MANY}
# Days before the contract's first, of which no statement and no result is there yet.
EARLIER = "DATE '2025-12-31' - n"


def seed(env) -> None:
    """Create both, copy their records below the ORM, and commit.

    The database then knows how much there is, as after a night of work.
    """
    from odoo.addons.bpo_client_portal.tests.world import WorldBuilder

    env["account.chart.template"].try_loading(
        "generic_coa", env.company, install_demo=False
    )
    product = env["product.product"].create({"name": "Office work", "type": "service"})
    made = WorldBuilder(env, product, roles=("admin",)).build(CLIENTS)
    for letter, client in made.items():
        add_extras(env, client)
        env.flush_all()
        Copier(env, CLIENTS[letter]).grow(client)
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()


def add_extras(env, client: dict) -> None:
    """Add a file with a download and a comment to a client's order."""
    task = client["task"]
    files = env["bpo.work.file"]
    client["file"] = files._bpo_receive(task, [("material.pdf", b"%PDF-1.7 material")])
    user = client["users"]["admin"]
    client["file"].with_user(user).sudo()._bpo_log_download()
    client["download"] = env["bpo.work.file.download"].search(
        [("file_id", "=", client["file"].id)]
    )
    client["message"] = task.message_post(
        body="Euro, please", message_type="comment", subtype_xmlid="mail.mt_comment"
    )


class Copier:
    """Copies rows of one client.

    :param count: how many copies of each
    """

    def __init__(self, env, count: int) -> None:
        self.env = env
        self.count = count

    def grow(self, client: dict) -> None:
        """Copy everything that lists and pages show."""
        statement = client["statement"].sudo()
        billed = statement.line_ids.filtered(lambda line: line.kind == "time")[:1]
        self.copy(client["items"][0], reference="reference || '-' || n")
        self.copy(client["task"], access_token="NULL")
        self.copy(client["waiting"][0])
        self.copy(client["result"][:1], date_from=EARLIER, date_to=EARLIER)
        self.copy(client["contract"], name="name || '-' || n", state="'closed'")
        self.copy(client["users"]["admin"].partner_id, email="n || email")
        self.copy(client["file"])
        self.copy(client["download"])
        self.copy(client["message"], message_id="message_id || n")
        moves = self.copy(
            statement.move_id,
            name="name || '-' || n",
            sequence_number="sequence_number + n",
            bpo_billing_key="bpo_billing_key || '-' || n",
            access_token="NULL",
        )
        self.copy(
            statement,
            name="name || '-' || n",
            date_from=EARLIER,
            date_to=EARLIER,
            move_id=f"(ARRAY{moves})[n]",
        )
        entries = self.copy(client["entries"][0])
        claim = self.env["bpo.claim"].search(
            [("statement_line_id", "=", billed.id)], limit=1
        )
        self.copy(claim, source_id=f"(ARRAY{entries})[n]")

    def copy(self, record, **changes: str) -> list[int]:
        """Copy a row and return the new ids.

        :param changes: column -> SQL of its value; ``n`` counts from 1
        """
        record.ensure_one()
        cursor = self.env.cr
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
            "AND column_name <> 'id' AND is_generated = 'NEVER'",
            [record._table],
        )
        names = [name for (name,) in cursor.fetchall()]
        columns = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(changes.get(name, f'"{name}"') for name in names)
        cursor.execute(
            f'INSERT INTO "{record._table}" ({columns}) SELECT {values} '
            f'FROM "{record._table}", generate_series(1, {self.count}) AS n '
            f"WHERE id = {record.id} RETURNING id"
        )
        return sorted(new_id for (new_id,) in cursor.fetchall())

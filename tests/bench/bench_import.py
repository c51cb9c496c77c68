"""A spreadsheet of 100,000 time entries against batched ORM create of the same rows.

Both write the same entries for the same employees and services into one database, one
after the other; clock and processor seconds are compared, and the file's import is
watched for its resident size::

    ./bpo bench import --rows 100000
"""

from __future__ import annotations

import argparse
import base64
import io
import sys
from datetime import datetime, timedelta

from billing_world import LAST, MONTH, QUIET, analyze, make_prototype, open_database
from measuring import Peak, cost, print_row, resident

BATCH = 1000


def make_agents(env, contract, count: int):
    """Employees who work for the contract."""
    agents = env["hr.employee"].create([{"name": f"Agent {n}"} for n in range(count)])
    env["bpo.assignment"].create(
        [
            {
                "employee_id": agent.id,
                "contract_id": contract.id,
                "date_start": MONTH,
            }
            for agent in agents
        ]
    )
    return agents


def rows_of(agents, lines, count: int, first: int):
    """``(agent, line, start, stop, reference)``, without overlaps of an agent."""
    begin = datetime.combine(MONTH, datetime.min.time())
    slots = 12 * 60 // 5
    for number in range(count):
        agent, slot = number % len(agents), number // len(agents)
        day, minute = divmod(slot, slots)
        start = begin + timedelta(days=day % LAST.day, minutes=5 * minute + 480)
        yield (
            agents[agent],
            lines[number % len(lines)],
            start,
            start + timedelta(minutes=4),
            f"C{first + number}",
        )


def make_sheet(rows) -> bytes:
    """The rows as a file of a back office."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["agent", "service", "start", "stop", "case"])
    for place, (agent, line, start, stop, reference) in enumerate(rows, 1):
        moments = [f"{start:%Y-%m-%d %H:%M:%S}", f"{stop:%Y-%m-%d %H:%M:%S}"]
        sheet.write_row(place, 0, [agent.name, line.name, *moments, reference])
    book.close()
    return buffer.getvalue()


def create_by_orm(env, rows) -> int:
    """Batched native create, tracking off."""
    entries = env["account.analytic.line"].with_context(**QUIET)
    vals_list = [
        {
            "name": reference,
            "employee_id": agent.id,
            "bpo_contract_line_id": line.id,
            "bpo_start": start,
            "bpo_stop": stop,
            "bpo_reference": reference,
        }
        for agent, line, start, stop, reference in rows
    ]
    for begin in range(0, len(vals_list), BATCH):
        entries.create(vals_list[begin : begin + BATCH])
        env.flush_all()
        env.invalidate_all()
    env.cr.commit()
    return len(vals_list)


def import_file(env, contract, content: bytes) -> int:
    """The whole import: read, check, write."""
    record = env["bpo.import"].create(
        {
            "contract_id": contract.id,
            "file": base64.b64encode(content),
            "filename": "time.xlsx",
        }
    )
    record.action_import()
    env.cr.commit()
    return record.imported_count


def main() -> int:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--agents", type=int, default=50)
    parser.add_argument("--template", help="database to copy instead of installing")
    options = parser.parse_args()
    with open_database("import", options.template) as env:
        idle = resident()
        contract, _entry = make_prototype(env)
        agents = make_agents(env, contract, options.agents * 2)
        lines = contract.line_ids
        env.cr.commit()
        analyze(env)
        content = make_sheet(rows_of(agents[: options.agents], lines, options.rows, 0))
        with Peak() as peak:
            ours = cost(env, import_file, env, contract, content)
        assert ours[2] == options.rows, ours[2]
        others = agents[options.agents :]
        rows = list(rows_of(others, lines, options.rows, options.rows))
        theirs = cost(env, create_by_orm, env, rows)
    print_row(
        {
            "rows": options.rows,
            "file MB": len(content) / 1e6,
            "import s": ours[0],
            "create s": theirs[0],
            "import / create": ours[0] / theirs[0],
            "processor": ours[1] / theirs[1],
            "resident MB": peak.highest,
            "above idle": peak.highest - idle,
        }
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

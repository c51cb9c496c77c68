from collections import defaultdict
from zoneinfo import ZoneInfo

from odoo import models

from ..readers.world import Assignment, LineTerms, World, name_key


class BpoImportWorldMixin(models.AbstractModel):
    """Gathers the names and rules that rows are checked against, in a few queries."""

    _name = "bpo.import.world.mixin"
    _description = "Names and rules an import checks against"

    def _prepare_world(self):
        """What the company knows at this moment.

        :rtype: readers.world.World
        """
        self.ensure_one()
        lines = self._search_lines()
        assignments = self._get_assignments(lines.contract_id)
        company = self.company_id
        return World(
            employees=self._get_employee_names(),
            lines=self._get_line_names(lines),
            contracts=self._get_contract_names(lines.contract_id),
            line_terms=self._get_line_terms(lines),
            assignments=assignments,
            default_line_id=self._get_default_line_id(lines),
            zone=ZoneInfo(self.tz) if self.tz else None,
            date_order=self.date_order or "dmy",
            max_seconds=round(company.bpo_max_entry_hours * 3600),
        )

    def _search_lines(self):
        domain = [
            ("company_id", "=", self.company_id.id),
            ("contract_id.state", "!=", "draft"),
            ("contract_id.project_id", "!=", False),
        ]
        if self.contract_id:
            domain = [("contract_id", "=", self.contract_id.id)]
        return self.env["bpo.contract.line"].sudo().search(domain)

    def _get_default_line_id(self, lines):
        """The line of rows that name none: the chosen one, else the contract's only."""
        if self.contract_line_id:
            return self.contract_line_id.id
        return lines.id if self.contract_id and len(lines) == 1 else None

    def _get_employee_names(self):
        """Names, e-mail addresses and numbers to employee ids.

        A name counts before a number: where both would match, the name wins.
        """
        employees = (
            self.env["hr.employee"]
            .sudo()
            .search([("company_id", "=", self.company_id.id)])
        )
        return self._index_names(
            employees,
            (
                lambda employee: (employee.name,),
                lambda employee: (employee.work_email, employee.user_id.login),
                lambda employee: (employee.barcode, employee.pin),
            ),
        )

    def _get_line_names(self, lines):
        """Names of service lines, else codes and names of their products."""
        return self._index_names(
            lines,
            (
                lambda line: (line.name,),
                lambda line: (line.product_id.default_code, line.product_id.name),
            ),
        )

    def _get_contract_names(self, contracts):
        """Numbers of contracts, the clients' own numbers, and the clients' names."""
        return self._index_names(
            contracts,
            (
                lambda contract: (contract.name, contract.reference),
                lambda contract: (contract.partner_id.name, contract.partner_id.ref),
            ),
        )

    def _index_names(self, records, getters):
        """Names to the ids of their records, earlier getters counting first.

        :rtype: dict[str, tuple[int, ...]]
        """
        index = {}
        for getter in getters:
            level = defaultdict(list)
            for record in records:
                for name in {name_key(name) for name in getter(record) if name}:
                    level[name].append(record.id)
            index = {name: tuple(ids) for name, ids in level.items()} | index
        return index

    def _get_line_terms(self, lines):
        zones = {name: ZoneInfo(name) for name in set(lines.contract_id.mapped("tz"))}
        locks = {
            contract: contract._get_time_lock_date() or None
            for contract in lines.contract_id
        }
        return {
            line.id: LineTerms(
                contract_id=line.contract_id.id,
                zone=zones[line.contract_id.tz],
                date_from=line.date_start or None,
                date_to=line.date_end or None,
                locked_until=locks[line.contract_id],
            )
            for line in lines
        }

    def _get_assignments(self, contracts):
        """Assignments by employee id."""
        found = defaultdict(list)
        records = (
            self.env["bpo.assignment"]
            .sudo()
            .search([("contract_id", "in", contracts.ids)])
        )
        for record in records:
            found[record.employee_id.id].append(
                Assignment(
                    contract_id=record.contract_id.id,
                    line_ids=frozenset(record.line_ids.ids) or None,
                    date_from=record.date_start,
                    date_to=record.date_end or None,
                )
            )
        return {employee: tuple(each) for employee, each in found.items()}

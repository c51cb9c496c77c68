"""Every pivot, list, chart, filter and link of the boards works on the records."""

import json
from base64 import b64decode

from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import file_open
from odoo.tools.translate import extract_spreadsheet_terms

from odoo.addons.spreadsheet.utils.validate_data import (
    fields_in_spreadsheet,
    menus_xml_ids_in_spreadsheet,
    odoo_charts,
)

from ..boards import BOARDS, files

DASHBOARDS = {
    "outsourcing_dashboard.json": "spreadsheet_dashboard_outsourcing",
    "agent_time_dashboard.json": "spreadsheet_dashboard_agent_time",
}
GROUPS = "bpo_contracts.bpo_contracts_group_"


@tagged("post_install", "-at_install")
class TestDashboardSources(TransactionCase):
    """The files are those of the descriptions, and what they name exists."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "board", groups=f"{GROUPS}manager")
        cls.boards = {name: make() for name, make in BOARDS.items()}

    def _sources(self):
        """Yield (model, definition) of each pivot, list and chart."""
        for board in self.boards.values():
            for source in [*board["pivots"].values(), *board["lists"].values()]:
                yield source["model"], source
            for chart in odoo_charts(board):
                yield chart["metaData"]["resModel"], chart

    def test_files_are_those_of_the_descriptions(self):
        for name, text in files().items():
            path = f"bpo_spreadsheet_dashboard/data/files/{name}"
            with file_open(path) as file:
                self.assertEqual(file.read(), text, f"{name}: run python -m boards")

    def test_dashboards_hold_the_files(self):
        for name, text in files().items():
            dashboard = self.env.ref(f"bpo_spreadsheet_dashboard.{DASHBOARDS[name]}")
            stored = b64decode(dashboard.spreadsheet_binary_data).decode()
            self.assertEqual(json.loads(stored), json.loads(text))

    def test_models_and_fields_exist(self):
        for board in self.boards.values():
            for model, names in fields_in_spreadsheet(board).items():
                known = self.env[model].with_user(self.manager).fields_get()
                self.assertLessEqual(names, known.keys(), model)

    def test_menus_exist_for_managers(self):
        visible = self.env["ir.ui.menu"].with_user(self.manager)._visible_menu_ids()
        for board in self.boards.values():
            for xmlid in menus_xml_ids_in_spreadsheet(board):
                self.assertIn(self.env.ref(xmlid).id, visible, xmlid)

    def test_every_filter_narrows_a_field_of_its_type(self):
        for model, source in self._sources():
            fields = self.env[model]._fields
            for name, match in source["fieldMatching"].items():
                field = fields[match["chain"]]
                self.assertEqual(field.type, match["type"], f"{model}: {name}")

    def test_every_filter_is_on_its_board(self):
        for board in self.boards.values():
            names = {known["id"] for known in board["globalFilters"]}
            sources = [*board["pivots"].values(), *board["lists"].values()]
            for source in [*sources, *odoo_charts(board)]:
                self.assertLessEqual(source["fieldMatching"].keys(), names)

    def test_every_figure_has_a_name_of_its_own(self):
        for board in self.boards.values():
            names = [
                figure["id"] for sheet in board["sheets"] for figure in sheet["figures"]
            ]
            self.assertEqual(len(names), len(set(names)))

    def test_pivots_read(self):
        for board in self.boards.values():
            for pivot in board["pivots"].values():
                rows, columns = (
                    [self._spec(dimension) for dimension in pivot[side]]
                    for side in ("rows", "columns")
                )
                measures = [self._measure(pivot, spec) for spec in pivot["measures"]]
                model = self.env[pivot["model"]].with_user(self.manager)
                found = model.formatted_read_grouping_sets(
                    pivot["domain"], [[], rows, rows + columns], measures
                )
                self.assertEqual(len(found), 3, pivot["name"])

    def _spec(self, dimension):
        """Group by which the server reads."""
        name, granularity = dimension["fieldName"], dimension.get("granularity")
        return f"{name}:{granularity}" if granularity else name

    def _measure(self, pivot, definition):
        """Aggregate that the server reads."""
        name = definition["fieldName"]
        if name == "__count":
            return name
        field = self.env[pivot["model"]]._fields[name]
        return f"{name}:{definition.get('aggregator') or field.aggregator}"

    def test_charts_read(self):
        for board in self.boards.values():
            for chart in odoo_charts(board):
                meta = chart["metaData"]
                model = self.env[meta["resModel"]].with_user(self.manager)
                measure = model._fields[meta["measure"]]
                model.formatted_read_group(
                    chart["searchParams"]["domain"],
                    meta["groupBy"],
                    [f"{measure.name}:{measure.aggregator}"],
                )

    def test_lists_read(self):
        for board in self.boards.values():
            for records in board["lists"].values():
                order = ", ".join(entry["name"] for entry in records["orderBy"])
                model = self.env[records["model"]].with_user(self.manager)
                model.search_read(records["domain"], records["columns"], order=order)

    def test_managers_see_the_boards_and_leads_do_not(self):
        lead = new_test_user(self.env, "board_lead", groups=f"{GROUPS}lead")
        dashboards = self.env["spreadsheet.dashboard"].browse(
            self.env.ref(f"bpo_spreadsheet_dashboard.{name}").id
            for name in DASHBOARDS.values()
        )
        domain = [("id", "in", dashboards.ids)]
        found = self.env["spreadsheet.dashboard"].with_user(self.manager).search(domain)
        self.assertEqual(found, dashboards)
        self.assertFalse(
            self.env["spreadsheet.dashboard"].with_user(lead).search(domain)
        )

    def test_every_term_is_offered_for_translation(self):
        for name in BOARDS:
            with file_open(f"bpo_spreadsheet_dashboard/data/files/{name}") as file:
                terms = {
                    term
                    for _line, _function, term, _comments in extract_spreadsheet_terms(
                        file, [], [], {}
                    )
                }
            self.assertLessEqual({"Client", "Period", "Utilisation"}, terms)

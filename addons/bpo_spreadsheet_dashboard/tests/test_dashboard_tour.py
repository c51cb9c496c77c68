"""The boards open in a browser, and every cell has its figure."""

from odoo.tests import HttpCase, new_test_user, tagged

ACTION = "bpo_spreadsheet_dashboard.spreadsheet_dashboard_action_outsourcing"


@tagged("post_install", "-at_install")
class TestDashboardTour(HttpCase):
    """From the menu of the app, one board after the other."""

    def test_boards_open_without_an_error(self):
        new_test_user(
            self.env, "board", groups="bpo_contracts.bpo_contracts_group_manager"
        )
        self.start_tour(
            f"/odoo/action-{ACTION}", "bpo_spreadsheet_dashboard", login="board"
        )

"""Whoever opens an empty screen is told what belongs there."""

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestEmptyStates(TransactionCase):
    """Window actions of the add-ons that are installed."""

    def test_every_screen_has_help(self):
        known = self.env["ir.model.data"].search(
            [("model", "=", "ir.actions.act_window"), ("module", "=like", "bpo\\_%")]
        )
        names = {data.res_id: data.complete_name for data in known}
        actions = self.env["ir.actions.act_window"].browse(names)
        # dialogues and forms of one record have nothing that could be missing
        screens = actions.filtered(
            lambda action: action.target != "new" and action.view_mode != "form"
        )
        self.assertTrue(screens)
        silent = screens.filtered(lambda action: not action.help)
        self.assertFalse([names[action.id] for action in silent])

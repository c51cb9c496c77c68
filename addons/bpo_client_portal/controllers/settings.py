"""What the visitor wants to hear of by mail."""

from odoo.http import request, route

from .portal_base import BpoPortalBase

# Name of the form's choices, followed by the event.
EVENT_INPUT = "event_"


class BpoPortalSettings(BpoPortalBase):
    """Notifications by mail, as each contact chooses."""

    @route(
        "/my/bpo/settings",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_settings(self, **_params):
        """Show what the visitor hears of, and how often."""
        Partner = request.env["res.partner"]
        choices = request.env["bpo.portal.choice"]._fields["frequency"]
        return self._bpo_page(
            "settings_page",
            "settings",
            events=Partner._bpo_portal_notice_rows(),
            frequencies=choices._description_selection(request.env),
        )

    @route("/my/bpo/settings", type="http", auth="user", methods=["POST"], website=True)
    def bpo_settings_save(self, **params):
        """Keep the visitor's choices."""
        choices = {
            name.removeprefix(EVENT_INPUT): value
            for name, value in params.items()
            if name.startswith(EVENT_INPUT)
        }
        return self._bpo_act(
            lambda: request.env["res.partner"]._bpo_portal_choose_notices(choices),
            "/my/bpo/settings",
            request.env._("Saved."),
        )

"""Shared parts of the client portal's controllers."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.http import request
from odoo.tools import format_amount, format_date, format_datetime
from odoo.tools.misc import formatLang

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .column_labels import column_labels

NOTICE_KEY = "bpo_portal_notice"


class BpoPortalBase(CustomerPortal):
    """Rights, formatting and page frame of the client portal."""

    def _bpo_rights(self, contract=None):
        """Return the rights of the visitor, see ``res.partner``."""
        return request.env.user.partner_id._bpo_portal_rights(contract)

    def _bpo_require(self, right, contract=None):
        """Refuse the request where the visitor lacks a right, on a contract or at all.

        :raise AccessError: with a sentence that says whom to ask
        """
        request.env.user.partner_id._bpo_portal_check(right, contract)

    def _bpo_tz(self):
        """Return the zone times are shown in.

        The visitor's, else the company's, else that of the latest contract.
        """
        user = request.env.user
        zone = user.tz or user.partner_id.commercial_partner_id.tz
        if zone:
            return zone
        contracts = request.env["bpo.contract"]._bpo_portal_search(limit=1)
        return contracts.tz or "UTC"

    def _bpo_formatters(self):
        """Return the formatting helpers every template may use."""
        env = request.env
        timezone = self._bpo_tz()
        return {
            "fmt_date": lambda value: format_date(env, value) if value else "",
            "fmt_time": lambda value: (
                format_datetime(env, value, tz=timezone, dt_format="short")
                if value
                else ""
            ),
            "fmt_money": lambda value, currency: format_amount(env, value, currency),
            "fmt_number": lambda value, digits=2: formatLang(env, value, digits=digits),
            "fmt_quantity": lambda value: formatLang(
                env, value, digits=0 if value == int(value) else 2
            ),
            "tz_name": timezone,
        }

    def _bpo_page(self, template, section, crumbs=(), **values):
        """Render a page of the portal.

        :param str template: template name within this module
        :param str section: key of the highlighted tab
        :param crumbs: ``(label, address)`` pairs after the section's own
        """
        rights = self._bpo_rights()
        page = {
            **self._prepare_portal_layout_values(),
            **self._bpo_formatters(),
            "page_name": "bpo",
            "html_data": {"lang": (request.env.lang or "en_US").replace("_", "-")},
            "bpo_section": section,
            "bpo_tabs": self._bpo_tabs(rights),
            "bpo_crumbs": crumbs,
            "rights": rights,
            "rights_on": self._bpo_rights,
            "labels": column_labels(request.env),
            "now": Datetime.now(),
            "client": request.env.user.partner_id.commercial_partner_id,
            "notice": request.session.pop(NOTICE_KEY, None),
            **values,
        }
        response = request.render(f"bpo_client_portal.{template}", page)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _bpo_tabs(self, rights):
        """Return ``(key, label, address, icon)`` of the tabs a visitor sees."""
        _ = request.env._
        tabs = [
            ("overview", _("Overview"), "/my/bpo", "fa-th-large"),
            ("work", _("Work orders"), "/my/work-orders", "fa-inbox"),
            ("approvals", _("Approvals"), "/my/approvals", "fa-check-square-o"),
            ("sla", _("Service levels"), "/my/sla", "fa-tachometer"),
        ]
        if "money" in rights:
            tabs.append(
                ("statements", _("Statements"), "/my/statements", "fa-file-text-o")
            )
        tabs.append(("contracts", _("Contracts"), "/my/contracts", "fa-handshake-o"))
        if "people" in rights:
            tabs.append(("people", _("People"), "/my/bpo/people", "fa-users"))
        tabs.append(
            ("settings", _("My notifications"), "/my/bpo/settings", "fa-bell-o")
        )
        return tabs

    def _bpo_notice(self, message, kind="success"):
        """Keep a sentence for the next page the visitor opens."""
        request.session[NOTICE_KEY] = {"message": str(message), "kind": kind}

    def _bpo_act(self, action, url, success):
        """Run a state change and go back to a page with its outcome.

        Anything the action wrote before it was refused is undone.

        :param action: callable without arguments
        :param str url: address of the page to return to
        :param str success: sentence shown when it worked
        """
        try:
            with request.env.cr.savepoint():
                action()
        except (UserError, AccessError) as error:
            if request.params.get("is_async"):
                return request.make_json_response({"error": error.args[0]})
            self._bpo_notice(error.args[0], "danger")
        else:
            self._bpo_notice(success)
        return self._bpo_go(url)

    def _bpo_go(self, url):
        """Redirect a form; tell an upload script where to go."""
        if request.params.get("is_async"):
            return request.make_json_response({"url": url})
        return request.redirect(url)

    def _bpo_uploads(self, name="files"):
        """Return the uploaded files of the request as ``(name, bytes)``."""
        return [
            (storage.filename, storage.read())
            for storage in request.httprequest.files.getlist(name)
            if storage.filename
        ]

    def _bpo_pager(self, url, total, page, step):
        """Return the values of the pager template."""
        return portal_pager(url=url, total=total, page=page, step=step)

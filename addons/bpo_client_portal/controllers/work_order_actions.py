"""Placing work orders and deciding on deliveries: POST only."""

from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..upload_checks import ACCEPT, MAX_FILE_BYTES, MAX_FILES
from .work_orders import BpoPortalWorkOrders

ORDER_FIELDS = (
    "line_id",
    "name",
    "quantity",
    "wish_date",
    "references",
    "data_class",
    "description",
)


class BpoPortalWorkOrderActions(BpoPortalWorkOrders):
    """Order form, acceptance and rejection."""

    def _bpo_order_form(self, form, error=None):
        """Render the order form with what the visitor typed so far."""
        lines = request.env["bpo.contract.line"]._bpo_portal_orderable()
        classes = request.env["bpo.contract"]._fields["data_class"]
        return self._bpo_page(
            "work_order_form",
            "work",
            crumbs=[(request.env._("New"), None)],
            lines=lines,
            earliest=lines._bpo_portal_earliest_dates(),
            data_classes=classes._description_selection(request.env),
            form=form,
            error=error,
            accept=ACCEPT,
            max_files=MAX_FILES,
            max_size=MAX_FILE_BYTES // (1024 * 1024),
        )

    @route(
        "/my/work-orders/new",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_work_order_new(self, copy=None, line=None, **_params):
        """Show the order form, filled from an earlier order where asked."""
        self._bpo_require("order")
        form = dict.fromkeys(ORDER_FIELDS, "")
        form["line_id"] = line or ""
        if copy and copy.isdigit():
            task = request.env["project.task"]._bpo_portal_find(int(copy))
            form.update(
                line_id=str(task.bpo_contract_line_id.id or ""),
                name=task.name,
                quantity=f"{task.bpo_quantity:g}",
            )
        return self._bpo_order_form(form)

    @route(
        "/my/work-orders/new",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_work_order_create(self, **params):
        """Place the order, or show the form again with the reason."""
        self._bpo_require("order")
        form = {name: (params.get(name) or "").strip() for name in ORDER_FIELDS}
        try:
            with request.env.cr.savepoint():
                task = request.env["project.task"]._bpo_portal_order(
                    form, self._bpo_uploads()
                )
        except (UserError, AccessError) as error:
            if request.params.get("is_async"):
                return request.make_json_response({"error": error.args[0]})
            return self._bpo_order_form(form, error.args[0])
        self._bpo_notice(request.env._("Your order is placed. We take it from here."))
        return self._bpo_go(f"/my/work-orders/{task.id}")

    @route(
        "/my/work-orders/<int:task_id>/accept",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_work_order_accept(self, task_id, **_params):
        """Accept what was delivered, all or the chosen items."""
        task = request.env["project.task"]._bpo_portal_find(task_id)
        self._bpo_require("order", task.bpo_contract_id)
        chosen = self._bpo_chosen_ids("item_ids")
        return self._bpo_act(
            lambda: task._bpo_portal_accept(chosen),
            f"/my/work-orders/{task.id}",
            request.env._("Delivery accepted. Thank you."),
        )

    @route(
        "/my/work-orders/<int:task_id>/reject",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_work_order_reject(self, task_id, reason="", **_params):
        """Send a delivery back with the reason."""
        task = request.env["project.task"]._bpo_portal_find(task_id)
        self._bpo_require("order", task.bpo_contract_id)
        chosen = self._bpo_chosen_ids("item_ids")
        return self._bpo_act(
            lambda: task._bpo_portal_reject(reason, chosen),
            f"/my/work-orders/{task.id}",
            request.env._("Sent back. We correct it and deliver again."),
        )

    def _bpo_chosen_ids(self, name):
        """Return the integer ids of the ticked boxes of a form."""
        values = request.httprequest.form.getlist(name)
        return [int(value) for value in values if value.isdigit()]

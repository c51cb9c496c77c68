"""Native portal pages that would show more than a client may see, or do less."""

from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.account.controllers.portal import PortalAccount
from odoo.addons.project.controllers.portal import ProjectCustomerPortal


class BpoNativeProjectPortal(ProjectCustomerPortal):
    """Lead work orders to their own page: the native one names agents."""

    def _prepare_home_portal_values(self, counters):
        """Count the tasks that the native list shows."""
        values = super()._prepare_home_portal_values(counters)
        if values.get("task_count") and request.env.user.share:
            values["task_count"] = request.env["project.task"].search_count(
                Domain("project_id", "!=", False) & self._bpo_native_tasks()
            )
        return values

    def _prepare_tasks_values(
        self,
        page,
        date_begin,
        date_end,
        sortby,
        search,
        search_in,
        groupby,
        url="/my/tasks",
        domain=None,
        su=False,
        project=False,
    ):
        """Leave work orders out of the native list: it names assignees."""
        if request.env.user.share:
            domain = Domain(domain or []) & self._bpo_native_tasks()
        return super()._prepare_tasks_values(
            page,
            date_begin,
            date_end,
            sortby,
            search,
            search_in,
            groupby,
            url,
            domain,
            su,
            project,
        )

    def _bpo_native_tasks(self):
        """Return the domain of tasks that belong to no contract."""
        return Domain("bpo_contract_id", "=", False)

    @route()
    def portal_my_task(self, task_id, **kwargs):
        """Redirect work orders, whoever asks and with whatever link."""
        if self._bpo_is_work_order(task_id):
            return request.redirect(f"/my/work-orders/{task_id}")
        return super().portal_my_task(task_id, **kwargs)

    @route()
    def portal_my_project_task(self, project_id=None, task_id=None, **kwargs):
        """Redirect work orders, whoever asks and with whatever link."""
        if task_id and self._bpo_is_work_order(task_id):
            return request.redirect(f"/my/work-orders/{task_id}")
        return super().portal_my_project_task(
            project_id=project_id, task_id=task_id, **kwargs
        )

    @route()
    def portal_my_project(self, project_id=None, **kwargs):
        """Redirect projects of contracts to the list of work orders."""
        project = request.env["project.project"].sudo().browse(project_id).exists()
        if project.bpo_contract_ids:
            return request.redirect("/my/work-orders")
        return super().portal_my_project(project_id=project_id, **kwargs)

    def _bpo_is_work_order(self, task_id):
        """Tell whether a task belongs to a contract."""
        task = request.env["project.task"].sudo().browse(task_id).exists()
        return bool(task.bpo_contract_id or task.project_id.bpo_contract_ids)


class BpoNativeInvoicePortal(PortalAccount):
    """Lets invoices be paid that were opened from a statement."""

    def _invoice_get_page_view_values(self, invoice, access_token, **kwargs):
        """Give the payment form the invoice's token, without which it refuses to pay.

        Links of Odoo's own list carry the token; those of our pages, which write
        nothing, do not. Who gets here may read the invoice.
        """
        values = super()._invoice_get_page_view_values(invoice, access_token, **kwargs)
        if "transaction_route" in values and not values.get("access_token"):
            values["access_token"] = invoice._portal_ensure_token()
        return values

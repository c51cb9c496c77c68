"""Native portal pages that would show more of a work order than a client may see."""

from odoo.http import request, route

from odoo.addons.project.controllers.portal import ProjectCustomerPortal


class BpoNativeProjectPortal(ProjectCustomerPortal):
    """Lead work orders to their own page: the native one names agents."""

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

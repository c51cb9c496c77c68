"""Work orders as the client sees them."""

from odoo import api, fields, models
from odoo.fields import Domain

READABLE = frozenset(
    {
        "bpo_contract_id",
        "bpo_contract_line_id",
        "bpo_due_at",
        "bpo_item_ids",
        "bpo_quantity",
    }
)
# Native portal fields that name agents.
ASSIGNEE_FIELDS = frozenset({"portal_user_names", "user_ids"})


class ProjectTask(models.Model):
    """Work orders: readable by the client of the contract, not by followers."""

    _name = "project.task"
    _inherit = ["project.task", "bpo.portal.finder.mixin"]

    _bpo_guarded_prefix = "bpo_"
    _bpo_contract_path = "bpo_contract_id"

    @property
    def TASK_PORTAL_READABLE_FIELDS(self):
        """Add what a client may read of a work order."""
        return super().TASK_PORTAL_READABLE_FIELDS | READABLE

    def _compute_portal_user_names(self):
        """Who works on an order is the provider's business."""
        orders = self.filtered("bpo_contract_id")
        orders.portal_user_names = False
        return super(ProjectTask, self - orders)._compute_portal_user_names()

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Leave work orders out of what share users ask about assignees."""
        if not self.env.su and self.env.user.share:
            asked = {
                condition.field_expr.partition(".")[0]
                for condition in Domain(domain).iter_conditions()
            }
            if asked & ASSIGNEE_FIELDS:
                domain = Domain(domain) & Domain("bpo_contract_id", "=", False)
        return super()._search(domain, offset, limit, order, **kwargs)

    @api.model
    def _read_group(self, domain, groupby=(), *args, **kwargs):
        """Leave work orders out of what share users group by assignees."""
        asked = {spec.partition(":")[0].partition(".")[0] for spec in groupby}
        if not self.env.su and self.env.user.share and asked & ASSIGNEE_FIELDS:
            domain = Domain(domain) & Domain("bpo_contract_id", "=", False)
        return super()._read_group(domain, groupby, *args, **kwargs)

    def _compute_access_url(self):
        super()._compute_access_url()
        for task in self.filtered("bpo_contract_id"):
            task.access_url = f"/my/work-orders/{task.id}"

    @api.model
    def _bpo_held_domain(self):
        """Return the domain of orders that wait for the client's answer."""
        return Domain(
            "bpo_item_ids.hold_ids",
            "any",
            [("owner", "=", "client"), ("date_to", "=", False)],
        )

    @api.model
    def _bpo_late_domain(self):
        """Return the domain of orders past due that we have not delivered yet."""
        undelivered = Domain(
            "bpo_item_ids",
            "any",
            [("state", "in", ("received", "in_progress", "on_hold", "rejected"))],
        )
        return (
            Domain("bpo_due_at", "<", fields.Datetime.now())
            & Domain("state", "not in", ("1_done", "1_canceled"))
            & (undelivered | Domain("bpo_item_ids", "=", False))
        )

    def _bpo_portal_is_late(self, facts):
        """Tell whether the order is past due and not delivered in full.

        :param dict facts: see ``_bpo_portal_order_facts``
        """
        self.ensure_one()
        return bool(
            self.bpo_due_at
            and self.bpo_due_at < fields.Datetime.now()
            and self.state not in ("1_done", "1_canceled")
            and facts["percent"] < 100
        )

    def _bpo_portal_open_holds(self):
        """Return the holds that stop the clock right now.

        Holds of the provider do not stop it and are not shown.
        """
        return (
            self.env["bpo.work.hold"]
            .sudo()
            .search(
                [
                    ("item_id.task_id", "=", self.id),
                    ("owner", "in", ("client", "third_party")),
                    ("date_to", "=", False),
                ],
                order="date_from",
            )
        )

    @api.model
    def _bpo_portal_order_facts(self, tasks):
        """Return progress figures of work orders, in one grouped query.

        :return: task id -> dict of ``total``, ``delivered``, ``accepted``, ``held``,
            ``rejected`` (item counts), ``items`` (the cancelled ones as well) and
            ``percent`` delivered or accepted
        """
        counts = {task.id: {} for task in tasks}
        groups = (
            self.env["bpo.work.item"]
            .sudo()
            ._read_group(
                [("task_id", "in", tasks.ids)], ["task_id", "state"], ["__count"]
            )
        )
        for task, state, count in groups:
            counts[task.id][state] = count
        return {key: self._bpo_facts_of(states) for key, states in counts.items()}

    @api.model
    def _bpo_facts_of(self, states):
        """Return the progress figures for item counts by state."""
        total = sum(count for state, count in states.items() if state != "cancelled")
        ready = states.get("delivered", 0) + states.get("accepted", 0)
        return {
            "items": sum(states.values()),
            "total": total,
            "delivered": states.get("delivered", 0),
            "accepted": states.get("accepted", 0),
            "rejected": states.get("rejected", 0),
            "held": states.get("on_hold", 0),
            "percent": round(100 * ready / total) if total else 0,
        }

    def _bpo_portal_status(self, facts):
        """Return ``(label, badge class)`` of where the order stands.

        :param dict facts: see ``_bpo_portal_order_facts``
        """
        self.ensure_one()
        _ = self.env._
        total = facts["total"]
        checks = [
            (self.state == "1_canceled", (_("Cancelled"), "")),
            (facts["held"], (_("Waiting for you"), "is-warn")),
            (facts["delivered"], (_("Ready for you to check"), "is-info")),
            (
                self.state == "1_done" or (total and facts["accepted"] == total),
                (_("Done"), "is-good"),
            ),
            (facts["rejected"], (_("In correction"), "is-warn")),
        ]
        for applies, status in checks:
            if applies:
                return status
        return (_("In progress"), "is-info")

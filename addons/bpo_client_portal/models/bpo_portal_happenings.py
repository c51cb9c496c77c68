"""What happened lately on the contracts of clients."""

from datetime import timedelta

from odoo import api, models
from odoo.fields import Datetime, Domain

from ..portal_events import Happening

# How far back a mail is still sent; a digest looks back a day, a weekend at most.
WINDOW_DAYS = 3
# Periods and invoices older than this are no news, whatever was changed about them.
NEWS_DAYS = 40
UNDELIVERED = ("received", "in_progress", "on_hold", "rejected")


class BpoPortalHappenings(models.AbstractModel):
    """Reads events off the records themselves, in a fixed number of queries.

    It runs elevated, see ``_cron_notify``. Nothing is hooked into billing, imports or
    deliveries: they stay as fast as they are, and no mail leaves their transactions.
    """

    _name = "bpo.portal.happenings"
    _description = "Events for Notifications"

    @api.model
    def _bpo_since(self, now):
        """Return the happenings of the last days.

        :param now: naive UTC instant
        :rtype: list[Happening]
        """
        since = now - timedelta(days=WINDOW_DAYS)
        news = (now - timedelta(days=NEWS_DAYS)).date()
        return [
            *self._bpo_delivered(since),
            *self._bpo_questions(since),
            *self._bpo_approvals(since),
            *self._bpo_statements(since, news),
            *self._bpo_breaches(since, now.date(), news),
            *self._bpo_reports(since),
        ]

    @api.model
    def _bpo_delivered(self, since):
        """Orders of which nothing is left to deliver."""
        items = self.env["bpo.work.item"]
        rows = items._read_group(
            [
                ("delivered_at", ">=", since),
                ("state", "=", "delivered"),
                ("task_id", "!=", False),
            ],
            ["task_id"],
            ["delivered_at:max", "__count"],
        )
        tasks = [row[0].id for row in rows]
        pending = {
            task.id
            for (task,) in items._read_group(
                [("task_id", "in", tasks), ("state", "in", UNDELIVERED)], ["task_id"]
            )
        }
        return [
            self._bpo_of_task("delivered", task, stamp, f"{stamp:%Y%m%d%H%M%S}", count)
            for task, stamp, count in rows
            if task.id not in pending
        ]

    @api.model
    def _bpo_questions(self, since):
        """Orders whose clock stands still for the client's answer."""
        rows = self.env["bpo.work.hold"]._read_group(
            [
                ("owner", "=", "client"),
                ("date_to", "=", False),
                ("create_date", ">=", since),
                ("item_id.task_id", "!=", False),
            ],
            ["item_id"],
            ["id:max", "create_date:max"],
        )
        last = {}
        for item, hold_id, stamp in rows:
            last[item.task_id] = max(
                last.get(item.task_id, (0, stamp)), (hold_id, stamp)
            )
        return [
            self._bpo_of_task("question", task, stamp, hold_id)
            for task, (hold_id, stamp) in last.items()
        ]

    @api.model
    def _bpo_of_task(self, event, task, stamp, version, *params):
        """Return a happening on a work order."""
        return Happening(
            event,
            task.bpo_contract_id.id,
            f"{event}:{task.id}:{version}",
            stamp,
            f"/my/work-orders/{task.id}",
            task.name,
            params,
        )

    @api.model
    def _bpo_approvals(self, since):
        """Hours that the client has to approve, once a day and contract."""
        rows = self.env["account.analytic.line"]._read_group(
            [
                ("bpo_client_state", "=", "pending"),
                ("bpo_state", "=", "approved"),
                ("bpo_approved_at", ">=", since),
            ],
            ["bpo_contract_id"],
            ["bpo_approved_at:max", "unit_amount:sum"],
        )
        return [
            Happening(
                "approval",
                contract.id,
                f"approval:{contract.id}:{stamp:%Y%m%d}",
                stamp,
                "/my/approvals",
                contract.name,
                (hours,),
            )
            for contract, stamp, hours in rows
        ]

    @api.model
    def _bpo_statements(self, since, news):
        """Statements whose invoice was posted."""
        found = self.env["bpo.statement"].search(
            Domain("state", "in", ("invoiced", "disputed"))
            & Domain("write_date", ">=", since)
            & Domain("move_id.state", "=", "posted")
            & Domain("move_id.invoice_date", ">=", news)
        )
        return [
            Happening(
                "statement",
                one.contract_id.id,
                f"statement:{one.id}",
                one.write_date,
                f"/my/statements/{one.id}",
                one.name,
                (one.date_from, one.date_to),
            )
            for one in found
        ]

    @api.model
    def _bpo_breaches(self, since, today, news):
        """Service levels that a finished period missed."""
        found = self.env["bpo.sla.result"].search(
            [
                ("met", "=", False),
                ("state", "!=", "excused"),
                ("denominator", ">", 0),
                ("measured_at", ">=", since),
                ("date_to", "<", today),
                ("date_to", ">=", news),
            ]
        )
        return [
            Happening(
                "breach",
                one.contract_id.id,
                f"breach:{one.id}",
                one.measured_at,
                f"/my/sla/{one.id}",
                one.sla_id.name,
                (one.attainment_percent, one.target_percent),
            )
            for one in found
        ]

    @api.model
    def _bpo_reports(self, since):
        """Service reports that were sent."""
        found = self.env["bpo.service.report"].search(
            [("state", "=", "sent"), ("sent_at", ">=", since)]
        )
        return [
            Happening(
                "report",
                one.contract_id.id,
                f"report:{one.id}",
                one.sent_at,
                f"/my/sla?month={one.date_from:%Y-%m}",
                one.contract_id.name,
                (one.date_from, one.date_to),
            )
            for one in found
        ]

    @api.model
    def _cron_notify(self):
        """Tell contacts what happened, each by one mail; see ``bpo.portal.mailer``."""
        # Elevated: the job looks at all clients; each mail is of one of them.
        self.env["bpo.portal.mailer"].sudo()._bpo_notify(Datetime.now())

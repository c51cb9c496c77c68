"""Deadlines of work items, computed in bulk with the business clock."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..sla import epoch
from .sla_deadlines import Deadlines, ItemStamps, to_datetime

SLA_STATES = [
    ("none", "No Deadline"),
    ("running", "In Time"),
    ("at_risk", "At Risk"),
    ("breached", "Overdue"),
    ("paused", "Waiting"),
    ("met", "Met"),
    ("missed", "Missed"),
]
OPEN_STATES = ("running", "at_risk", "breached")
CHUNK = 50_000


class BpoWorkItemClockMixin(models.AbstractModel):
    """Due dates after the service levels of the contract.

    Small changes are computed field by field as the ORM does; loads and changes of
    calendars or service levels go through :meth:`_bpo_refresh_clock`, which reads and
    writes with one statement per 50,000 items.
    """

    _name = "bpo.work.item.clock.mixin"
    _description = "Deadlines of a work item"

    due_at = fields.Datetime(
        string="Due",
        compute="_compute_clock",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="Delivery promised by the service level: its hours in the client's "
        "service hours, without holds of the client or a third party.",
    )
    is_due_agreed = fields.Boolean(
        string="Agreed Due Date",
        copy=False,
        groups="base.group_user",
        help="The due date was agreed for this item and is not computed.",
    )
    at_risk_at = fields.Datetime(
        string="At Risk From",
        compute="_compute_clock",
        store=True,
        precompute=True,
        copy=False,
        groups="base.group_user",
        help="When 75 % of the promised time have passed.",
    )
    response_due_at = fields.Datetime(
        string="Start Due",
        compute="_compute_clock",
        store=True,
        precompute=True,
        copy=False,
        groups="base.group_user",
        help="Start of work promised by a service level on response.",
    )
    sla_met = fields.Boolean(
        string="In Time",
        compute="_compute_clock",
        store=True,
        precompute=True,
        copy=False,
        help="Delivered within the promised time. Exactly at the deadline is in time.",
    )
    sla_state = fields.Selection(
        selection=SLA_STATES,
        string="Deadline",
        compute="_compute_clock",
        store=True,
        precompute=True,
        copy=False,
        groups="base.group_user",
        help="Where the item stands against its deadline. Kept up to date every few "
        "minutes.",
    )

    @api.depends(
        "contract_line_id",
        "priority",
        "received_at",
        "started_at",
        "delivered_at",
        "state",
        "is_due_agreed",
        "hold_ids.date_from",
        "hold_ids.date_to",
        "hold_ids.owner",
    )
    def _compute_clock(self):
        """Compute deadlines of the items in cache, grouped by service."""
        deadlines = Deadlines(self.sudo().env, epoch(fields.Datetime.now()))
        for item in self.sudo():
            stamps = ItemStamps(
                key=item.id,
                line_id=item.contract_line_id.id,
                priority=item.priority,
                received=_seconds(item.received_at),
                started=_seconds(item.started_at),
                delivered=_seconds(item.delivered_at),
                state=item.state,
                agreed=_seconds(item.is_due_agreed and item.due_at),
                holds=item.hold_ids._bpo_spans(),
            )
            found = deadlines.of(stamps)
            if not stamps.agreed:
                item.due_at = to_datetime(found.due)
            item.at_risk_at = to_datetime(found.at_risk)
            item.response_due_at = to_datetime(found.response_due)
            item.sla_met = found.met
            item.sla_state = found.state

    def _add_precomputed_values(self, vals_list):
        """Compute the stored fields of loads without a record in memory per item.

        Halves the time of a load. Items that come with holds take the usual way.
        """
        plain = [vals for vals in vals_list if not vals.get("hold_ids")]
        lines = self.env["bpo.contract.line"].sudo()
        lines = lines.browse({vals.get("contract_line_id") for vals in plain} - {False})
        owners = {
            line.id: {
                "contract_id": line.contract_id.id,
                "client_id": line.client_id.id,
                "company_id": line.company_id.id,
            }
            for line in lines.exists()
        }
        deadlines = Deadlines(self.sudo().env, epoch(fields.Datetime.now()))
        for vals in plain:
            line_id = vals.get("contract_line_id")
            if line_id in owners and vals.get("received_at"):
                found = self._prepare_clock_vals(deadlines, vals)
                vals.update({**owners[line_id], **found, "__precomputed__": set()})
        super()._add_precomputed_values(vals_list)

    @api.model
    def _prepare_clock_vals(self, deadlines, vals):
        """Return the deadlines of an item about to be created.

        :rtype: dict
        """
        due = vals.get("is_due_agreed") and vals.get("due_at")
        found = deadlines.of(
            ItemStamps(
                key=0,
                line_id=vals["contract_line_id"],
                priority=vals["priority"],
                received=_seconds(vals["received_at"]),
                started=_seconds(vals.get("started_at")),
                delivered=_seconds(vals.get("delivered_at")),
                state=vals["state"],
                agreed=_seconds(due),
            )
        )
        return {
            "due_at": due or to_datetime(found.due),
            "at_risk_at": to_datetime(found.at_risk),
            "response_due_at": to_datetime(found.response_due),
            "sla_met": found.met,
            "sla_state": found.state,
        }

    @api.model
    def _bpo_refresh_clock(self, domain):
        """Compute and store the deadlines of many items, 100,000 in a few seconds.

        Items counted by a final result keep theirs.

        :param domain: which items, such as those of contracts with another calendar
        :return: how many items were looked at
        """
        self.env["bpo.work.item"].flush_model()
        self.env["bpo.work.hold"].flush_model()
        items = self.env["bpo.work.item"].sudo()
        query = items._search(domain, order="id")
        deadlines = Deadlines(items.env, epoch(fields.Datetime.now()))
        rows = items.env.execute_query(query.select(*self._bpo_clock_columns(query)))
        for start in range(0, len(rows), CHUNK):
            self._bpo_store_clock(deadlines, rows[start : start + CHUNK])
        items.invalidate_model(
            ["due_at", "at_risk_at", "response_due_at", "sla_met", "sla_state"]
        )
        return len(rows)

    @api.model
    def _bpo_clock_columns(self, query):
        """Return the SQL of the columns that :class:`ItemStamps` takes."""
        table = SQL.identifier(query.table)

        def seconds(column):
            return SQL(
                "floor(extract(epoch from %s))::bigint",
                SQL.identifier(query.table, column),
            )

        return (
            SQL("%s.id", table),
            SQL("%s.contract_line_id", table),
            SQL("%s.priority", table),
            seconds("received_at"),
            seconds("started_at"),
            seconds("delivered_at"),
            SQL("%s.state", table),
            SQL("CASE WHEN %s.is_due_agreed THEN %s END", table, seconds("due_at")),
        )

    @api.model
    def _bpo_store_clock(self, deadlines, rows):
        """Evaluate raw rows and write what changed with one statement."""
        holds = self.env["bpo.work.hold"]._bpo_spans_of([row[0] for row in rows])
        found = [
            deadlines.of(ItemStamps(*row, holds=holds.get(row[0], ()))) for row in rows
        ]
        self.env.cr.execute(
            SQL(
                """
                UPDATE bpo_work_item item
                   SET due_at = new.due_at,
                       at_risk_at = new.at_risk_at,
                       response_due_at = new.response_due_at,
                       sla_met = new.sla_met,
                       sla_state = new.sla_state
                  FROM (
                    SELECT id,
                           to_timestamp(due) AT TIME ZONE 'UTC' AS due_at,
                           to_timestamp(risk) AT TIME ZONE 'UTC' AS at_risk_at,
                           to_timestamp(answer) AT TIME ZONE 'UTC' AS response_due_at,
                           sla_met,
                           sla_state
                      FROM unnest(
                        %s::int[], %s::bigint[], %s::bigint[], %s::bigint[],
                        %s::bool[], %s::varchar[]
                      ) AS t (id, due, risk, answer, sla_met, sla_state)
                  ) new
                 WHERE item.id = new.id
                   AND (item.due_at, item.at_risk_at, item.response_due_at,
                        item.sla_met, item.sla_state)
                       IS DISTINCT FROM
                       (new.due_at, new.at_risk_at, new.response_due_at,
                        new.sla_met, new.sla_state)
                """,
                [row[0] for row in rows],
                [one.due for one in found],
                [one.at_risk for one in found],
                [one.response_due for one in found],
                [one.met for one in found],
                [one.state for one in found],
            )
        )

    @api.model
    def _cron_watch_deadlines(self):
        """Move open items to at risk or overdue as time passes, and tell who cares."""
        self.env["bpo.work.item"].flush_model()
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE bpo_work_item
                   SET sla_state = CASE WHEN due_at < %(now)s THEN 'breached'
                                        ELSE 'at_risk' END
                 WHERE sla_state IN ('running', 'at_risk', 'breached')
                   AND ((sla_state != 'breached' AND due_at < %(now)s)
                        OR (sla_state = 'running' AND at_risk_at <= %(now)s))
             RETURNING id, sla_state
                """,
                now=now,
            )
        )
        items = self.env["bpo.work.item"].browse(row[0] for row in rows)
        items.invalidate_recordset(["sla_state"])
        at_risk = items.filtered(lambda item: item.sla_state == "at_risk")
        at_risk.contract_id._bpo_warn_at_risk(at_risk)
        self.env["ir.cron"]._commit_progress(len(rows), remaining=0)


def _seconds(moment):
    """Return the UTC seconds of a field's value or text, None for an empty one."""
    return epoch(fields.Datetime.to_datetime(moment)) if moment else None

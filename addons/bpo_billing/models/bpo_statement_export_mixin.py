"""The backup of a statement as a spreadsheet."""

import base64

from odoo import fields, models
from odoo.exceptions import AccessError

from odoo.addons.bpo_contracts.workbooks import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BpoStatementExportMixin(models.AbstractModel):
    """Writes a workbook from which an auditor can recompute every charge.

    Sheets: charges, the steps of their arithmetic, time entries, work items. Text stays
    text: nothing that a client or agent typed becomes a formula.
    """

    _name = "bpo.statement.export.mixin"
    _description = "Statement Backup"

    def action_export_xlsx(self):
        """Download the backup; it stays attached to the statement."""
        self.ensure_one()
        self.check_access("read")
        if self.env.user.share and not self.env.su:
            raise AccessError(self.env._("Download the workbook from the portal."))
        filename = f"{self.name.replace('/', '-')}.xlsx"
        attachments = self.env["ir.attachment"].sudo()
        known = attachments.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("name", "=", filename),
            ]
        )
        known.unlink()
        attachment = attachments.create(
            {
                "name": filename,
                "datas": base64.b64encode(self._bpo_get_xlsx()),
                "mimetype": XLSX,
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=1",
            "target": "download",
        }

    def _bpo_get_xlsx(self, with_agents=False):
        """The workbook.

        :param bool with_agents: name the agents in the sheet of entries
        :rtype: bytes
        """
        self.ensure_one()
        statement = self.with_context(lang=self.partner_id.lang or self.env.lang)
        return workbook(statement._get_backup_sheets(with_agents))

    def _get_backup_sheets(self, with_agents):
        """``(title, header, rows)`` of each sheet.

        :rtype: list[tuple]
        """
        _ = self.env._
        lines = self.sudo().line_ids
        kinds = dict(lines._fields["kind"]._description_selection(self.env))
        sheets = [
            (
                _("Charges"),
                [
                    _("Charge"),
                    _("Kind"),
                    _("Quantity"),
                    _("Unit"),
                    _("Price"),
                    _("Amount"),
                ],
                [
                    (each.name, kinds[each.kind], each.quantity)
                    + (each._bpo_say_unit(each.unit),)
                    + (each.price_unit, each.amount)
                    for each in lines
                ],
            ),
            (
                _("Calculation"),
                [
                    _("Charge"),
                    _("Step"),
                    _("Quantity"),
                    _("Price"),
                    _("Share"),
                    _("Amount"),
                ],
                [row for each in lines for row in self._get_step_rows(each)],
            ),
        ]
        entries = [
            row for each in lines for row in self._get_time_rows(each, with_agents)
        ]
        if entries:
            header = [
                _("Charge"),
                _("Day"),
                _("Start"),
                _("Stop"),
                _("Hours"),
                _("Case"),
            ]
            sheets.append((_("Time"), header + [_("Agent")] * with_agents, entries))
        items = [row for each in lines for row in self._get_item_rows(each)]
        if items:
            header = [_("Charge"), _("Reference"), _("Accepted"), _("Quantity")]
            sheets.append((_("Items"), header, items))
        return sheets

    def _get_step_rows(self, line):
        """The arithmetic of a line as numbers."""
        for step in (line.explanation or {}).get("steps", []):
            yield (
                line.name,
                line._bpo_say_label(step.get("label", "")),
                float(step.get("quantity") or 0),
                float(step.get("rate") or 0),
                f"{step.get('numerator', 1)}/{step.get('denominator', 1)}",
                float(step.get("amount") or 0),
            )

    def _get_time_rows(self, line, with_agents):
        """Entries billed on a line, in the contract's clock."""
        for entry in line._get_sources("time"):
            start, stop = (
                str(self._bpo_local(moment)) if moment else ""
                for moment in (entry.bpo_start, entry.bpo_stop)
            )
            row = (
                line.name,
                str(entry.date),
                start,
                stop,
                entry.unit_amount,
                entry.bpo_reference or "",
            )
            yield (*row, entry.employee_id.name) if with_agents else row

    def _get_item_rows(self, line):
        """Items billed on a line."""
        for item in line._get_sources("item"):
            yield (
                line.name,
                item.reference,
                str(self._bpo_local(item.accepted_at)),
                item.accepted_quantity or item.quantity,
            )

    def _bpo_local(self, moment):
        """An instant on the contract's clock, naive."""
        record = self.with_context(tz=self.contract_id.tz)
        return fields.Datetime.context_timestamp(record, moment).replace(tzinfo=None)

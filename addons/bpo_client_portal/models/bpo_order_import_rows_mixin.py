"""From the rows of a client's file to work orders."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date, plaintext2html

from odoo.addons.bpo_contracts.workbooks import workbook
from odoo.addons.bpo_timesheets import readers
from odoo.addons.bpo_timesheets.readers.world import World

from .. import order_reader


class BpoOrderImportRowsMixin(models.AbstractModel):
    """Checks rows against the services the contact may order, and orders them."""

    _name = "bpo.order.import.rows.mixin"
    _description = "Rows of a file of work orders"

    def _bpo_check(self, data):
        """Read and judge all rows; writes nothing.

        :param bytes data: the file
        :rtype: order_reader.OrderReport
        :raise UserError: the file cannot be read at all
        """
        try:
            table = readers.read_table(data, self.filename, order_reader.LIMITS)
            mapping = readers.guess_mapping(
                table.headers, "work_order", self._bpo_column_labels()
            )
            if "reference" not in mapping.values():
                raise UserError(
                    self.env._(
                        "No column of the file is named “Reference”. Use the template, "
                        "or name a column so."
                    )
                )
            return order_reader.check_orders(
                table, mapping, self._bpo_order_world(), self._bpo_known_references
            )
        except readers.ReadError as fault:
            raise UserError(self._get_read_sentence(fault)) from None

    def _bpo_order_world(self):
        """Return what the contact may order, as plain values.

        :rtype: order_reader.OrderWorld
        """
        lines = self.env["bpo.contract.line"]._bpo_portal_orderable()
        default = self.contract_line_id & lines
        if not default and len(lines) == 1:
            default = lines
        return order_reader.OrderWorld(
            names=World(
                employees={},
                lines=self._get_line_names(lines),
                contracts=self._get_contract_names(lines.contract_id),
                line_terms=self._get_line_terms(lines),
                default_line_id=default.id or None,
            ),
            earliest=lines._bpo_portal_earliest_dates(),
            refused_contracts=self._bpo_refused_contracts(lines.contract_id),
        )

    def _bpo_known_references(self, rows):
        """Return the pairs of service and reference that were ordered before."""
        found = (
            self.env["bpo.work.item"]
            .sudo()
            .search_fetch(
                [
                    ("contract_line_id", "in", list({row.line_id for row in rows})),
                    ("reference", "in", list({row.reference for row in rows})),
                ],
                ["contract_line_id", "reference"],
            )
        )
        return {(item.contract_line_id.id, item.reference) for item in found}

    def _bpo_create_orders(self, orders):
        """Create work orders and their items, in two batches.

        :param dict orders: see ``order_reader.orders_of``
        :return: the elevated work orders
        """
        tasks_model = self.env["project.task"].sudo()
        lines = self.env["bpo.contract.line"].sudo()
        tasks = tasks_model.create(
            [
                self._bpo_prepare_task_vals(lines.browse(line_id), name, rows)
                for (line_id, name), rows in orders.items()
            ]
        )
        now = self.env.cr.now().replace(microsecond=0)
        self.env["bpo.work.item"].sudo().create(
            [
                {
                    "contract_line_id": row.line_id,
                    "task_id": task.id,
                    "reference": row.reference,
                    "quantity": row.quantity,
                    "received_at": now,
                }
                for task, rows in zip(tasks, orders.values(), strict=True)
                for row in rows
            ]
        )
        return tasks

    @api.model
    def _bpo_prepare_task_vals(self, line, name, rows):
        """Return the values of one work order of several rows."""
        texts = dict.fromkeys(row.description for row in rows if row.description)
        vals = self.env["project.task"]._bpo_prepare_order_vals(
            line, name, sum(row.quantity for row in rows), {}
        )
        return vals | {
            "date_deadline": min((row.wish for row in rows if row.wish), default=False),
            "description": plaintext2html("\n".join(texts)),
        }

    def _get_row_sentence(self, code, params):
        """Add the reasons that only orders have."""
        _ = self.env._
        if code == "data_class" and not params["allowed"]:
            return _(
                "Confidential material needs a signed processing agreement first. Your "
                "account manager sends it to you."
            )
        if code == "too_early":
            params = {"day": format_date(self.env, params["day"])}
        own = {
            "data_class": _(
                "This contract allows material up to class %(allowed)s. Do not send "
                "this material; ask your account manager to extend it."
            ),
            "known_reference": _(
                "Reference %(reference)s was ordered before. Use a new one."
            ),
            "too_early": _(
                "The earliest day we can promise is %(day)s. Choose that day or a "
                "later one."
            ),
            "unknown_line": _(
                "“%(name)s” is none of the services you can order. Use the names of "
                "the template."
            ),
            "bad_number": _("“%(text)s” is no quantity above zero."),
        }
        if code in own:
            return self._fill_sentence(own, code, params)
        return super()._get_row_sentence(code, params)

    @api.model
    def _bpo_column_labels(self):
        """Return the header of each column in the contact's language.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "contract": _("Contract"),
            "line": _("Service"),
            "order": _("Order"),
            "reference": _("Reference"),
            "quantity": _("Quantity"),
            "wish": _("Wished delivery day"),
            "description": _("Description"),
        }

    @api.model
    def _bpo_template(self):
        """Return an empty file with the columns, and one row per service.

        :rtype: bytes
        """
        _ = self.env._
        labels = self._bpo_column_labels()
        header = [labels[name] for name in order_reader.COLUMNS]
        lines = self.env["bpo.contract.line"]._bpo_portal_orderable()
        earliest = lines._bpo_portal_earliest_dates()
        services = [
            [
                line.contract_id.name,
                line.name,
                line.uom_id.name,
                earliest.get(line.id),
                line.contract_id._bpo_portal_label("data_class"),
            ]
            for line in lines
        ]
        columns = [
            _("Contract"),
            _("Service"),
            _("Unit"),
            _("Earliest day"),
            _("Material up to"),
        ]
        return workbook(
            [(_("Orders"), header, []), (_("Your services"), columns, services)]
        )

"""Which prices of a service follow an index."""

from decimal import Decimal

from odoo import models

from .index_factor import move_price


class BpoContractLineIndexMixin(models.AbstractModel):
    """Which prices of a service follow the index."""

    _name = "bpo.contract.line.index.mixin"
    _description = "Index Clause of a Service"

    def _prepare_index_changes(self, day, percent):
        """Return the rows of an amendment that move every price of the service.

        :param datetime.date day: day on which the prices are read
        :param decimal.Decimal percent: by how much they move
        :rtype: list[dict]
        """
        self.ensure_one()
        rows = []
        if self._is_priced_by_steps():
            rows += [
                ("tier", "tier_id", step, step.price_unit) for step in self.tier_ids
            ]
        else:
            rows.append(("price_unit", None, None, self._get_price_on(day)))
            special = self.rate_ids.filtered(
                lambda r: (r.job_id or r.employee_id) and r._is_in_force(day)
            )
            rows += [("rate", "rate_id", rate, rate.price_unit) for rate in special]
        for term in ("overage_price", "arc_price", "rrc_price"):
            rows.append((term, None, None, self[term]))
        return [self._prepare_index_change(*row, percent) for row in rows if row[3]]

    def _prepare_index_change(self, term, link, record, price, percent):
        """Return one row that moves ``price``."""
        places = self.currency_id.decimal_places
        new = move_price(Decimal(str(price)), percent, places)
        vals = {"line_id": self.id, "term": term, "new_value": float(new)}
        if link:
            vals[link] = record.id
        return vals

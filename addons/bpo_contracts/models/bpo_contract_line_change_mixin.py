"""Changing a service from a day on, without touching what was before."""

from datetime import timedelta

from odoo import models

from .bpo_dated_terms_mixin import SLA_TERMS


class BpoContractLineChangeMixin(models.AbstractModel):
    """Dated prices where the price is all that changes, else a new version.

    Usage is rated with the terms of its day, so nothing that was billed changes.
    """

    _name = "bpo.contract.line.change.mixin"
    _description = "Changing a Service"

    def _is_in_force(self, day):
        """Return whether the service is delivered on ``day``."""
        self.ensure_one()
        first, last = self._get_term()
        return first <= day and (not last or day <= last)

    def _set_price_from(self, day, price):
        """Let the price for everyone be ``price`` from ``day`` on.

        A later dated price stays as it is.
        """
        self.ensure_one()
        rate = self._get_rate_on(day)
        if rate:
            rate._split_at(day, price)
            return
        later = self._get_common_rates().filtered(
            lambda rate: rate.date_start and rate.date_start > day
        )
        self.env["bpo.rate"].create(
            {
                "line_id": self.id,
                "price_unit": price,
                "date_start": day,
                "date_end": later and later[0].date_start - timedelta(days=1),
            }
        )

    def _create_version(self, day, vals):
        """End the service the day before and let a changed copy go on.

        :param datetime.date day: first day of the new version
        :param dict vals: the changed terms
        :return: the new version
        """
        self.ensure_one()
        version = self.copy({"previous_id": self.id, "date_start": day, **vals})
        self.date_end = day - timedelta(days=1)
        self._carry_over(version)
        return version

    def _carry_over(self, version):
        """Let the new version have what was arranged for this one.

        Work that was ordered or logged before keeps the old version and its terms.
        Extend to carry over more.
        """
        day = version.date_start
        for sla in self.env["bpo.sla"].search([("line_id", "=", self.id)]):
            copied = sla.copy(
                {
                    "contract_id": sla.contract_id.id,
                    "line_id": version.id,
                    "name": f"{sla.name} ({day})",
                    **sla._get_terms_on([name for name, _label in SLA_TERMS], day),
                }
            )
            # What was agreed for later days is about the version of those days.
            for name, _label in SLA_TERMS:
                waiting = sla._get_term_changes(name).filtered(
                    lambda row: row.dated_state == "waiting"
                )
                later = waiting.filtered(lambda row: row.date_effective > day)
                later._store({"sla_id": copied.id})

    def _apply_changes(self, day, changes):
        """Change the service from ``day`` on as an amendment says.

        :param changes: ``bpo.contract.amendment.change`` of this line
        :return: the version in force from ``day`` on
        """
        self.ensure_one()
        if any(change.term == "end" for change in changes):
            self.date_end = day - timedelta(days=1)
            return self
        if not changes._need_version(day):
            for change in changes:
                change._apply_dated(day)
            return self
        version = self._create_version(day, changes._prepare_version_vals())
        for change in changes:
            change._apply_to_version(version, day)
        return version

"""What a client may be shown of the value of a contract: savings and locations."""

from collections import defaultdict

from odoo import models
from odoo.tools import date_utils

from ..value_sums import percents, saved_figures

FIGURES = ("billed", "compared", "inhouse")


class BpoContract(models.Model):
    """Savings and location shares as plain values, without agents' costs or names."""

    _inherit = "bpo.contract"

    def _bpo_savings(self, date_from, date_to):
        """In-house cost against what was billed, for periods that end in the days.

        Reads elevated after checking that the contract may be read.

        :return: ``date_from``, ``date_to``, ``currency`` (name), the totals ``billed``,
            ``compared``, ``not_compared``, ``inhouse``, ``saved``, ``saved_percent``,
            and two lists with the same figures: ``periods`` (``date_from``,
            ``date_to``, oldest first) and ``services`` (``line_id``, ``name``,
            ``hours``, ``units``).
            ``inhouse`` and the figures after it are None where nothing is compared.
        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        # elevated: the report is for billing; what leaves here is the client's own
        rows = (
            self.env["bpo.savings.report"]
            .sudo()
            .search_read(
                [
                    ("contract_id", "=", self.id),
                    ("date", ">=", date_from),
                    ("date", "<=", date_to),
                ],
                ["date_from", "date", "contract_line_id", "hours", "units", *FIGURES],
                order="date, contract_line_id, id",
                load=None,
            )
        )
        periods, services = defaultdict(list), defaultdict(list)
        for row in rows:
            periods[row["date_from"], row["date"]].append(row)
            services[row["contract_line_id"]].append(row)
        names = {line.id: line.name for line in self.sudo().line_ids}
        billed, compared, inhouse = self._bpo_add_figures(rows)
        return {
            "date_from": date_from,
            "date_to": date_to,
            "currency": self.currency_id.name,
            "not_compared": round(billed - compared, 2),
            **saved_figures(billed, compared, inhouse),
            "periods": [
                {
                    "date_from": first,
                    "date_to": last,
                    **saved_figures(*self._bpo_add_figures(found)),
                }
                for (first, last), found in sorted(periods.items())
            ],
            "services": [
                {
                    "line_id": line_id,
                    "name": names.get(line_id) or self.env._("Whole contract"),
                    "hours": round(sum(row["hours"] for row in found), 2),
                    "units": round(sum(row["units"] for row in found), 2),
                    **saved_figures(*self._bpo_add_figures(found)),
                }
                for line_id, found in services.items()
            ],
        }

    def _bpo_add_figures(self, rows):
        """Sums of rows: billed, compared, in-house."""
        return tuple(sum(row[name] for row in rows) for name in FIGURES)

    def _bpo_location_shares(self, date_from, date_to):
        """Where the work of the days was done, in total and month by month.

        Shares of approved hours; of accepted units where no hours were recorded.
        Reads elevated after checking that the contract may be read.

        :return: ``date_from``, ``date_to``, ``measure`` (hours or units), ``shares``
            (``location``, ``country``, ``hours``, ``units``, ``percent``; the largest
            first, tenths of a percent that add up to 100) and ``periods``
            (``date_from``, ``date_to``, ``shares``), oldest first
        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        # elevated: the report names agents; what leaves here is summed by location
        groups = (
            self.env["bpo.location.report"]
            .sudo()
            ._read_group(
                [
                    ("contract_id", "=", self.id),
                    ("date", ">=", date_from),
                    ("date", "<=", date_to),
                ],
                ["date:month", "work_location_id", "country_id"],
                ["hours:sum", "units:sum"],
            )
        )
        total, months = {}, defaultdict(dict)
        for month, location, country, hours, units in groups:
            for sums in (total, months[month]):
                had = sums.get((location, country), (0.0, 0.0))
                sums[location, country] = (had[0] + hours, had[1] + units)
        measure = 0 if any(sums[0] for sums in total.values()) else 1
        return {
            "date_from": date_from,
            "date_to": date_to,
            "measure": ("hours", "units")[measure],
            "shares": self._bpo_shares(total, measure),
            "periods": [
                {
                    "date_from": max(month, date_from),
                    "date_to": min(date_utils.end_of(month, "month"), date_to),
                    "shares": self._bpo_shares(months[month], measure),
                }
                for month in sorted(months)
            ],
        }

    def _bpo_shares(self, sums, measure):
        """Rows of one period, the largest first.

        :param dict sums: ``(location, country) -> (hours, units)``
        :param int measure: 0 hours, 1 units
        """
        ordered = sorted(sums.items(), key=lambda pair: -pair[1][measure])
        shares = percents([figures[measure] for _place, figures in ordered])
        return [
            {
                "location": location.name or self.env._("No location"),
                "country": country.name or "",
                "hours": round(figures[0], 2),
                "units": round(figures[1], 2),
                "percent": percent,
            }
            for ((location, country), figures), percent in zip(
                ordered, shares, strict=True
            )
        ]

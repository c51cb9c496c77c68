"""The world of the service level tests: office hours in Berlin, one level."""

from datetime import datetime

import pytz

from .common import ContractCase

BERLIN = "Europe/Berlin"


class SlaCase(ContractCase):
    """One contract with one service and a level of 8 hours in Mon-Fri 9-18."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hours = cls._create_hours("Office", "01234", [(9, 18)])
        cls.contract = cls._create_contract(
            lines=[{"name": "Orders", "pricing_model": "unit", "price_unit": 1.0}],
            resource_calendar_id=cls.hours.id,
            at_risk_percent=10.0,
        )
        cls.line = cls.contract.line_ids
        cls.sla = cls._create_sla()
        cls.number = 0

    @classmethod
    def _create_hours(cls, name, days, hours, tz=BERLIN):
        """Return service hours: weekday digits, (from, to) pairs."""
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": tz,
                "attendance_ids": [
                    (0, 0, {
                        "name": name,
                        "dayofweek": day,
                        "hour_from": start,
                        "hour_to": end,
                        "day_period": "morning",
                    })
                    for day in days
                    for start, end in hours
                ],
            }
        )  # fmt: skip

    @classmethod
    def _create_sla(cls, **overrides):
        vals = {
            "contract_id": cls.contract.id,
            "name": "In 8 hours",
            "metric": "turnaround",
            "target_percent": 95.0,
            "threshold_hours": 8.0,
            "allocation_percent": 20.0,
            **overrides,
        }
        return cls.env["bpo.sla"].create(vals)

    @classmethod
    def _create_item(cls, received="2026-03-02 16:00", delivered=None, **overrides):
        """Return an item; times are local to Berlin."""
        cls.number += 1
        vals = {
            "contract_line_id": cls.line.id,
            "reference": f"O-{cls.number:05d}",
            "received_at": cls._utc(received),
            "delivered_at": delivered and cls._utc(delivered),
            **overrides,
        }
        return cls.env["bpo.work.item"].create(vals)

    @classmethod
    def _create_items(cls, met, missed, day="2026-03-03", **overrides):
        """Create items received at 10:00, in time and late."""
        late = f"{day[:8]}{int(day[8:]) + 3:02d} 17:00"
        vals = {"contract_line_id": cls.line.id, **overrides}
        received = cls._utc(f"{day} 10:00")
        vals_list = []
        for index in range(met + missed):
            cls.number += 1
            delivered = f"{day} 11:00" if index < met else late
            vals_list.append(
                {
                    **vals,
                    "reference": f"O-{cls.number:05d}",
                    "received_at": received,
                    "delivered_at": cls._utc(delivered),
                }
            )
        return cls.env["bpo.work.item"].create(vals_list)

    @staticmethod
    def _utc(text, tz=BERLIN):
        """Return a local time as naive UTC."""
        local = pytz.timezone(tz).localize(datetime.fromisoformat(text))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    @staticmethod
    def _local(moment, tz=BERLIN):
        """Return naive UTC as local text."""
        if not moment:
            return None
        local = pytz.utc.localize(moment).astimezone(pytz.timezone(tz))
        return f"{local:%Y-%m-%d %H:%M}"

    def assertDue(self, item, expected):
        """Check the due date of an item in local time."""
        self.assertEqual(self._local(item.due_at), expected)

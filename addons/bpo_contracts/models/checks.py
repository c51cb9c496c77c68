"""Checks shared by the models: each failure is one sentence that says what to do."""

from odoo.exceptions import UserError, ValidationError


def check_range(records, names, low=0.0, high=None):
    """Refuse values below ``low`` or, where given, above ``high``.

    :param records: records to check
    :param names: names of number fields
    :raise ValidationError: names the first wrong field, its record and the bounds
    """
    for record in records:
        for name in names:
            value = record[name]
            if low <= value and (high is None or value <= high):
                continue
            raise ValidationError(_describe_range(record, name, low, high))


def check_order(records, first, last):
    """Refuse records whose day ``last`` lies before their day ``first``.

    :raise ValidationError: names the record and both days
    """
    for record in records:
        if record[first] and record[last] and record[last] < record[first]:
            raise ValidationError(
                record.env._(
                    "%(record)s ends on %(last)s before it starts on %(first)s: "
                    "correct one of the two days.",
                    record=record.display_name,
                    first=record[first],
                    last=record[last],
                )
            )


def is_lead(env):
    """Whether what only team leads do is allowed here: to them, and elevated.

    :rtype: bool
    """
    return env.su or env.user.has_group("bpo_contracts.bpo_contracts_group_lead")


def check_single(records):
    """Refuse what works on one record, called on none or on several from outside.

    :raise UserError: names the kind of record
    """
    if len(records) != 1:
        raise UserError(
            records.env._(
                "This works on one record at a time: give the id of one %(kind)s.",
                kind=records.env["ir.model"]._get(records._name).name,
            )
        )


def _describe_range(record, name, low, high):
    """Return the sentence for a value outside its bounds."""
    label = record._fields[name]._description_string(record.env)
    values = {"field": label, "record": record.display_name, "low": low, "high": high}
    if high is None:
        return record.env._(
            "%(field)s of %(record)s must not be below %(low)g.", **values
        )
    return record.env._(
        "%(field)s of %(record)s must be between %(low)g and %(high)g.", **values
    )

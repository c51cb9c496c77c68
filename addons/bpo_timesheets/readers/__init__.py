"""Readers of tabular files and the arithmetic of times in them, free of Odoo.

* :mod:`.table`: what a read file looks like, its limits and its one error class;
* :mod:`.archive`, :mod:`.sheets`, :mod:`.text`: .xlsx, .xls and .csv to a table;
* :mod:`.instants`: cells to dates, times and instants, however they are written;
* :mod:`.clock`: wall times of a time zone to UTC, also when clocks change;
* :mod:`.quantities`: cells to numbers and durations;
* :mod:`.mapping`: headers to fields;
* :mod:`.timesheet`, :mod:`.workitem`: rows to checked rows or refusals.

Bytes, plain dictionaries and frozen dataclasses in, the same out; no clock and no
environment inside, so everything here is tested without a database.
"""

from .mapping import FIELDS, guess_mapping, normalise_header
from .sheets import read_table
from .table import Limits, ReadError, Refusal, Table

__all__ = [
    "FIELDS",
    "Limits",
    "ReadError",
    "Refusal",
    "Table",
    "guess_mapping",
    "normalise_header",
    "read_table",
]

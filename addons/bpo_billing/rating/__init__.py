"""The rating core: pure functions from terms and usage to explained charges.

Nothing here knows Odoo, a database, a clock or a language; Python's standard library
is all it needs. Where to find what:

=====================  ==========================================================
question               place
=====================  ==========================================================
all value types        ``model`` (``terms`` agreed, ``usage`` done, ``result`` due)
how it runs            ``engine.rate_contract``
price of a time line   ``pricing.time``; minutes add up in ``tally``
increments, minimum    ``minutes``
surcharge windows      ``windows`` (when they run), ``split`` (cutting entries)
which rate holds       ``rates``
units                  ``pricing.unit``, then ``flat``, ``graduated``, ``volume``,
                       ``package``; ``measure`` counts, ``included`` and ``pool``
                       take off included units with roll-over
fixed fee, retainer    ``pricing.fees``, ``pricing.fixed``
full-time equivalents  ``pricing.fte``
baseline, ARC/RRC      ``pricing.baseline``
milestone, gain share  ``pricing.milestone``
vendor bills, markup   ``pricing.passthrough``
contract minimum       ``minimum``
late work              ``late`` (difference to what was billed)
part of a period       ``prorate``
which periods exist    ``periods``
index, currency        ``index``, ``fx`` (proposals for dated rates)
rounding               ``money``
how to recompute       ``explain``
what is refused        ``checks``, ``rates.no_rate``
=====================  ==========================================================

Money is ``Decimal``, minutes are ``int``, results are exact fractions until each
charge is rounded once, half up, to the currency.
"""

from .checks import check_line, check_terms
from .engine import rate_contract
from .fx import fx_price
from .index import PriceChange, index_price
from .late import rate_late
from .minutes import billable_minutes, rounded_minutes
from .model import *  # noqa: F403 - the value types are the public interface
from .model import __all__ as _model_names
from .money import hours, round_half_up
from .periods import Slot, contract_periods, full_period, statement_slots
from .rates import find_rate, rate_segments
from .tally import bucket_entries
from .windows import surcharge_windows

__all__ = [
    *_model_names,
    "PriceChange",
    "Slot",
    "billable_minutes",
    "bucket_entries",
    "check_line",
    "check_terms",
    "contract_periods",
    "find_rate",
    "full_period",
    "fx_price",
    "hours",
    "index_price",
    "rate_contract",
    "rate_late",
    "rate_segments",
    "round_half_up",
    "rounded_minutes",
    "statement_slots",
    "surcharge_windows",
]

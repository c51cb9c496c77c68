"""The rating core: pure functions from terms and usage to explained charges.

Nothing here knows Odoo, a database, a clock or a language. Start at ``engine``.
"""

from .engine import rate_contract
from .model import *  # noqa: F403 - the value types are the public interface
from .model import __all__ as _model_names

__all__ = [*_model_names, "rate_contract"]

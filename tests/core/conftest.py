"""Path and hypothesis profiles of the tests of the pure cores.

The packages ``sla`` and ``rating`` are imported without Odoo. More examples:
``HYPOTHESIS_PROFILE=thorough pytest tests/core``.
"""

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

ADDONS = Path(__file__).resolve().parents[2] / "addons"
for addon in ("bpo_contracts", "bpo_billing"):
    sys.path.insert(0, str(ADDONS / addon))

settings.register_profile("default", max_examples=100, deadline=None)
settings.register_profile(
    "thorough",
    max_examples=10_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

"""What the outsourcing work costs: rating, billing runs, statements, invoices."""

from . import models
from . import wizards
from .hooks import uninstall_hook

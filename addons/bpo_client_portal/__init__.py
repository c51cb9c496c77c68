"""What the client company of an outsourcing contract sees and does."""

from . import controllers, models
from .hooks import uninstall_hook

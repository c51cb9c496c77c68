"""The boards as Python; ``python -m boards`` in this add-on's folder writes the files.

The files in ``data/files`` are what Odoo loads. They are made from the descriptions
here, because four thousand lines of JSON cannot be reviewed; a test compares both.
"""

from . import agent_time, outsourcing
from .paper import as_text

# name of the file: its board
BOARDS = {
    "outsourcing_dashboard.json": outsourcing.board,
    "agent_time_dashboard.json": agent_time.board,
}


def files():
    """Return the text of each file by its name."""
    return {name: as_text(make()) for name, make in BOARDS.items()}

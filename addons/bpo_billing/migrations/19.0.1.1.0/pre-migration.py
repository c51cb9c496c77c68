"""Drops keys that no longer keep work from being billed twice.

Odoo keeps an index or a constraint that is there, whatever its state: one that is
invalid since its building was interrupted, or one that a hand has replaced by a plain
index. Billing refuses to run on such keys; dropped here, the upgrade builds them anew.
"""

import logging

from odoo.tools import SQL

_logger = logging.getLogger(__name__)

KEYS = (
    "bpo_claim_source_uniq",
    "bpo_statement_live_period_uniq",
    "bpo_statement_live_days_excl",
    "account_move_bpo_billing_key_uniq",
)
DAMAGED = """
    SELECT on_table.relname, key.relname, constrained.conname IS NOT NULL
      FROM pg_index
      JOIN pg_class AS key ON key.oid = pg_index.indexrelid
      JOIN pg_class AS on_table ON on_table.oid = pg_index.indrelid
      LEFT JOIN pg_constraint AS constrained ON constrained.conindid = key.oid
     WHERE key.relname = ANY(%s)
       AND key.relnamespace = current_schema::regnamespace
       AND NOT (indisvalid AND indisready AND (indisunique OR indisexclusion))
"""


def migrate(cr, version):
    """Drop damaged keys.

    :param version: the version that was installed
    """
    cr.execute(DAMAGED, [list(KEYS)])
    for table, key, is_constraint in cr.fetchall():
        _logger.info("%s of %s is damaged and is built anew", key, table)
        statement = SQL("DROP INDEX %s", SQL.identifier(key))
        if is_constraint:
            statement = SQL(
                "ALTER TABLE %s DROP CONSTRAINT %s",
                SQL.identifier(table),
                SQL.identifier(key),
            )
        cr.execute(statement)

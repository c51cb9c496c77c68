"""Batches of contracts: one transaction each, faults isolated, concurrency retried."""

import logging
import time

from psycopg2 import errors
from psycopg2.errors import IntegrityError, OperationalError

from odoo import api, models, modules
from odoo.exceptions import UserError
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

BATCH_SIZE = 100
MAX_TRIES = 5
# Another transaction won: with fresh data the work is done already, or can be done.
CONCURRENT = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.LockNotAvailable,
    errors.UniqueViolation,
    errors.ExclusionViolation,
)
# What keeps a source or a period from being billed twice; see ``_check_keys``.
KEYS = (
    "bpo_claim_source_uniq",
    "bpo_statement_live_period_uniq",
    "bpo_statement_live_days_excl",
    "account_move_bpo_billing_key_uniq",
)


class BpoBillingBatchMixin(models.AbstractModel):
    """Runs a step over contracts in batches.

    A batch is one transaction: all of it or nothing. Where a batch fails it is done
    again one by one, so that only the faulty contract is left out. A step takes locked
    contracts and must be safe to repeat.
    """

    _name = "bpo.billing.batch.mixin"
    _description = "Batches of Contracts"

    @api.model
    def _check_keys(self):
        """Refuse to bill where a unique key is missing in the database.

        An upgrade only logs when an index cannot be built over existing rows.

        :raise UserError: names the keys
        """
        self.env.cr.execute(
            """
            SELECT relname
              FROM pg_class
              JOIN pg_index ON pg_index.indexrelid = pg_class.oid
             WHERE relname = ANY(%s) AND indisvalid AND indisready
               AND (indisunique OR indisexclusion)
            """,
            [list(KEYS)],
        )
        missing = sorted(set(KEYS) - {name for [name] in self.env.cr.fetchall()})
        if missing:
            raise UserError(
                self.env._(
                    "Nothing was billed: the database lacks %(keys)s, which keep work "
                    "from being billed twice. Remove the doubles they complain about, "
                    "then upgrade this app.",
                    keys=", ".join(missing),
                )
            )

    def _run_batches(self, step, records):
        """Run ``step`` over ``records``.

        :param step: method ``(records, wait) -> records it could not lock``
        :param records: contracts or statements
        """
        busy = records.browse()
        for ids in split_every(BATCH_SIZE, records.ids):
            busy += self._run_one_batch(step, records.browse(ids), wait=False)
        # what another run held: wait for it, then see what is left
        for ids in split_every(BATCH_SIZE, busy.ids):
            self._run_one_batch(step, records.browse(ids), wait=True)

    def _run_one_batch(self, step, records, wait):
        """One batch; on an error one record after the other.

        :return: the records that were busy
        """
        try:
            busy = self._attempt(step, records, wait)
        except Exception as error:  # noqa: BLE001 - whatever one contract does wrong
            if len(records) > 1:
                busy = records.browse()
                for record in records:
                    busy += self._run_one_batch(step, record, wait)
                return busy
            self._log_fault(records, error)
            self._park_fault(records, error)
            busy = records.browse()
        self._checkpoint(len(records))
        return busy

    def _attempt(self, step, records, wait):
        """Run a step, again with fresh data where another transaction won."""
        for attempt in range(1, MAX_TRIES + 1):
            try:
                with self.env.cr.savepoint():
                    return step(records, wait) or records.browse()
            except (OperationalError, IntegrityError) as error:
                concurrent = isinstance(error, CONCURRENT)
                if not concurrent or attempt == MAX_TRIES or self._is_one_transaction():
                    raise
                # only a new transaction sees what the other one did
                self.env.cr.rollback()
                wait = True
                time.sleep(0.05 * 2**attempt)
        return records.browse()

    def _log_fault(self, records, error):
        """Expected refusals are information, anything else needs its traceback."""
        if isinstance(error, UserError):
            _logger.info("%s could not be billed: %s", records, error)
        else:
            _logger.exception("%s could not be billed", records, exc_info=error)

    def _park_fault(self, record, error):
        """Keep the reason why a record could not be billed; to extend.

        :param record: the faulty contract or statement
        """

    @api.model
    def _get_fault_sentence(self, error):
        """What a user is told about an error."""
        if isinstance(error, UserError):
            return str(error.args[0] if error.args else error)
        return self.env._(
            "It could not be billed (%(error)s). Look at the server's log.",
            error=type(error).__name__,
        )

    def _checkpoint(self, count):
        """Commit what is done, but in tests."""
        self.env.flush_all()
        if not self._is_one_transaction():
            self.env["ir.cron"]._commit_progress(count)

    @api.model
    def _is_one_transaction(self):
        """Whether the transaction belongs to a test or to the loading of an app."""
        return bool(modules.module.current_test) or not self.env.registry.ready

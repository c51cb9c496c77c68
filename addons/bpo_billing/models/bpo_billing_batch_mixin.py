"""Batches of contracts: one transaction each, faults isolated, concurrency retried."""

import logging
import time

from psycopg2 import errors
from psycopg2.errors import IntegrityError, OperationalError

from odoo import api, models
from odoo.exceptions import UserError

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


class _TakenBack(Exception):
    """Leaves a savepoint on purpose."""


class BpoBillingBatchMixin(models.AbstractModel):
    """Runs a step over contracts in batches.

    A batch is one transaction: all of it or nothing. Where a batch fails it is done
    again one by one (contracts of one invoice together), so that only the faulty
    contract is left out. A step takes locked
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
        for batch in self._get_batches(records):
            busy += self._run_one_batch(step, batch, wait=False)
        # what another run held: wait for it, then see what is left
        for batch in self._get_batches(busy):
            self._run_one_batch(step, batch, wait=True)

    def _get_batches(self, records, size=None):
        """Cut records into batches; what belongs together stays in one.

        :param int size: records of a batch, but for a single unit that is larger
        :return: iterator of recordsets
        """
        size = size or BATCH_SIZE
        ids = []
        for unit in self._get_units(records):
            if ids and len(ids) + len(unit) > size:
                yield records.browse(ids)
                ids = []
            ids += unit
        if ids:
            yield records.browse(ids)

    def _get_units(self, records):
        """Ids that belong into one transaction; override to keep more together.

        :return: lists of ids, in order
        """
        return [[record_id] for record_id in records.ids]

    def _get_parts(self, step, records):
        """How to do a batch that failed: its units, or the good records of a unit
        together and each faulty one alone.

        :return: list of smaller recordsets
        """
        units = self._get_units(records)
        if len(units) > 1:
            return [records.browse(ids) for ids in units]
        good = records.filtered(lambda record: self._works_alone(step, record))
        if good == records:
            return list(records)
        return [part for part in (good, *(records - good)) if part]

    def _works_alone(self, step, record):
        """Try a step on one record and take it back."""
        try:
            with self.env.cr.savepoint():
                step(record, True)
                raise _TakenBack
        except _TakenBack:
            return True
        except Exception:  # noqa: BLE001 - told when the record is done for good
            return False

    def _run_one_batch(self, step, records, wait):
        """One batch; on an error in smaller parts, down to one record.

        :return: the records that were busy
        """
        try:
            busy = self._attempt(step, records, wait)
        except Exception as error:  # noqa: BLE001 - whatever one contract does wrong
            if len(records) > 1:
                busy = records.browse()
                for part in self._get_parts(step, records):
                    busy += self._run_one_batch(step, part, wait)
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
        """Commit what is done, unless the transaction is the caller's."""
        self.env.flush_all()
        if not self._is_one_transaction():
            self.env["ir.cron"]._commit_progress(count)

    @api.model
    def _is_one_transaction(self):
        """Whether the caller owns the transaction: no commit, no second try.

        So it is while an app is loaded with its demo data. Override to run billing
        within a larger transaction, as the tests do (``OneTransactionCase``).

        :rtype: bool
        """
        return not self.env.registry.ready

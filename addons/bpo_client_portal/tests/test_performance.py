"""Portal pages cost the same for few and for many records, and write nothing."""

import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tests.test_cursor import TestCursor

from .common import PortalCase

MAX_QUERIES = 30
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


@tagged("post_install", "-at_install")
class TestPerformance(PortalCase):
    """Queries per page, at two sizes; statements that write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        statement = cls.world["A"]["statement"]
        line = statement.line_ids.filtered(lambda one: one.kind == "time")
        cls.paths = [
            "/my/bpo",
            "/my/bpo/month",
            "/my/bpo/settings",
            "/my/work-orders/import",
            "/my/contracts",
            f"/my/contracts/{cls.world['A']['contract'].id}",
            "/my/work-orders?filterby=all",
            f"/my/work-orders/{cls.world['A']['task'].id}",
            "/my/work-orders/new",
            "/my/sla",
            f"/my/sla/{cls.world['A']['result'].id}",
            "/my/approvals",
            "/my/statements",
            f"/my/statements/{statement.id}",
            f"/my/statements/{statement.id}/lines/{line.id}",
            "/my/bpo/people",
            f"/my/bpo/people/{cls.world['A']['users']['viewer'].partner_id.id}",
        ]

    @contextmanager
    def _recorded(self):
        """Collect the SQL of all cursors."""
        seen = []
        execute = TestCursor.execute

        def record(cursor, query, *args, **kwargs):
            seen.append(query if isinstance(query, str) else query.code)
            return execute(cursor, query, *args, **kwargs)

        with patch.object(TestCursor, "execute", record):
            yield seen

    def _queries(self, path):
        """Return the statements of the second visit to a page: caches are warm."""
        self._get(path)
        with self._recorded() as seen:
            self.assertEqual(self._get(path).status_code, 200)
        return [text for text in seen if "SAVEPOINT" not in text]

    def _grow(self):
        """Give client A some dozens more of everything."""
        world = self.world["A"]
        for _number in range(3):
            world["task"].copy({"name": "ClientA further order"})
        self.env["bpo.work.item"].create(
            [
                {
                    "contract_line_id": world["unit_line"].id,
                    "task_id": world["task"].id,
                    "reference": f"ClientA-more-{number}",
                    "quantity": 1,
                    "state": "received",
                }
                for number in range(60)
            ]
        )
        entries = world["waiting"][0].copy_data()[0]
        more = self.env["account.analytic.line"].create(
            [dict(entries) for _n in range(60)]
        )
        more.action_bpo_approve()

    def test_pages_write_nothing_and_stay_cheap(self):
        self._login("A", "admin")
        small = {path: self._queries(path) for path in self.paths}
        self._grow()
        self.env.flush_all()
        large = {path: self._queries(path) for path in self.paths}
        for path in self.paths:
            with self.subTest(path=path):
                writes = [text for text in small[path] if WRITES.match(text)]
                self.assertFalse(writes)
                self.assertLessEqual(len(small[path]), MAX_QUERIES)
                self.assertLessEqual(len(large[path]), len(small[path]) + 1)

"""Steps of an item, and what is refused."""

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .sla_common import SlaCase


@tagged("post_install", "-at_install")
class TestWorkItemState(SlaCase):
    """From receipt to acceptance, with holds, rejection and rework."""

    def setUp(self):
        super().setUp()
        self.clock = freeze_time("2026-03-02 15:00:00")
        self.clock.start()
        self.addCleanup(self.clock.stop)

    def _at(self, text):
        self.clock.stop()
        self.clock = freeze_time(self._utc(text))
        self.clock.start()

    def test_the_straight_way(self):
        item = self._create_item("2026-03-02 16:00", quantity=3)
        item.action_start()
        self._at("2026-03-02 17:00")
        item.action_deliver()
        self._at("2026-03-02 18:00")
        item.action_accept()
        self.assertRecordValues(
            item,
            [{
                "state": "accepted",
                "started_at": self._utc("2026-03-02 16:00"),
                "delivered_at": self._utc("2026-03-02 17:00"),
                "accepted_at": self._utc("2026-03-02 18:00"),
                "accepted_quantity": 3.0,
                "sla_met": True,
            }],
        )  # fmt: skip

    def test_starting_takes_the_item_nobody_has(self):
        employee = self.env["hr.employee"].create(
            {"name": "Lea", "user_id": self.lead.id}
        )
        other = self.env["hr.employee"].create({"name": "Anna"})
        free, taken = self._create_item(), self._create_item(employee_id=other.id)
        (free | taken).with_user(self.lead).action_start()
        self.assertEqual((free | taken).mapped("employee_id"), employee | other)

    def test_a_hold_stops_and_resuming_goes_on_where_it_was(self):
        item = self._create_item("2026-03-02 16:00")
        self._at("2026-03-02 17:00")
        item.action_hold(reason="Which account?")
        self.assertEqual((item.state, item.sla_state), ("on_hold", "paused"))
        self._at("2026-03-03 10:00")
        item.action_resume()
        self.assertEqual(item.state, "received")
        self.assertDue(item, "2026-03-03 17:00")
        item.action_start()
        item.action_hold()
        item.action_resume()
        self.assertEqual(item.state, "in_progress")
        self.assertEqual(len(item.hold_ids), 1)

    def test_delivery_ends_a_hold(self):
        item = self._create_item("2026-03-02 16:00")
        item.action_hold()
        self._at("2026-03-02 17:30")
        item.action_deliver()
        self.assertEqual(item.state, "delivered")
        self.assertEqual(item.hold_ids.date_to, item.delivered_at)

    def test_ending_the_hold_lets_the_item_go_on(self):
        item = self._create_item("2026-03-02 16:00")
        item.action_start()
        item.action_hold()
        item.hold_ids.date_to = self._utc("2026-03-03 10:00")
        self.assertEqual(item.state, "in_progress")

    def test_review_of_a_rejected_delivery_does_not_count(self):
        item = self._create_item("2026-03-02 16:00")
        self._at("2026-03-02 17:00")
        item.action_deliver()
        self._at("2026-03-03 10:00")
        item.action_reject()
        item.action_start()
        self.assertEqual((item.state, item.rework_count), ("in_progress", 1))
        self.assertFalse(item.delivered_at)
        self.assertDue(item, "2026-03-03 17:00")

    def test_rest_of_a_part_acceptance_is_a_new_item_billed_once(self):
        item = self._create_item("2026-03-02 16:00", quantity=1000)
        item.action_deliver()
        item.action_accept(quantity=960)
        rest = self.env["bpo.work.item"].search(
            [("reference", "=", f"{item.reference}/R1")]
        )
        rest.action_deliver()
        rest.action_accept()
        self.assertEqual((item | rest).mapped("accepted_quantity"), [960.0, 40.0])

    def test_a_step_is_safe_to_repeat_and_refused_from_elsewhere(self):
        item = self._create_item("2026-03-02 16:00")
        item.action_deliver()
        delivered = item.delivered_at
        self._at("2026-03-02 17:00")
        item.action_deliver()
        self.assertEqual(item.delivered_at, delivered)
        with self.assertRaisesRegex(UserError, "is Delivered and cannot become"):
            item.action_hold()

    def test_cancelled_items_have_no_deadline(self):
        item = self._create_item("2026-03-02 16:00")
        item.action_cancel()
        self.assertEqual((item.sla_state, item.due_at), ("none", False))

    def test_loaded_items_get_their_state_from_the_stamps(self):
        item = self._create_item(
            delivered="2026-03-02 16:30",
            accepted_at=self._utc("2026-03-02 17:00"),
            quantity=5,
        )
        self.assertEqual((item.state, item.accepted_quantity), ("accepted", 5.0))


@tagged("post_install", "-at_install")
class TestWorkItemRefusals(SlaCase):
    """Bad input is refused with a sentence and changes nothing."""

    def assertRefused(self, sentence, function):
        with (
            self.assertRaisesRegex(ValidationError, sentence),
            self.env.cr.savepoint(),
        ):
            function()
            self.env.flush_all()

    def _add_holds(self, item, *spans):
        return self.env["bpo.work.hold"].create(
            [
                {
                    "item_id": item.id,
                    "date_from": self._utc(start),
                    "date_to": end and self._utc(end),
                    "reason": "Question",
                }
                for start, end in spans
            ]
        )

    def test_delivery_before_receipt(self):
        self.assertRefused(
            "lies before",
            lambda: self._create_item("2026-03-02 16:00", "2026-03-02 15:59"),
        )

    def test_more_accepted_than_delivered(self):
        self.assertRefused(
            "No more units",
            lambda: self._create_item(quantity=1, accepted_quantity=2),
        )

    def test_the_same_reference_twice(self):
        self._create_item(reference="A")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self._create_item(reference="A")

    def test_overlapping_holds(self):
        item = self._create_item()
        self._add_holds(item, ("2026-03-02 16:00", "2026-03-02 17:00"))
        self._add_holds(item, ("2026-03-02 17:00", "2026-03-02 18:00"))
        self.assertRefused(
            "overlap",
            lambda: self._add_holds(item, ("2026-03-02 16:30", "2026-03-02 16:40")),
        )

    def test_two_running_holds(self):
        item = self._create_item()
        self.assertRefused(
            "overlap",
            lambda: self._add_holds(
                item, ("2026-03-02 16:30", None), ("2026-03-02 17:30", None)
            ),
        )

    def test_a_hold_that_ends_before_it_starts(self):
        item = self._create_item()
        self.assertRefused(
            "end after it starts",
            lambda: self._add_holds(item, ("2026-03-02 16:30", "2026-03-02 16:20")),
        )

    def test_a_hold_that_never_ends(self):
        item = self._create_item(delivered="2026-03-03 10:00")
        self.assertRefused(
            "never ends", lambda: self._add_holds(item, ("2026-03-02 16:30", None))
        )
        waiting = self._create_item()
        self._add_holds(waiting, ("2026-03-02 16:30", None))
        self.assertRefused(
            "never ends",
            lambda: waiting.write({"delivered_at": self._utc("2026-03-03 10:00")}),
        )

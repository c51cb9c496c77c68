"""The clock is fast enough to judge whole backlogs: some microseconds a call."""

from time import perf_counter

from sla_oracle import at, weekly

from sla import clock_for

CALLS = 100_000
#: ``resource.calendar`` takes 750 microseconds and more; this leaves a wide margin for
#: a busy machine.
LIMIT = 7.5e-6


def _seconds_a_call(function, arguments):
    started = perf_counter()
    for pair in arguments:
        function(*pair)
    return (perf_counter() - started) / len(arguments)


def test_a_call_takes_some_microseconds(record_property):
    clock = clock_for(weekly("Europe/Berlin", "01234", (9, 12), (13, 18)))
    start = at("2026-01-05 10:00")
    pairs = [(start + i * 200, start + i * 200 + 500_000) for i in range(CALLS)]
    spent = [(start + i * 200, 8 * 3600) for i in range(CALLS)]
    clock.deadline(start + CALLS * 200, 3600)
    worked = min(_seconds_a_call(clock.worked, pairs) for _run in range(3))
    deadline = min(_seconds_a_call(clock.deadline, spent) for _run in range(3))
    record_property("worked_us", worked * 1e6)
    record_property("deadline_us", deadline * 1e6)
    print(f"worked {worked * 1e6:.2f} us, deadline {deadline * 1e6:.2f} us a call")
    assert worked < LIMIT
    assert deadline < LIMIT

"""Time: increments, surcharges, daylight saving, dated and specific rates."""

from datetime import date

import pytest
from rating_world import (
    JUNE,
    D,
    amounts,
    day,
    entry,
    local,
    make_line,
    minutes,
    rate,
    span,
    total,
)

from rating import (
    AgentClock,
    ContractTerms,
    Rate,
    Surcharge,
    billable_minutes,
    bucket_entries,
    surcharge_windows,
)

EVENING = Surcharge("Evening", D(15), "01234", 17, 22)
WEEKEND = Surcharge("Weekend", D(25), "56", 0, 24)
NIGHT = Surcharge("Night", D(20), "0123456", 22, 6)
BERLIN = {"tz": "Europe/Berlin"}
MONDAY, SATURDAY = "2026-07-06", "2026-07-04"


@pytest.mark.parametrize(
    ("seconds", "increment", "minimum", "billed"),
    [
        (61 * 60, 15, 0, 75),
        (61 * 60, 6, 0, 66),
        (61 * 60, 1, 0, 61),
        (20, 6, 0, 6),
        (4 * 60, 1, 15, 15),
        (16 * 60, 6, 15, 18),
        (60 * 60, 15, 0, 60),
        (60 * 60 + 1, 15, 0, 75),
        (61, 0, 0, 2),
        (0, 15, 30, 0),
        (-60, 15, 30, 0),
    ],
)
def test_billable_minutes(seconds, increment, minimum, billed):
    assert billable_minutes(seconds, increment, minimum) == billed


def test_actual_time_stays_beside_billable_time():
    line = make_line("time", "10", billing_increment=15)
    (charge,) = rate(line, entries=[minutes(61)]).charges
    assert (charge.actual_minutes, charge.billable_minutes) == (61, 75)
    assert charge.explanation["facts"]["actual_minutes"] == "61"
    assert (charge.quantity, charge.amount) == (D("1.25"), D("12.50"))


def test_surcharge_splits_an_entry():
    line = make_line("time", "10", surcharges=(EVENING,))
    result = rate(line, entries=[entry(f"{MONDAY} 16:00", f"{MONDAY} 19:00")])
    assert amounts(result) == {"time": ["30.00"], "surcharge": ["3.00"]}
    assert str(result.amount) == "33.00"


def test_rounded_up_minutes_belong_to_the_last_part():
    line = make_line("time", "10", surcharges=(EVENING,), billing_increment=15)
    result = rate(line, entries=[entry(f"{MONDAY} 16:00", f"{MONDAY} 19:10")])
    assert amounts(result) == {"time": ["32.50"], "surcharge": ["3.38"]}
    assert str(result.amount) == "35.88"
    assert [charge.billable_minutes for charge in result.charges] == [195, 135]


def test_parts_are_cut_down_to_whole_minutes_and_the_last_takes_the_rest():
    line = make_line("time", "10", surcharges=(EVENING,), billing_increment=6)
    work = entry(f"{MONDAY} 16:58:30", f"{MONDAY} 17:05:00")
    time, surcharge = rate(line, entries=[work]).charges
    assert (time.billable_minutes, surcharge.billable_minutes) == (12, 11)


def test_fractions_of_a_second_are_cut_off():
    line = make_line("time", "60")
    work = entry(f"{MONDAY} 10:00:00.900", f"{MONDAY} 10:01:00.100")
    assert total(line, entries=[work]) == "1.00"


def test_first_matching_window_counts():
    late = Surcharge("Late", D(50), "01234", 20, 24)
    work = [entry(f"{MONDAY} 16:00", f"{MONDAY} 21:00")]
    first_wins = make_line("time", "10", surcharges=(EVENING, late))
    assert amounts(rate(first_wins, entries=work), "surcharge") == ["6.00"]
    turned = make_line("time", "10", surcharges=(late, EVENING))
    assert amounts(rate(turned, entries=work), "surcharge") == ["5.00", "4.50"]


def test_saturday_night_has_two_weekend_hours():
    line = make_line("time", "10", surcharges=(WEEKEND,))
    work = entry(f"{SATURDAY} 23:00", "2026-07-05 01:00")
    assert amounts(rate(line, entries=[work]), "surcharge") == ["5.00"]


def test_holiday_counts_like_the_weekdays_of_the_window():
    feast = {"holidays": frozenset({day(MONDAY)})}
    work = [entry(f"{MONDAY} 10:00", f"{MONDAY} 12:00")]
    flagged = Surcharge("Weekend", D(25), "56", 0, 24, on_holidays=True)
    line = make_line("time", "10", surcharges=(flagged,))
    assert amounts(rate(line, terms=feast, entries=work), "surcharge") == ["5.00"]
    plain = make_line("time", "10", surcharges=(WEEKEND,))
    assert amounts(rate(plain, terms=feast, entries=work), "surcharge") == []


def test_window_over_midnight_belongs_to_the_day_it_starts():
    friday_night = Surcharge("Night", D(20), "4", 22, 6)
    line = make_line("time", "10", surcharges=(friday_night,))
    work = entry("2026-07-03 21:00", f"{SATURDAY} 07:00")
    assert amounts(rate(line, entries=[work]), "surcharge") == ["16.00"]


@pytest.mark.parametrize(
    ("start", "stop", "hours"),
    [
        ("2026-03-28 22:00", "2026-03-29 06:00", 7),
        ("2026-10-24 22:00", "2026-10-25 06:00", 9),
        ("2026-07-04 22:00", "2026-07-05 06:00", 8),
    ],
)
def test_daylight_saving_shift_lasts_what_it_lasts(start, stop, hours):
    line = make_line("time", "10", surcharges=(NIGHT,))
    work = entry(start, stop, tz="Europe/Berlin")
    result = rate(line, terms=BERLIN, entries=[work], period=None)
    assert [charge.quantity for charge in result.charges] == [hours, hours]
    assert amounts(result) == {
        "time": [f"{hours * 10}.00"],
        "surcharge": [f"{hours * 2}.00"],
    }


@pytest.mark.parametrize(
    ("window", "date_of_change", "minutes_in_window"),
    [
        ((2, 3), "2026-03-29", 0),
        ((2.5, 4), "2026-03-29", 60),
        ((1, 2.5), "2026-03-29", 60),
        ((2, 3), "2026-10-25", 120),
        ((2.5, 3), "2026-10-25", 60),
        ((0, 24), "2026-03-29", 23 * 60),
        ((0, 24), "2026-10-25", 25 * 60),
    ],
)
def test_windows_follow_the_wall_clock_when_it_changes(
    window, date_of_change, minutes_in_window
):
    extra = Surcharge("Extra", D(10), "6", *window)
    line = make_line("time", "10", surcharges=(extra,))
    work = entry(
        f"{date_of_change} 00:00", f"{date_of_change} 23:59:59", tz="Europe/Berlin"
    )
    result = rate(line, terms=BERLIN, entries=[work], period=None)
    found = [c.billable_minutes for c in result.charges if c.kind == "surcharge"]
    assert sum(found) == minutes_in_window


def test_agent_clock_reads_the_agents_wall_and_holidays():
    manila = AgentClock("Asia/Manila", frozenset({day("2026-07-07")}))
    night = Surcharge("Night", D(10), "", 22, 24, on_holidays=True, clock="agent")
    line = make_line("time", "10", surcharges=(night,))
    # 16:00 to 18:00 in Berlin is 22:00 to 24:00 in Manila, a holiday there
    work = [
        entry("2026-07-07 15:00", "2026-07-07 18:00", tz="Europe/Berlin", employee_id=7)
    ]
    terms = {**BERLIN, "agents": {7: manila}}
    assert amounts(rate(line, terms=terms, entries=work), "surcharge") == ["2.00"]
    assert amounts(rate(line, terms=BERLIN, entries=work), "surcharge") == []


def test_time_without_start_carries_no_surcharge_and_says_so():
    line = make_line("time", "10", surcharges=(EVENING,))
    (charge,) = rate(line, entries=[minutes(30)]).charges
    assert charge.explanation["facts"]["minutes_without_start"] == "30"


def test_dated_rates_give_a_line_each():
    card = (
        Rate(D(20), None, day("2026-06-14")),
        Rate(D(22), day("2026-06-15"), None),
    )
    line = make_line("time", rates=card)
    work = [minutes(600, "2026-06-20", key=2), minutes(600, "2026-06-10", key=1)]
    result = rate(line, JUNE, entries=work)
    assert amounts(result) == {"time": ["200.00", "220.00"]}
    assert [charge.sources for charge in result.charges] == [(1,), (2,)]
    assert result.charges[0].name == "Work (until 2026-06-14)"


def test_most_specific_rate_wins():
    card = (
        Rate(D(24)),
        Rate(D(27), job_id=5),
        Rate(D(31), employee_id=9),
    )
    line = make_line("time", rates=card)
    work = [
        minutes(60, employee_id=9, job_id=5),
        minutes(60, employee_id=8, job_id=5),
        minutes(60, employee_id=7),
    ]
    assert sorted(amounts(rate(line, entries=work), "time")) == [
        "24.00",
        "27.00",
        "31.00",
    ]


def test_minutes_are_whole_numbers():
    line = make_line("time", "10")
    thirds = [minutes(20, key=number) for number in range(3)]
    (charge,) = rate(line, entries=thirds).charges
    assert (charge.quantity, charge.amount) == (1, D("10.00"))
    assert charge.sources == (0, 1, 2)
    (long,) = rate(line, entries=[minutes(400)]).charges
    assert str(long.quantity) == "6.666667"


def test_surcharges_of_one_kind_are_summed_in_minutes_then_rounded():
    line = make_line("time", "10", surcharges=(EVENING,))
    work = [entry(f"{MONDAY} 18:00", f"{MONDAY} 18:01", key=n) for n in range(3)]
    # 3 minutes x 10.00 x 15 % are 0.075; each alone would round to 0.03
    assert amounts(rate(line, entries=work), "surcharge") == ["0.08"]


def test_sources_of_a_surcharge_are_those_of_its_time():
    line = make_line("time", "10", surcharges=(EVENING,))
    work = [entry(f"{MONDAY} 18:00", f"{MONDAY} 19:00", key=41)]
    assert [c.sources for c in rate(line, entries=work).charges] == [(41,), ()]


def test_buckets_rate_like_their_entries():
    card = (Rate(D(20), None, day("2026-06-14")), Rate(D(22), day("2026-06-15")))
    line = make_line("time", rates=card, billing_increment=6)
    work = [
        minutes(7 * n, f"2026-06-{n:02}", key=n, employee_id=n % 3)
        for n in range(1, 30)
    ]
    buckets = bucket_entries(ContractTerms((line,)), line, work)
    assert len(buckets) == 6
    grouped = rate(line, JUNE, buckets=buckets)
    assert amounts(grouped) == amounts(rate(line, JUNE, entries=work))
    assert sum(len(charge.sources) for charge in grouped.charges) == 6


def test_windows_in_utc_tell_which_entries_need_splitting():
    line = make_line("time", "10", surcharges=(EVENING, WEEKEND))
    terms = ContractTerms((line,), tz="Europe/Berlin")
    found = surcharge_windows(terms, line, span(MONDAY, MONDAY))
    berlin = "Europe/Berlin"
    assert (local(f"{MONDAY} 17:00", berlin), local(f"{MONDAY} 22:00", berlin)) in found
    assert found[0] == (local("2026-07-05 00:00", berlin), local(MONDAY, berlin))


def test_weekend_joins_over_midnight():
    line = make_line("time", "10", surcharges=(WEEKEND,))
    terms = ContractTerms((line,))
    found = surcharge_windows(terms, line, span(SATURDAY, "2026-07-05"))
    assert found == [(local(SATURDAY), local("2026-07-06"))]
    assert isinstance(found[0][0].date(), date)

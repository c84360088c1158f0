from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.clock import (
    VIETNAM,
    TimeLimit,
    TimeUnit,
    WorkHours,
    WorkingClock,
    apology_due,
    due_at,
    first_answer_due,
    named_limit,
    shift_due,
    standard_clock,
    working_minutes,
)
from motcua.rules.tables import load_yaml

CLOCK = standard_clock()
DAY, HOUR, PLAIN = TimeUnit.WORKING_DAY, TimeUnit.HOUR, TimeUnit.CALENDAR_DAY


def at(text: str) -> datetime:
    """ "23/11/2026 08:00" in Vietnam."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 30)).map(lambda moment: moment.replace(tzinfo=VIETNAM))
minutes = st.integers(min_value=0, max_value=40 * 480)


@pytest.mark.parametrize(
    ("received", "limit", "due"),
    [
        # working days: the day of receipt is not counted, the end is the close of the last day
        ("16/11/2026 08:00", TimeLimit(1, DAY), "17/11/2026 17:00"),
        ("16/11/2026 14:59", TimeLimit(1, DAY), "17/11/2026 17:00"),
        ("16/11/2026 15:30", TimeLimit(1, DAY), "17/11/2026 17:00"),
        ("14/11/2026 10:00", TimeLimit(1, DAY), "16/11/2026 17:00"),  # filed online on a Saturday
        ("16/11/2026 22:00", TimeLimit(3, DAY), "19/11/2026 17:00"),
        ("23/11/2026 09:00", TimeLimit(1, DAY), "25/11/2026 17:00"),  # 24/11 is a holiday since 2026
        ("24/11/2025 09:00", TimeLimit(1, DAY), "25/11/2025 17:00"),  # it was none in 2025
        ("13/02/2026 09:00", TimeLimit(1, DAY), "23/02/2026 17:00"),  # Tết 2026
        ("12/02/2026 09:00", TimeLimit(3, DAY), "24/02/2026 17:00"),
        ("03/02/2027 09:00", TimeLimit(1, DAY), "11/02/2027 17:00"),  # Tết 2027 with two days made up
        ("24/01/2025 09:00", TimeLimit(2, DAY), "04/02/2025 17:00"),  # Tết 2025
        ("31/12/2025 09:00", TimeLimit(1, DAY), "05/01/2026 17:00"),  # 1/1, swapped 2/1, weekend
        ("09/01/2026 09:00", TimeLimit(1, DAY), "10/01/2026 17:00"),  # Saturday 10/1 is worked
        ("21/08/2026 09:00", TimeLimit(1, DAY), "22/08/2026 17:00"),  # Saturday 22/8 is worked
        ("28/08/2026 09:00", TimeLimit(1, DAY), "03/09/2026 17:00"),
        ("24/04/2026 09:00", TimeLimit(1, DAY), "28/04/2026 17:00"),  # Hùng Kings made up on Monday
        ("29/04/2027 09:00", TimeLimit(1, DAY), "04/05/2027 17:00"),
        # same day: after 15:00 it is the next working day
        ("16/11/2026 08:00", TimeLimit(0, DAY, same_day=True), "16/11/2026 17:00"),
        ("16/11/2026 15:00", TimeLimit(0, DAY, same_day=True), "16/11/2026 17:00"),
        ("16/11/2026 15:01", TimeLimit(0, DAY, same_day=True), "17/11/2026 17:00"),
        ("23/11/2026 15:01", TimeLimit(0, DAY, same_day=True), "25/11/2026 17:00"),
        ("22/11/2026 09:00", TimeLimit(0, DAY, same_day=True), "23/11/2026 17:00"),
        ("16/11/2026 16:00", TimeLimit(0, DAY, same_day=True, cutoff=None), "16/11/2026 17:00"),
        # hours
        ("16/11/2026 08:00", TimeLimit(4, HOUR), "16/11/2026 14:00"),
        ("16/11/2026 14:00", TimeLimit(4, HOUR), "17/11/2026 08:00"),
        ("16/11/2026 15:30", TimeLimit(4, HOUR), "17/11/2026 11:00"),
        ("16/11/2026 15:30", TimeLimit(4, HOUR, cutoff=None), "17/11/2026 09:30"),
        ("20/11/2026 06:00", TimeLimit(8, HOUR), "20/11/2026 17:00"),
        # calendar days: an end on a day off moves forward
        ("16/11/2026 09:00", TimeLimit(3, PLAIN), "19/11/2026 17:00"),
        ("16/11/2026 09:00", TimeLimit(5, PLAIN), "23/11/2026 17:00"),
        ("16/11/2026 09:00", TimeLimit(8, PLAIN), "25/11/2026 17:00"),
        ("06/02/2026 09:00", TimeLimit(10, PLAIN), "23/02/2026 17:00"),
        ("12/08/2026 09:00", TimeLimit(10, PLAIN), "22/08/2026 17:00"),  # ends on the Saturday that is worked
    ],
)
def test_due(received: str, limit: TimeLimit, due: str) -> None:
    assert due_at(at(received), limit, CLOCK) == at(due)


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        ("16/11/2026 07:00", "16/11/2026 17:00"),
        ("16/11/2026 09:00", "17/11/2026 09:00"),
        ("16/11/2026 16:00", "17/11/2026 16:00"),
        ("20/11/2026 20:00", "23/11/2026 17:00"),
        ("23/11/2026 15:30", "25/11/2026 15:30"),
        ("13/02/2026 16:30", "23/02/2026 16:30"),
        ("21/08/2026 14:00", "22/08/2026 14:00"),
    ],
)
def test_first_answer_within_eight_working_hours(arrived: str, due: str) -> None:
    assert first_answer_due(at(arrived), CLOCK) == at(due)


@pytest.mark.parametrize(
    ("received", "starts"),
    [
        ("16/11/2026 06:10", "16/11/2026 07:00"),
        ("16/11/2026 09:20", "16/11/2026 09:20"),
        ("16/11/2026 12:00", "16/11/2026 13:30"),
        ("16/11/2026 11:30", "16/11/2026 13:30"),
        ("16/11/2026 15:00", "16/11/2026 15:00"),
        ("16/11/2026 15:01", "17/11/2026 07:00"),
        ("20/11/2026 18:00", "23/11/2026 07:00"),
        ("24/11/2026 09:00", "25/11/2026 07:00"),
    ],
)
def test_start_of_counting(received: str, starts: str) -> None:
    assert CLOCK.start_of_counting(at(received)) == at(starts)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("16/11/2026 11:00", "16/11/2026 14:00", 60),
        ("16/11/2026 16:00", "17/11/2026 08:00", 120),
        ("20/11/2026 17:00", "23/11/2026 07:00", 0),
        ("13/02/2026 07:00", "23/02/2026 07:00", 480),
        ("21/08/2026 07:00", "24/08/2026 07:00", 960),
        ("17/11/2026 08:00", "16/11/2026 16:00", -120),
    ],
)
def test_minutes_between(start: str, end: str, expected: int) -> None:
    assert CLOCK.minutes_between(at(start), at(end)) == expected


def test_a_supplement_moves_the_due_moment_by_the_working_time_waited() -> None:
    due = at("20/11/2026 17:00")
    assert shift_due(due, at("16/11/2026 10:00"), at("18/11/2026 10:00"), CLOCK) == at("25/11/2026 17:00")
    assert shift_due(due, at("21/11/2026 08:00"), at("22/11/2026 20:00"), CLOCK) == due  # a weekend is no time
    with pytest.raises(ValueError, match="before it begins"):
        shift_due(due, at("18/11/2026 10:00"), at("16/11/2026 10:00"), CLOCK)


def test_the_apology_comes_a_day_before() -> None:
    assert apology_due(at("20/11/2026 17:00"), CLOCK) == at("19/11/2026 17:00")


def test_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        CLOCK.add_minutes(datetime(2026, 11, 16, 8), 10)


def test_moments_of_other_zones_are_understood() -> None:
    assert due_at(datetime(2026, 11, 16, 1, tzinfo=UTC), TimeLimit(4, HOUR), CLOCK) == at("16/11/2026 14:00")
    # 23:30 UTC on Sunday is Monday morning in Vietnam
    assert due_at(datetime(2026, 11, 15, 23, 30, tzinfo=UTC), TimeLimit(1, DAY), CLOCK) == at("17/11/2026 17:00")


def test_hours_of_another_agency() -> None:
    late = WorkingClock(CLOCK.calendar, WorkHours(((time(7, 30), time(11, 30)), (time(13, 0), time(16, 30)))))
    assert late.minutes_a_day == 450
    assert due_at(at("16/11/2026 08:00"), TimeLimit(2, DAY), late) == at("18/11/2026 16:30")
    assert late.add_minutes(at("16/11/2026 11:00"), 60) == at("16/11/2026 13:30")
    assert not late.is_open(at("16/11/2026 12:00"))
    assert late.is_open(at("16/11/2026 13:00"))


@pytest.mark.parametrize(
    "sessions",
    [(), ((time(9), time(8)),), ((time(7), time(12)), (time(11), time(17)))],
    ids=["none", "back", "overlap"],
)
def test_hours_that_make_no_sense_are_refused(sessions: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="in order"):
        WorkHours(sessions)


def test_limits_in_minutes_and_words() -> None:
    assert working_minutes(TimeLimit(3, DAY)) == 1440
    assert working_minutes(TimeLimit(4, HOUR)) == 240
    assert working_minutes(TimeLimit(0, DAY, same_day=True)) == 480
    assert working_minutes(TimeLimit(30, PLAIN)) is None
    assert TimeLimit(5, DAY).label_vi == "5 ngày làm việc"
    assert TimeLimit(0, DAY, same_day=True).label_vi == "Trong ngày làm việc"
    with pytest.raises(ValueError, match="at least 1"):
        TimeLimit(0, DAY)


def test_named_limits() -> None:
    table = load_yaml("time_limits.yaml")
    assert all(named_limit(name).value == row["value"] and row["legal_basis"] for name, row in table.items())
    assert (named_limit("petition.answer").value, named_limit("petition.answer").unit) == (15, DAY)


def _crawl(start: datetime, wanted: int) -> datetime:
    """The slow and obvious clock: minute by minute."""
    moment, worked = start, 0
    while worked < wanted:
        worked += CLOCK.is_open(moment)
        moment += timedelta(minutes=1)
    return moment


@given(st.datetimes(datetime(2026, 8, 20), datetime(2026, 9, 4)), st.integers(1, 1200))
def test_it_agrees_with_a_clock_that_counts_minute_by_minute(start: datetime, wanted: int) -> None:
    begin = start.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    assert CLOCK.add_minutes(begin, wanted) == _crawl(begin, wanted)


@given(moments, minutes, minutes)
def test_adding_is_additive(start: datetime, first: int, second: int) -> None:
    assert CLOCK.add_minutes(CLOCK.add_minutes(start, first), second) == CLOCK.add_minutes(start, first + second)


@given(moments, minutes)
def test_between_is_the_inverse_of_adding(start: datetime, wanted: int) -> None:
    assert CLOCK.minutes_between(start, CLOCK.add_minutes(start, wanted)) == wanted


@given(moments, moments, st.sampled_from(TimeUnit), st.integers(1, 60), st.booleans())
def test_who_comes_earlier_is_never_due_later(
    one: datetime, other: datetime, unit: TimeUnit, value: int, same_day: bool
) -> None:
    early, late = sorted((one, other))
    limit = TimeLimit(value, unit, same_day=same_day)
    assert due_at(early, limit, CLOCK) <= due_at(late, limit, CLOCK)


@given(moments, st.sampled_from(TimeUnit), st.integers(1, 60))
def test_a_due_moment_is_later_in_working_time_and_grows_with_the_limit(
    start: datetime, unit: TimeUnit, value: int
) -> None:
    due = due_at(start, TimeLimit(value, unit), CLOCK)
    assert due > start
    assert CLOCK.calendar.is_working(due.date())
    assert due <= due_at(start, TimeLimit(value + 1, unit), CLOCK)


@given(moments, st.integers(1, 30))
def test_a_working_day_is_never_shorter_than_eight_hours(start: datetime, value: int) -> None:
    """The reading of days by dates gives the agency at least the 8 hours a day that the hour clock gives."""
    eight_hours_each = CLOCK.add_minutes(CLOCK.start_of_counting(start), value * 480)
    assert due_at(start, TimeLimit(value, DAY), CLOCK) >= eight_hours_each


@given(moments, minutes, minutes, minutes)
def test_pauses_add_up(due: datetime, offset: int, first: int, second: int) -> None:
    a = CLOCK.add_minutes(due, offset)
    b = CLOCK.add_minutes(a, first)
    c = CLOCK.add_minutes(b, second)
    assert shift_due(shift_due(due, a, b, CLOCK), b, c, CLOCK) == shift_due(due, a, c, CLOCK)


def test_dates_and_times_of_the_answer_are_local() -> None:
    due = due_at(datetime(2026, 11, 16, 1, tzinfo=UTC), TimeLimit(1, DAY), CLOCK)
    assert (due.date(), due.time(), due.utcoffset()) == (date(2026, 11, 17), time(17), timedelta(hours=7))

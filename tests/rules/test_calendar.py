from datetime import date, timedelta

import holidays
import pytest

from motcua.rules.calendar import CalendarDay, DayKind, WorkCalendar, expected_days, standard_calendar
from motcua.rules.errors import OutOfCalendar
from motcua.rules.tables import Confidence, load_yaml

CALENDAR = standard_calendar()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 4, 7), False),  # Hùng Kings, a Monday
        (date(2025, 4, 26), True),  # a Saturday worked for 2/5
        (date(2025, 5, 2), False),
        (date(2025, 9, 1), False),
        (date(2026, 1, 2), False),  # swapped with Saturday 10/1
        (date(2026, 1, 10), True),
        (date(2026, 2, 13), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # 10/3 lunar was Sunday 26/4
        (date(2026, 8, 22), True),  # a Saturday worked for 31/8
        (date(2026, 8, 31), False),
        (date(2026, 9, 3), True),
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),  # Culture Day, for the first time
        (date(2026, 11, 25), True),
        (date(2025, 11, 24), True),  # not yet a holiday in 2025
        (date(2027, 2, 3), True),
        (date(2027, 2, 10), False),
        (date(2027, 2, 11), True),
        (date(2027, 5, 3), False),  # 1/5 is a Saturday
        (date(2027, 9, 3), False),
        (date(2026, 11, 22), False),  # an ordinary Sunday
    ],
)
def test_days_of_2025_to_2027(day: date, works: bool) -> None:
    assert CALENDAR.is_working(day) is works


def test_paid_days_a_year_are_those_of_the_law() -> None:
    paid = {year: sum(e.kind is DayKind.LE and e.day.year == year for e in CALENDAR.days) for year in range(2025, 2036)}
    assert paid == {2025: 11, **dict.fromkeys(range(2026, 2036), 12)}


def test_every_swapped_day_off_has_a_day_worked() -> None:
    for year in (2025, 2026, 2027):
        kinds = [entry.kind for entry in CALENDAR.days if entry.day.year == year]
        assert kinds.count(DayKind.HOAN_DOI_NGHI) == kinds.count(DayKind.LAM_BU)


def test_rows_carry_their_source() -> None:
    assert all(entry.source and entry.name for entry in CALENDAR.days)
    low = {entry.day.year for entry in CALENDAR.days if entry.confidence is Confidence.LOW}
    assert low == set(range(2028, 2036))


def test_the_package_holidays_agrees() -> None:
    """A second opinion: it knows the same days off, except the swap of 2/1/2026 that it missed."""
    foreign = {day for day in holidays.country_holidays("VN", years=(2025, 2026, 2027)) if day.weekday() < 5}
    year = [date(2025, 1, 1) + timedelta(days=n) for n in range(3 * 365)]
    ours = {day for day in year if day.weekday() < 5 and not CALENDAR.is_working(day)}
    assert ours - foreign <= {date(2026, 1, 2)}
    assert foreign - ours == set()


def test_lunar_dates_agree_with_the_package_holidays() -> None:
    for row in load_yaml("calendar.yaml")["lunar"]:
        foreign = holidays.country_holidays("VN", years=row["year"])
        assert row["tet"] in foreign
        assert row["hung_kings"] in foreign
        assert foreign[row["tet"]] != foreign[row["hung_kings"]]


def test_an_expected_year_makes_up_for_rest_days_but_not_for_culture_day() -> None:
    days = {entry.day: entry for entry in expected_days(2029, date(2029, 2, 13), date(2029, 4, 23))}
    assert {day for day in days if day.month == 2} == {date(2029, 2, n) for n in range(12, 17)}  # eve to mùng 4
    assert date(2029, 11, 26) not in days  # 24/11/2029 is a Saturday
    assert days[date(2029, 9, 3)].kind is DayKind.LE  # 1/9 is a Saturday, so the day after 2/9 (a Sunday)
    assert days[date(2029, 9, 4)].kind is DayKind.NGHI_BU


def test_nth_working_day() -> None:
    assert CALENDAR.after(date(2026, 2, 13), 1) == date(2026, 2, 23)  # over Tết
    assert CALENDAR.after(date(2026, 8, 21), 1) == date(2026, 8, 22)  # the Saturday that is worked
    assert CALENDAR.after(date(2026, 11, 22), 2) == date(2026, 11, 25)
    assert CALENDAR.next_working(date(2026, 11, 24)) == date(2026, 11, 25)
    assert CALENDAR.next_working(date(2026, 11, 23)) == date(2026, 11, 23)
    with pytest.raises(ValueError, match="at least 1"):
        CALENDAR.after(date(2026, 1, 5), 0)


def test_outside_the_calendar_nothing_is_guessed() -> None:
    for day in (date(2024, 12, 31), date(2036, 1, 1)):
        with pytest.raises(OutOfCalendar):
            CALENDAR.is_working(day)
    with pytest.raises(OutOfCalendar):
        CALENDAR.after(date(2035, 12, 31), 1)


def test_a_local_day_off_makes_another_calendar() -> None:
    festival = CalendarDay(date(2026, 12, 1), DayKind.NGHI_DIA_PHUONG, "Lễ hội", "Quyết định của tỉnh")
    local = WorkCalendar((*CALENDAR.days, festival), CALENDAR.first, CALENDAR.last)
    assert not local.is_working(festival.day)
    assert CALENDAR.is_working(festival.day)
    assert local.special(festival.day) == festival
    assert local.fingerprint != CALENDAR.fingerprint
    assert WorkCalendar(CALENDAR.days, CALENDAR.first, CALENDAR.last).fingerprint == (CALENDAR.fingerprint)

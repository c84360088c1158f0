from datetime import datetime, timedelta
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.clock import VIETNAM, standard_clock
from motcua.rules.codes import Channel
from motcua.rules.indicators import (
    DossierTimes,
    Filing,
    FormUse,
    Handling,
    Rating,
    Supplement,
    Timeliness,
    end_of_processing,
    filing_times,
    form_quality,
    on_time,
    online_versus_counter,
    satisfaction,
    target,
)
from motcua.rules.lifecycle import Status

CLOCK = standard_clock()


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


START = at("16/11/2026 08:00")
PERIOD_END = at("30/11/2026 23:59")


def filing(minutes: float, idle: float = 0) -> Filing:
    return Filing(START, START + timedelta(minutes=minutes), timedelta(minutes=idle))


def test_filing_times() -> None:
    found = filing_times(
        [filing(2), filing(3), filing(4), filing(5), filing(11), filing(200, idle=31), filing(40, idle=30)]
    )
    assert (found.n, found.interrupted) == (6, 1)
    assert found.mean == pytest.approx(65 / 6)
    assert (found.median, found.p90) == (4, 40)
    assert found.share_in_time == pytest.approx(3 / 6)  # 5 minutes are not under 5 minutes


def test_nothing_is_not_zero() -> None:
    none = filing_times([])
    assert (none.mean, none.median, none.p90, none.share_in_time) == (None,) * 4
    assert online_versus_counter([]).shorter_by is None
    assert satisfaction([], asked=0).share is None
    assert satisfaction([], asked=3).share is None
    forms = form_quality([])
    assert (forms.share_of_procedures, forms.share_prefilled, forms.share_unchanged) == (None, None, None)


def test_a_filing_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before its sign-in"):
        filing_times([filing(-1)])


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30))
def test_percentiles_are_values_that_occurred(minutes: list[int]) -> None:
    found = filing_times([filing(value) for value in minutes])
    assert found.median == median_low(minutes)
    assert found.p90 in minutes
    assert sum(value <= (found.p90 or 0) for value in minutes) * 10 >= 9 * len(minutes)


def handled(procedure: str, channel: Channel, *minutes: float) -> list[Handling]:
    return [Handling(procedure, channel, value) for value in minutes]


def test_online_against_counter() -> None:
    found = online_versus_counter(
        handled("birth", Channel.ONLINE, 60, 80)
        + handled("birth", Channel.COUNTER, 100)
        + handled("birth", Channel.POST, 5000)
        + handled("land", Channel.ONLINE, 1000)
        + handled("copy", Channel.ONLINE, 10)
        + handled("copy", Channel.COUNTER, 10, 30)
    )
    assert [row.procedure for row in found.procedures] == ["birth", "copy", "land"]
    assert [row.shorter_by for row in found.procedures] == [pytest.approx(0.3), pytest.approx(0.5), None]
    assert found.compared == 2
    assert found.shorter_by == pytest.approx(1 - (140 + 10) / (200 + 20))


def test_a_shift_to_quick_procedures_is_no_speed() -> None:
    """Online and counter take the same in each procedure, but online has more of the quick one."""
    same = (
        handled("quick", Channel.ONLINE, *[10] * 9)
        + handled("quick", Channel.COUNTER, 10)
        + handled("slow", Channel.ONLINE, 1000)
        + handled("slow", Channel.COUNTER, *[1000] * 9)
    )
    assert online_versus_counter(same).shorter_by == pytest.approx(0)


def test_a_counter_time_of_zero_compares_nothing() -> None:
    found = online_versus_counter(handled("a", Channel.ONLINE, 5) + handled("a", Channel.COUNTER, 0))
    assert (found.compared, found.shorter_by) == (0, None)


def test_satisfaction() -> None:
    found = satisfaction([Rating(True), Rating(True), Rating(False), Rating(None)], asked=10)
    assert found.share == pytest.approx(2 / 3)
    assert found.response == pytest.approx(0.3)
    with pytest.raises(ValueError, match="more ratings"):
        satisfaction([Rating(True)], asked=0)


def test_form_quality() -> None:
    found = form_quality([FormUse("birth", 3, 2, 1), FormUse("birth", 1, 0, 0), FormUse("land", 1, 0, 0)])
    assert found.share_of_procedures == pytest.approx(1 / 2)
    assert found.share_prefilled == pytest.approx(2 / 5)
    assert found.share_unchanged == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("criterion", "year", "value", "just_met", "just_missed"),
    [
        ("filing_minutes", 2025, 8, 7.99, 8),
        ("filing_minutes", 2026, 5, 4.99, 5),
        ("filing_minutes", 2027, 5, 4.99, 5),
        ("online_shorter", 2026, 0.30, 0.30, 0.29),
        ("satisfied", 2026, 0.95, 0.95, 0.949),
        ("satisfied", 2025, 0.90, 0.90, 0.899),
    ],
)
def test_targets(criterion: str, year: int, value: float, just_met: float, just_missed: float) -> None:
    found = target(criterion, year)
    assert found is not None
    assert found.value == value
    assert found.met(just_met) is True
    assert found.met(just_missed) is False
    assert found.met(None) is None
    assert target(criterion, 2024) is None


DUE = at("20/11/2026 17:00")
EARLY, LATE = at("19/11/2026 10:00"), at("23/11/2026 10:00")


def dossier(reached: dict[Status, datetime], *supplements: Supplement, due: datetime | None = DUE) -> DossierTimes:
    return DossierTimes(START, reached, due, limit_minutes=4 * 480, supplements=supplements)


@pytest.mark.parametrize(
    ("reached", "verdict"),
    [
        ({Status.DONE: DUE}, Timeliness.ON_TIME),
        ({Status.DONE: DUE + timedelta(minutes=1)}, Timeliness.LATE),
        ({Status.DONE: EARLY, Status.RETURNED: LATE}, Timeliness.ON_TIME),  # 9 before 10: fetched late is not late
        ({Status.RETURNED: LATE}, Timeliness.LATE),
        ({Status.STOPPED: EARLY}, Timeliness.ON_TIME),
        ({Status.WITHDRAWN: EARLY}, Timeliness.ON_TIME),
        ({Status.WITHDRAWN: LATE}, Timeliness.LATE),
        ({Status.PROCESSING: EARLY}, Timeliness.RUNNING_LATE),
    ],
)
def test_on_time(reached: dict[Status, datetime], verdict: Timeliness) -> None:
    assert on_time(dossier(reached), PERIOD_END, CLOCK) is verdict


def test_the_state_is_that_at_the_end_of_the_period() -> None:
    wednesday = at("18/11/2026 23:59")
    assert on_time(dossier({Status.DONE: LATE}), wednesday, CLOCK) is Timeliness.RUNNING_IN_TIME
    assert on_time(dossier({}), at("15/11/2026 23:59"), CLOCK) is Timeliness.NOT_RECEIVED
    assert on_time(DossierTimes(None, {Status.WITHDRAWN: EARLY}), PERIOD_END, CLOCK) is Timeliness.NOT_RECEIVED


def test_a_silent_applicant_ends_the_time_at_the_request() -> None:
    silent = dossier({Status.SUPPLEMENT: EARLY}, Supplement(EARLY))
    assert end_of_processing(silent, PERIOD_END) == EARLY
    assert on_time(silent, PERIOD_END, CLOCK) is Timeliness.ON_TIME


def test_two_supplement_requests_are_late_even_if_all_was_quick() -> None:
    answered = [Supplement(START + timedelta(minutes=n), START + timedelta(minutes=n + 5)) for n in (10, 20)]
    assert on_time(dossier({Status.DONE: EARLY}, answered[0]), PERIOD_END, CLOCK) is Timeliness.ON_TIME
    assert on_time(dossier({Status.DONE: EARLY}, *answered), PERIOD_END, CLOCK) is Timeliness.LATE


def test_without_a_return_date_the_waiting_is_taken_off() -> None:
    """Monday 8:00 to next Monday 10:00 is 5 days 2 hours; the limit is 4 days; 2 days were waited for."""
    waited = Supplement(at("17/11/2026 08:00"), at("19/11/2026 08:00"))
    assert on_time(dossier({Status.DONE: LATE}, waited, due=None), PERIOD_END, CLOCK) is Timeliness.ON_TIME
    assert on_time(dossier({Status.DONE: LATE}, due=None), PERIOD_END, CLOCK) is Timeliness.LATE
    nothing_known = DossierTimes(START, {Status.DONE: EARLY})
    assert on_time(nothing_known, PERIOD_END, CLOCK) is Timeliness.UNKNOWN

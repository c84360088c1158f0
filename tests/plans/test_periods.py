"""What comes round, and days counted after something: by the calendar of the state."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from motcua.plans.periods import (
    HALF,
    MONTH,
    QUARTER,
    WEEK,
    YEAR,
    counts_from_the_plan,
    counts_working_days,
    due_after,
    period_words,
    periods,
    rhythm_of,
    span_words,
)
from motcua.plans.reader.deadlines import deadline_of

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("Hằng quý", QUARTER),
        ("Hàng tháng", MONTH),
        ("Hằng năm", YEAR),
        ("Định kỳ hằng tuần", WEEK),
        ("Định kỳ 6 tháng, năm", HALF),
        ("Thường xuyên", QUARTER),
        ("Thường xuyên, liên tục", QUARTER),
        ("31/12/2026", None),
        ("Quý IV/2026", None),
        ("Theo lộ trình", None),
    ],
)
def test_how_often(words: str, rhythm: str | None) -> None:
    found = deadline_of(words, default_year=2026)
    assert rhythm_of(found.type, words) == rhythm


@pytest.mark.parametrize(
    ("rhythm", "names", "last"),
    [
        (MONTH, ["2025-11", "2025-12", "2026-01", "2026-02"], date(2026, 2, 28)),
        (QUARTER, ["2025-Q4", "2026-Q1"], date(2026, 3, 31)),
        (HALF, ["2025-H2", "2026-H1"], date(2026, 6, 30)),
        (YEAR, ["2025", "2026"], date(2026, 12, 31)),
    ],
)
def test_periods_have_their_last_days(rhythm: str, names: list[str], last: date) -> None:
    found = list(periods(rhythm, date(2025, 11, 20), date(2026, 2, 3)))
    assert [each.name for each in found] == names
    assert found[-1].last == last


def test_weeks_over_new_year() -> None:
    found = list(periods(WEEK, date(2025, 12, 24), date(2026, 1, 6)))
    assert [each.name for each in found] == ["2025-W52", "2026-W01", "2026-W02"]
    assert found[0].first == date(2025, 12, 22)


@given(
    st.sampled_from([WEEK, MONTH, QUARTER, HALF, YEAR]),
    st.dates(date(2025, 1, 1), date(2034, 1, 1)),
    st.integers(0, 900),
)
def test_periods_touch_and_never_overlap(rhythm: str, first: date, more: int) -> None:
    found = list(periods(rhythm, first, date.fromordinal(first.toordinal() + more)))
    assert found[0].first <= first <= found[0].last
    assert all(one.last.toordinal() + 1 == other.first.toordinal() for one, other in pairwise(found))
    assert len({each.name for each in found}) == len(found)


def test_working_days_step_over_holidays() -> None:
    # Tết 2026: off from Monday 16 to Friday 20 February (notice 9859/TB-BNV).
    assert due_after(date(2026, 2, 12), 3, working=True) == date(2026, 2, 24)
    assert due_after(date(2026, 11, 13), 10, working=True) == date(2026, 11, 30)  # 24/11 is a day off
    assert due_after(date(2026, 2, 10), 7, working=False) == date(2026, 2, 23)


def test_wordings_of_days() -> None:
    assert counts_working_days("Chậm nhất 10 ngày làm việc kể từ khi có quyết định")
    assert not counts_working_days("Trong vòng 30 ngày kể từ ngày ban hành Kế hoạch")
    assert counts_from_the_plan("Trong vòng 30 ngày kể từ ngày ban hành Kế hoạch")
    assert not counts_from_the_plan("Chậm nhất 10 ngày làm việc kể từ khi có quyết định công bố")


def test_what_periods_are_called() -> None:
    names = ["2026", "2026-Q1", "2026-07", "2026-H2", "2026-W07", "2026-02-14"]
    assert [period_words(each) for each in names] == [
        "năm 2026", "quý I/2026", "tháng 07/2026", "6 tháng cuối năm 2026", "tuần 07/2026", "ngày 14/02/2026",
    ]  # fmt: skip


def test_each_name_of_a_period_can_be_said_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    english = {
        "năm %(year)s": "%(year)s", "quý %(n)s/%(year)s": "quarter %(n)s of %(year)s", "một lần": "once",
    }  # fmt: skip
    monkeypatch.setattr("motcua.plans.periods.gettext", english.__getitem__)
    names = ["2026", "2026-Q1", "2026-07", "once-2026-06-15"]
    with override("en"):
        assert [period_words(each) for each in names] == ["2026", "quarter I of 2026", "July 2026", "once"]
    assert span_words("2026-Q1", "2026-Q3") == "quarter I of 2026 – quarter III of 2026"

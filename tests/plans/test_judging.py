"""Targets of every kind, judged by year, with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from motcua.plans.exports.goals import goal_words
from motcua.plans.judging import Judgement, is_yes_no, judge, years_of
from motcua.plans.models import Plan, Target
from motcua.plans.moving import figure_unit

pytestmark = pytest.mark.no_database
MID_2026 = date(2026, 6, 15)
MET, OPEN, MISSED, UNKNOWN = Judgement.MET, Judgement.OPEN, Judgement.MISSED, Judgement.UNKNOWN


def target(comparator: str, value: str | None, year: int | None = 2026, **more: object) -> Target:
    plan = Plan(date=date(2025, 1, 10))
    return Target(plan=plan, comparator=comparator, value=Decimal(value) if value else None, year=year, **more)


@pytest.mark.parametrize(
    ("comparator", "goal", "value", "year", "state"),
    [
        (">=", "90", 90.0, 2026, MET),
        (">=", "90", 89.9, 2026, OPEN),
        (">=", "90", 89.9, 2025, MISSED),
        (">", "85", 85.0, 2026, OPEN),
        (">", "85", 85.1, 2026, MET),
        ("<=", "2", 2.0, 2026, MET),
        ("<=", "2", 2.1, 2025, MISSED),
        ("<", "8", 8.0, 2026, OPEN),
        ("<", "8", 7.9, 2026, MET),
        ("=", "100", 100.0, 2026, MET),
        ("=", "25", 27.0, 2026, MET),
        ("=", "100", 99.5, 2025, MISSED),
        ("=", None, 1.0, 2026, MET),
        ("=", None, 0.0, 2026, OPEN),
        ("=", None, 0.0, 2025, MISSED),
    ],
)
def test_each_kind(comparator: str, goal: str | None, value: float, year: int, state: Judgement) -> None:
    assert judge(target(comparator, goal, year), year, {year: value}, MID_2026).state == state


@pytest.mark.parametrize(
    ("metric", "goal", "value", "state"),
    [
        ("online_dossier_rate", "85", 91.0, MET),
        ("online_dossier_rate", "85", 84.9, MISSED),
        ("avg_login_to_submit_minutes", "8", 6.5, MET),
        ("avg_login_to_submit_minutes", "8", 9.0, MISSED),
        ("avg_login_to_submit_minutes", "8", 8.0, MET),
        ("inspection_count", "2", 3.0, MET),
        ("procedures_in_force_count", "345", 350.0, MISSED),
        ("on_time_rate", "0", 3.0, MISSED),
        ("other", "0", 0.0, MET),
        ("other", "0", 4.0, MISSED),
        ("other", "25", 27.0, MET),
    ],
)
def test_a_bare_figure_is_meant_the_way_its_measure_is_good(
    metric: str, goal: str, value: float, state: Judgement
) -> None:
    assert judge(target("=", goal, 2025, metric=metric), 2025, {2025: value}, MID_2026).state == state


def test_too_much_of_what_should_be_little_is_said_as_such() -> None:
    found = judge(target("=", "8", metric="avg_login_to_submit_minutes"), 2026, {2026: 9.5}, MID_2026)
    assert "Vượt 1,5" in found.why


def test_no_figure_is_no_judgement() -> None:
    found = judge(target(">=", "90"), 2026, {2025: 99.0}, MID_2026)
    assert (found.state, found.value) == (UNKNOWN, None)
    assert "2026" in found.why


def test_the_reason_names_the_gap() -> None:
    assert judge(target(">=", "90"), 2026, {2026: 82.5}, MID_2026).why == "Cần tối thiểu 90, có 82,5. Còn thiếu 7,5."
    assert judge(target("<=", "2"), 2026, {2026: 2.4}, MID_2026).why == "Cần không quá 2, có 2,4. Vượt 0,4."


def test_beside_goal_and_value_only_the_rest_is_said() -> None:
    assert judge(target(">=", "90"), 2026, {2026: 82.5}, MID_2026).more == "Còn thiếu 7,5."
    assert judge(target(">=", "90"), 2026, {2026: 92.5}, MID_2026).more == ""
    rises = judge(target("increase", ""), 2026, {2025: 38.4, 2026: 52.7}, MID_2026)
    assert rises.more == rises.why
    assert "+14,3" in rises.more


@pytest.mark.parametrize(
    ("comparator", "figures", "year", "state"),
    [
        ("increase", {2025: 38.0, 2026: 52.0}, 2026, MET),
        ("increase", {2025: 38.0, 2026: 38.0}, 2026, OPEN),
        ("increase", {2024: 40.0, 2025: 38.0}, 2025, MISSED),
        ("increase", {2026: 52.0}, 2026, UNKNOWN),
        ("decrease", {2025: 9.0, 2026: 7.0}, 2026, MET),
        ("decrease", {2024: 7.0, 2025: 9.0}, 2025, MISSED),
    ],
)
def test_rises_each_year(comparator: str, figures: dict[int, float], year: int, state: Judgement) -> None:
    assert judge(target(comparator, None, None), year, figures, MID_2026).state == state


def test_what_moves_each_year_is_judged_in_each() -> None:
    assert years_of(target("increase", None, None, period={"every": "year"}), MID_2026) == [2025, 2026]
    assert years_of(target("increase", None, None, period={"from": 2024, "until": 2025}), MID_2026) == [2024, 2025]
    assert years_of(target(">=", "90", 2027), MID_2026) == [2027]
    assert years_of(target(">=", "90", None), MID_2026) == [2026]


SHARE, COUNT = "online_dossier_rate", "interactive_channel_count"


@pytest.mark.parametrize(
    ("said", "figures", "stated", "state", "goal"),
    [
        # By so many points from what the plan itself states, however old that is.
        ({"metric": SHARE, "measure_unit": "điểm phần trăm"}, {2025: 69.0, 2026: 70.0}, {2024: 60.0}, MET, 70.0),
        ({"metric": SHARE, "measure_unit": "điểm phần trăm"}, {2025: 69.0, 2026: 69.9}, {2024: 60.0}, OPEN, 70.0),
        # A rise in % of a share means points of it, of anything else a part of it.
        ({"metric": SHARE, "measure_unit": "%"}, {2026: 69.0}, {2025: 60.0}, OPEN, 70.0),
        ({"metric": COUNT, "measure_unit": "%"}, {2026: 44.0}, {2025: 40.0}, MET, 44.0),
        ({"metric": "other", "measure_unit": "%", "text": "Thu tăng 10%"}, {2026: 219.0}, {2025: 200.0}, OPEN, 220.0),
        ({"metric": "other", "measure_unit": "%", "text": "Tỷ lệ tăng 10%"}, {2026: 70.0}, {2025: 60.0}, MET, 70.0),
        # The year the target names goes before what the plan states.
        (
            {"metric": SHARE, "measure_unit": "điểm phần trăm", "text": "tăng 10 điểm so với năm 2025"},
            {2025: 65.0, 2026: 74.0}, {2024: 60.0}, OPEN, 75.0,
        ),
        # Nothing stated: last year's figure; nothing at all: nobody can tell.
        ({"metric": SHARE, "measure_unit": "điểm phần trăm"}, {2025: 50.0, 2026: 60.0}, {}, MET, 60.0),
        ({"metric": SHARE, "measure_unit": "điểm phần trăm"}, {2026: 60.0}, {}, UNKNOWN, None),
        ({"metric": SHARE, "measure_unit": "điểm phần trăm", "text": "so với năm 2023"}, {2026: 60.0}, {2024: 9.0},
         UNKNOWN, None),
        # Each year by so much: against the year before, not against the plan's first figure.
        (
            {"metric": COUNT, "measure_unit": "kênh", "period": {"every": "year"}},
            {2025: 35.0, 2026: 44.0}, {2024: 10.0}, OPEN, 45.0,
        ),
    ],
)  # fmt: skip
def test_a_rise_by_so_much(
    said: dict[str, object], figures: dict[int, float], stated: dict[int, float], state: Judgement, goal: float | None
) -> None:
    found = judge(target("increase", "10", 2026, **said), 2026, figures, MID_2026, stated)
    assert (found.state, found.goal) == (state, goal)
    if state == UNKNOWN:
        assert "Chưa đủ số liệu" in found.why


def test_a_fall_by_so_much_and_why() -> None:
    falls = target("decrease", "50", metric=COUNT, measure_unit="%")
    found = judge(falls, 2026, {2026: 22.0}, MID_2026, {2025: 40.0})
    assert (found.state, found.goal) == (OPEN, 20.0)
    assert found.why == "Năm 2025: 40; năm 2026: 22 (-18). Cần từ 20 trở xuống."
    assert judge(falls, 2026, {2026: 19.0}, MID_2026, {2025: 40.0}).state == MET


def test_a_rise_in_one_year_is_judged_in_that_year_only() -> None:
    assert years_of(target("increase", None, 2026), MID_2026) == [2026]
    assert years_of(target("increase", "5", None, period={"until": "2027-12-31"}), MID_2026) == [2027]
    assert years_of(target("increase", "5", 2026, period={"every": "year"}), MID_2026) == [2025, 2026]


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ({"metric": SHARE, "measure_unit": "điểm phần trăm"}, "%"),
        ({"metric": COUNT, "measure_unit": "%"}, "kênh"),
        ({"metric": "other", "measure_unit": "%", "text": "Thu sự nghiệp tăng 10%"}, ""),
        ({"metric": COUNT, "measure_unit": "kênh"}, "kênh"),
    ],
)
def test_the_unit_of_its_figures_is_not_that_of_the_step(said: dict[str, object], unit: str) -> None:
    assert figure_unit(target("increase", "10", 2026, **said)) == unit


@pytest.mark.parametrize(
    ("comparator", "value", "year", "period", "words"),
    [
        ("increase", "5", None, {"every": "year"}, "tăng 5 % hằng năm"),
        ("increase", "10", 2026, {}, "tăng 10 % (năm 2026)"),
        ("decrease", None, 2026, {}, "giảm (năm 2026)"),
        ("increase", None, None, {"every": "year"}, "tăng hằng năm"),
        (">=", "90", None, {"every": "year"}, "tối thiểu 90 % hằng năm"),
    ],
)
def test_in_words(comparator: str, value: str | None, year: int | None, period: dict[str, str], words: str) -> None:
    assert goal_words(target(comparator, value, year, period=period, measure_unit="%")) == words


def test_a_figure_is_no_yes_or_no() -> None:
    assert is_yes_no(target("=", None))
    assert not is_yes_no(target("=", "1"))
    assert not is_yes_no(target("increase", None, None))

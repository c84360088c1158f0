"""Shares of a target that was handed down, judged as the target itself is judged."""

from __future__ import annotations

from decimal import Decimal

import pytest

from motcua.base.clock import now
from motcua.directory.api import Agency, Staff, Unit
from motcua.plans.api import Plan, Share, Target, spread_of
from tests.plans.conftest import ViewerNamed

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(draft: Plan) -> Target:
    return draft.targets.filter(value__isnull=False).order_by("position")[0]


def judged(target: Target, metric: str, sign: str, goal: str, unit: str, *given: str) -> str:
    target.metric, target.comparator, target.measure_unit = metric, sign, unit
    target.value = Decimal(goal)
    units = Unit.objects.filter(agency=target.plan.agency).order_by("code")
    rows = [
        Share(target=target, unit=one, value=Decimal(value), by="system", at=now())
        for one, value in zip(units, given, strict=False)
    ]
    return spread_of(target, rows)


@pytest.mark.parametrize(
    ("metric", "sign", "goal", "unit", "given", "says"),
    [
        # At least: every share of a rate, the sum of a count.
        ("online_submission_rate", ">=", "80", "%", ("80", "90"), ""),
        ("online_submission_rate", ">=", "80", "%", ("80", "70"), "thấp hơn chỉ tiêu"),
        ("training_class_count", ">=", "10", "lớp", ("4", "6"), ""),
        ("training_class_count", ">=", "10", "lớp", ("4", "5"), "là 9, thấp hơn chỉ tiêu 10 lớp"),
        # A bare figure of which more is better: above it is no fault.
        ("online_submission_rate", "=", "80", "%", ("80", "95"), ""),
        ("online_submission_rate", "=", "80", "%", ("79.5",), "thấp hơn chỉ tiêu"),
        ("training_class_count", "=", "10", "lớp", ("8", "8"), ""),
        # Of which less is better: below it is none, above it is one.
        ("avg_login_to_submit_minutes", "<=", "8", "phút", ("8", "6"), ""),
        ("avg_login_to_submit_minutes", "<=", "8", "phút", ("10", "6"), "vượt quá chỉ tiêu"),
        # None at all is meant exactly.
        ("other", "=", "0", "hồ sơ", ("0", "0"), ""),
        ("other", "=", "0", "hồ sơ", ("0", "2"), "là 2, vượt quá chỉ tiêu 0 hồ sơ"),
        ("other", "<=", "5", "hồ sơ", ("3", "4"), "là 7, vượt quá"),
        ("other", ">", "10", "lớp", ("5", "5"), "cần nhiều hơn"),
        ("other", "<", "10", "lớp", ("5", "5"), "cần ít hơn"),
        # What rises or falls so far: counted figures together, parts and points each.
        ("training_class_count", "increase", "20", "lớp", ("12", "8"), ""),
        ("training_class_count", "increase", "20", "lớp", ("12", "9"), ""),
        ("training_class_count", "increase", "20", "lớp", ("12", "7"), "cộng lại tăng 19, chỉ tiêu cần tăng 20 lớp"),
        ("training_class_count", "increase", "20", "lớp", ("25", "-6"), "cộng lại tăng 19"),
        ("other", "decrease", "5", "hồ sơ", ("3", "-2"), ""),
        ("other", "decrease", "5", "hồ sơ", ("3", "1"), "cộng lại giảm 4, chỉ tiêu cần giảm 5 hồ sơ"),
        ("other", "increase", "5", "%", ("5", "6"), ""),
        ("other", "increase", "5", "%", ("5", "1"), "Mức tăng được giao ít hơn"),
        ("online_submission_rate", "increase", "10", "điểm phần trăm", ("10", "4"), "Mức tăng được giao ít hơn"),
        ("avg_login_to_submit_minutes", "decrease", "2", "phút", ("2", "1"), "Mức giảm được giao ít hơn"),
        # Nothing is said of nothing given.
        ("other", ">=", "5", "lớp", (), ""),
    ],
)
def test_shares_are_judged_as_their_target_is(
    target: Target, metric: str, sign: str, goal: str, unit: str, given: tuple[str, ...], says: str
) -> None:
    said = judged(target, metric, sign, goal, unit, *given)
    assert (says in said) if says else said == ""


def test_a_bare_figure_is_meant_as_its_measure_is(target: Target) -> None:
    """The same eight minutes, the same shares: of a measure of which less is better six are welcome, ten are not."""
    assert judged(target, "avg_login_to_submit_minutes", "=", "8", "phút", "6") == ""
    assert "vượt quá" in judged(target, "avg_login_to_submit_minutes", "=", "8", "phút", "10")


def test_what_people_owe_within_their_unit_counts_once(target: Target, here: Agency, viewer: ViewerNamed) -> None:
    person = Staff.objects.get(user__username="xahoi.anhoa")
    target.metric, target.comparator, target.measure_unit, target.value = "other", ">=", "lớp", Decimal(10)
    rows = [
        Share(target=target, unit=person.unit, value=Decimal(6), by="system", at=now()),
        Share(target=target, staff=person, value=Decimal(6), by="system", at=now()),
    ]
    assert "là 6, thấp hơn" in spread_of(target, rows)
    assert spread_of(target, [rows[1], Share(target=target, unit=other_unit(person), value=Decimal(4))]) == ""


def other_unit(person: Staff) -> Unit:
    assert person.unit is not None
    return Unit.objects.filter(agency=person.agency).exclude(pk=person.unit.pk).order_by("code")[0]


@pytest.mark.parametrize("sign", ["increase", "decrease"])
def test_nothing_adds_up_where_only_a_direction_is_asked(target: Target, sign: str) -> None:
    target.comparator, target.value = sign, None
    unit = Unit.objects.filter(agency=target.plan.agency).order_by("code")[0]
    assert spread_of(target, [Share(target=target, unit=unit, value=Decimal(1), by="system", at=now())]) == ""

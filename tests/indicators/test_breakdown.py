"""By procedure, by month, by unit: parted and added up by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.base.actor import Actor
from motcua.dossiers import events
from motcua.indicators import api
from tests.indicators.told import MORNING, NOVEMBER, common, file, finish, rate, tell

pytestmark = pytest.mark.django_db
BIRTH = "birth_registration"


def test_each_procedure_has_its_own_figures(db: None) -> None:
    file("a", 2)
    file("b", 4)
    file("c", 9, procedure=BIRTH)
    finish("a", 60)
    finish("c", 70)
    rate("a", 2)
    rate("c", 0, procedure=BIRTH)
    api.catch_up()
    whole, found = api.by_procedure(["H99.01"], NOVEMBER)
    assert list(found) == [BIRTH, "social_pension"]
    assert (found[BIRTH].filing_self.n, found[BIRTH].filing_self.mean, found[BIRTH].satisfaction.share) == (1, 9, 0)
    pension = found["social_pension"]
    assert (pension.filing_self.n, pension.filing_self.mean, pension.satisfaction.share) == (2, 3, 1)
    assert whole == api.compute(["H99.01"], NOVEMBER)
    assert sum(each.filed.total for each in found.values()) == whole.filed.total == 3
    assert sum(each.finished for each in found.values()) == whole.finished == 2


def test_who_misses_a_target_is_named_with_the_criterion(db: None) -> None:
    """2026: under 5 minutes, at least 95 % satisfied. Nine minutes and nobody satisfied: twice."""
    file("a", 3)
    file("c", 9, procedure=BIRTH)
    finish("c", 70)
    rate("c", 0, procedure=BIRTH)
    api.catch_up()
    missed = api.failing(api.by_procedure(["H99.01"], NOVEMBER)[1])
    assert [(procedure, each.criterion, each.value, each.n) for procedure, each in missed] == [
        (BIRTH, api.FILING, 9, 1),
        (BIRTH, api.SATISFACTION, 0, 1),
    ]
    assert all(each.target is not None for _procedure, each in missed)


def test_twelve_months_each_for_itself(db: None) -> None:
    file("september", 4, day=-40)
    file("october", 6, day=-10)
    file("november", 2)
    file("november 2", 3, day=1)
    api.catch_up()
    months = api.trend(["H99.01"], date(2026, 11, 22))
    firsts = [date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 12))]
    assert [each.period.since for each in months] == firsts
    filing = [each.reached[api.FILING] for each in months]
    assert [each.n for each in filing] == [0] * 9 + [1, 1, 2]
    assert [each.value for each in filing] == [None] * 9 + [4, 6, 2.5]
    assert [each.target.value for each in filing if each.target] == [8] + [5] * 11
    assert [each.met for each in filing][9:] == [True, False, True]


def test_a_month_of_the_trend_is_that_month_counted_by_itself(db: None) -> None:
    """What the database adds up is what the formulae give dossier by dossier."""
    for number in range(24):
        name, at_desk = f"d{number}", number % 5 == 0
        procedure = BIRTH if number % 3 else "social_pension"
        file(name, 2 + number % 7, day=-number * 3, channel=1 if at_desk else 2, procedure=procedure,
             filed_as="assisted" if at_desk or number == 7 else "self",
             idle=3_000 if number == 9 else 1_800)  # fmt: skip
        finish(name, 50 + 10 * number, channel=1 if at_desk else 2, day=2 - number * 3)
        rate(name, [2, 1, 0, None][number % 4], channel=1 if at_desk else 2, procedure=procedure)
    api.catch_up()
    months = api.trend(["H99.01"], date(2026, 11, 22))
    for month in months:
        by_itself = api.reached(api.compute(["H99.01"], month.period))
        for name in api.CRITERIA:
            assert month.reached[name].n == by_itself[name].n, (month.period, name)
            assert month.reached[name].value == pytest.approx(by_itself[name].value), (month.period, name)
    assert all(months[-2].reached[name].n for name in api.CRITERIA)


def test_the_last_hour_of_a_month_is_that_of_vietnam(db: None) -> None:
    """17:30 UTC on the last of October is half past midnight on the first of November in Vietnam."""
    late = MORNING.replace(month=10, day=31, hour=17, minute=30)
    file("night", 4, day=(late - MORNING) / timedelta(days=1))
    api.catch_up()
    assert [each.reached[api.FILING].n for each in api.trend(["H99.01"], date(2026, 11, 22))][-2:] == [0, 1]


def test_the_trend_costs_the_same_however_long_the_year(db: None, django_assert_num_queries: Any) -> None:
    file("a", 4)
    api.catch_up()
    with django_assert_num_queries(4):
        api.trend(["H99.01"], date(2026, 11, 22))


def test_asked_once_counts_only_what_was_told(db: None) -> None:
    for name, again in (("a", 0), ("b", 0), ("c", 2)):
        file(name, 3, asked_again=again)
    file("desk", 3, channel=1, asked_again=1)
    api.catch_up()
    found = api.compute(["H99.01"], NOVEMBER).asked_once
    assert (found.n, found.nothing_again, found.share) == (3, 2, pytest.approx(2 / 3))
    assert api.compute(["H99.02"], NOVEMBER).asked_once.share is None


def test_a_unit_is_scored_from_five_ratings_on(db: None) -> None:
    """Fewer would tell who said what."""
    for number in range(9):
        name = f"d{number}"
        file(name, 3)
        said = common(name, from_status=4, to_status=4)
        unit = 1 if number < 5 else 2
        tell(
            events.StepClaimed(**said, step="examine", place=1, round=0, unit=unit),
            MORNING + timedelta(days=1),
            by=Actor("staff", "11"),
        )
        finish(name, 60)
        rate(name, 2 if number != 0 else 0)
    api.catch_up()
    found = api.satisfaction_by_unit(["H99.01"], NOVEMBER)
    assert {unit: (said.rated, said.satisfied) for unit, said in found.items()} == {1: (5, 4)}

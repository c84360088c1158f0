"""By procedure, by month, by unit: parted and added up by hand."""

from __future__ import annotations

from datetime import date, timedelta

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
    found = api.by_procedure(["H99.01"], NOVEMBER)
    assert list(found) == [BIRTH, "social_pension"]
    assert (found[BIRTH].filing_self.n, found[BIRTH].filing_self.mean, found[BIRTH].satisfaction.share) == (1, 9, 0)
    pension = found["social_pension"]
    assert (pension.filing_self.n, pension.filing_self.mean, pension.satisfaction.share) == (2, 3, 1)
    whole = api.compute(["H99.01"], NOVEMBER)
    assert sum(each.filed.total for each in found.values()) == whole.filed.total == 3
    assert sum(each.finished for each in found.values()) == whole.finished == 2


def test_who_misses_a_target_is_named_with_the_criterion(db: None) -> None:
    """2026: under 5 minutes, at least 95 % satisfied. Nine minutes and nobody satisfied: twice."""
    file("a", 3)
    file("c", 9, procedure=BIRTH)
    finish("c", 70)
    rate("c", 0, procedure=BIRTH)
    api.catch_up()
    missed = api.failing(api.by_procedure(["H99.01"], NOVEMBER))
    assert [(procedure, each.criterion, each.value, each.n) for procedure, each in missed] == [
        (BIRTH, api.FILING, 9, 1),
        (BIRTH, api.SATISFACTION, 0, 1),
    ]
    assert all(each.target is not None for _procedure, each in missed)


def test_twelve_months_each_for_itself(db: None) -> None:
    file("september", 4, day=-40)
    file("october", 6, day=-10)
    file("november", 2)
    file("also november", 3, day=1)
    finish("october", 60)
    api.catch_up()
    months = api.trend(["H99.01"], date(2026, 11, 22))
    assert [each.period.since for each in months] == [
        date(2025, 12, 1),
        *(date(2026, month, 1) for month in range(1, 12)),
    ]
    assert [each.filed.total for each in months] == [0] * 9 + [1, 1, 2]
    assert [each.filing_self.mean for each in months][9:] == [4, 6, 2.5]
    assert months[0].filing_self.mean is None
    assert months[11].finished == 1  # ended in November, filed in October
    assert months[11] == api.compute(["H99.01"], NOVEMBER)
    assert {each.targets[api.FILING].value for each in months[:1]} == {8}
    assert {each.targets[api.FILING].value for each in months[1:]} == {5}


def test_the_last_hour_of_a_month_is_that_of_vietnam(db: None) -> None:
    """17:30 UTC on the last of October is half past midnight on the first of November in Vietnam."""
    late = MORNING.replace(month=10, day=31, hour=17, minute=30)
    file("night", 4, day=(late - MORNING) / timedelta(days=1))
    api.catch_up()
    assert [each.filed.total for each in api.trend(["H99.01"], date(2026, 11, 22))][-2:] == [0, 1]


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

"""Figures from events alone: what the journal tells, read in any number of sittings, gives the same figures."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from motcua.indicators import api
from tests.indicators.told import MORNING, NOVEMBER, file, finish, rate, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def november(db: None) -> None:
    for name, minutes in (("a", 2), ("b", 3), ("c", 9)):
        file(name, minutes)
    file("d", 12, filed_as="assisted", place="desk")
    file("e", 4, place="desk")
    file("f", 30, channel=1, filed_as="assisted", place="desk")
    file("g", 3, day=40)
    finish("a", 60)
    finish("b", 80)
    finish("f", 200, channel=1, late=True)
    rate("a", 2)
    rate("b", 0)
    rate("f", 2, channel=1)


def test_the_four_criteria(november: None) -> None:
    api.catch_up()
    found = api.compute(["H99.01"], NOVEMBER)
    assert (found.filed.total, found.filed.online, found.filed.online_self) == (6, 5, 4)
    assert (found.filed.online_from_home, found.filed.assisted) == (3, 2)
    assert (found.filing_self.n, found.filing_self.median, found.filing_self.share_in_time) == (4, 3, 0.75)
    assert (found.filing_assisted.n, found.filing_assisted.median) == (1, 12)
    assert found.handling.shorter_by == pytest.approx(1 - 70 / 200)
    assert (found.satisfaction.asked, found.satisfaction.rated, found.satisfaction.share) == (2, 2, 0.5)
    assert (found.finished, found.finished_late) == (3, 1)
    assert found.form.share_prefilled == pytest.approx(0.8)
    assert found.form.share_unchanged == pytest.approx(7 / 8)


def test_reading_in_many_sittings_is_reading_at_once(november: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.indicators.reading.BATCH", 3)
    api.catch_up()
    at_a_time = api.compute(["H99.01"], NOVEMBER)
    monkeypatch.setattr("motcua.indicators.reading.BATCH", 1000)
    api.rebuild()
    assert api.compute(["H99.01"], NOVEMBER) == at_a_time
    assert api.catch_up() == 0


def test_another_agency_has_nothing_and_says_nothing_rather_than_zero(november: None) -> None:
    api.catch_up()
    found = api.compute(["H99.02"], NOVEMBER)
    assert (found.filed.total, found.filing_self.median, found.handling.shorter_by) == (0, None, None)
    assert found.satisfaction.share is None


def test_every_figure_opens_down_to_its_dossiers(november: None) -> None:
    api.catch_up()
    behind = {name: [fact.dossier for fact in api.dossiers_behind(name, ["H99.01"], NOVEMBER)] for name in api.CRITERIA}
    assert sorted(behind[api.FILING]) == ["a", "b", "c", "d", "e"]
    assert behind[api.HANDLING] == ["f", "b", "a"]
    assert behind[api.SATISFACTION][0] == "b"


def test_a_form_left_alone_for_lunch_is_counted_apart(november: None) -> None:
    file("h", 95, idle=45 * 60)
    api.catch_up()
    found = api.compute(["H99.01"], NOVEMBER)
    assert (found.filing_self.n, found.filing_self.interrupted) == (4, 1)


def test_behind_a_figure_stand_the_dossiers_it_counts_and_no_others(november: None) -> None:
    file("p", 3, channel=3)
    finish("p", 90, channel=3)
    refused("e")
    rate("e", 0)
    rate("f", 1, channel=1)
    api.catch_up()
    found = api.compute(["H99.01"], NOVEMBER)
    behind = {name: {fact.dossier for fact in api.dossiers_behind(name, ["H99.01"], NOVEMBER)} for name in api.CRITERIA}
    assert behind[api.FORM] == {"a", "b", "c", "d", "e"}
    assert len(behind[api.FILING]) == found.filing_self.n + found.filing_assisted.n == 5
    assert behind[api.HANDLING] == {"a", "b", "f"}
    assert behind[api.SATISFACTION] == {"a", "b", "e"}
    assert found.satisfaction.rated == 3


def test_the_limit_is_that_of_the_year(db: None) -> None:
    """Decision 1565: under 8 minutes in 2025, under 5 in 2026."""
    day_of_2025 = datetime(2025, 12, 1, 1, 0, tzinfo=UTC)
    file("old", 6, day=(day_of_2025 - MORNING).days)
    file("new", 6)
    api.catch_up()
    before = api.compute(["H99.01"], api.Period(date(2025, 12, 1), date(2025, 12, 31))).filing_self
    now = api.compute(["H99.01"], NOVEMBER).filing_self
    assert (before.limit_minutes, before.share_in_time) == (8, 1.0)
    assert (now.limit_minutes, now.share_in_time) == (5, 0.0)


def test_what_is_not_known_is_not_home(db: None) -> None:
    file("a", 3, place="unknown")
    file("b", 3)
    api.catch_up()
    filed = api.compute(["H99.01"], NOVEMBER).filed
    assert (filed.online_self, filed.online_from_home, filed.online_place_unknown) == (2, 1, 1)

"""Time is counted by the hours of who promised, whoever has the dossier in hand."""

from datetime import timedelta

import pytest

from motcua.desk.pages.rows import time_of
from motcua.directory.api import Agency
from motcua.dossiers import api
from motcua.dossiers.facts import clock_of
from tests.desk.town import MORNING, Town, hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def short_days(town: Town) -> Agency:
    """The neighbouring commune works two hours a day."""
    town.there.work_sessions = [["08:00", "10:00"]]
    town.there.save()
    return town.there


def moved(town: Town, stage: str, **to: Agency) -> api.Dossier:
    api.Dossier.objects.filter(pk=town.at[stage].pk).update(**to)
    return town.now(stage)


def test_handed_over_to_an_agency_with_other_hours_the_time_left_stays(town: Town, short_days: Agency) -> None:
    before = time_of(town.now("taken"))
    handed = moved(town, "taken", holding_agency=short_days)
    assert clock_of(short_days).minutes_a_day == 120
    assert time_of(handed) == before
    listed = api.work_list(town.viewer("hotich.thanhlam"), api.Wish(code=handed.code)).rows
    (row,) = listed
    due = handed.due_at
    assert due is not None
    assert row.minutes_left == clock_of(town.here).minutes_between(MORNING, due)


def test_decided_by_an_agency_with_other_hours_they_count(town: Town, short_days: Agency) -> None:
    due = MORNING + timedelta(days=1, hours=1)  # tomorrow at nine: three of their hours
    decided = moved(town, "taken", competent_agency=short_days)
    api.Dossier.objects.filter(pk=decided.pk).update(due_at=due)
    assert time_of(town.now("taken")).words == "còn 1 ngày 1 giờ"


def test_the_first_answer_is_owed_by_the_desk_whoever_decides(town: Town, short_days: Agency) -> None:
    before = time_of(town.now("new"))
    assert time_of(moved(town, "new", competent_agency=short_days)) == before


def test_how_it_came_out_is_told_by_the_same_hours(town: Town, short_days: Agency) -> None:
    with hour(hours=3):
        due = MORNING + timedelta(days=1, hours=1)
        ended = {"status": 10, "finished_at": MORNING, "returned_at": MORNING, "due_at": due, "current_step": None}
        dossier = town.now("taken")
        for name, value in ended.items():
            setattr(dossier, name, value)
        dossier.competent_agency = short_days
        assert time_of(dossier).words == "xong trước hạn 1 ngày 1 giờ"

"""Who has how much in hand: counted from steps as the journal tells of them, against numbers worked out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from motcua.base.actor import Actor
from motcua.base.clock import freeze
from motcua.dossiers import events
from motcua.indicators import api
from motcua.indicators.models import StepFact
from tests.indicators.told import MORNING, NOVEMBER, common, file, tell

pytestmark = pytest.mark.django_db
LAN, MINH, CHAIRMAN, LAND, HEALTH = 11, 12, 13, 1, 2
DUE = MORNING + timedelta(days=5)


def staff(number: int) -> Actor:
    return Actor("staff", str(number))


def at(hours: float) -> datetime:
    return MORNING + timedelta(hours=hours)


def opened(name: str, place: int = 1, *, hours: float = 1, round: int = 0, unit: int | None = None) -> None:
    said = common(name, due_at=DUE, from_status=4, to_status=4)
    tell(
        events.StepOpened(
            **said,
            step="examine",
            kind="examine",
            role="officer",
            place=place,
            round=round,
            step_due_at=None,
            unit=unit,
        ),
        at(hours),
    )


def claimed(name: str, who: int, unit: int | None, place: int = 1, *, hours: float = 2, round: int = 0) -> None:
    said = common(name, due_at=DUE, from_status=4, to_status=4)
    tell(events.StepClaimed(**said, step="examine", place=place, round=round, unit=unit), at(hours), by=staff(who))


def finished(name: str, who: int, unit: int | None, place: int = 1, *, late: bool = False, worked: int = 60) -> None:
    said = common(name, due_at=DUE, from_status=4, to_status=4)
    done = events.StepFinished(
        **said, step="examine", kind="examine", place=place, round=0, outcome="done", waited=0, worked=worked,
        late=late, officer=who, unit=unit,
    )  # fmt: skip
    tell(done, at(3), by=Actor("system", "worker"))


def loads(**more: object) -> dict[tuple[int | None, int | None], tuple[int, int, int, int]]:
    api.catch_up()
    return {
        (each.officer, each.unit): (each.holding, each.holding_late, each.finished, each.finished_late)
        for each in api.workload(["H99.01"], NOVEMBER, **more)
    }


@pytest.fixture
def desk() -> None:
    """Lan (land) has finished two, one late, and has one in hand; Minh (health) has two; one waits for somebody."""
    for name in "abcdef":
        file(name, 3)
        opened(name)
    for name in "abc":
        claimed(name, LAN, LAND)
    finished("a", LAN, LAND, worked=60)
    finished("b", LAN, LAND, worked=200, late=True)
    for name in "de":
        claimed(name, MINH, HEALTH)


def test_in_hand_and_finished_by_officer(desk: None) -> None:
    with freeze(at(5)):
        assert loads() == {(LAN, LAND): (1, 0, 2, 1), (MINH, HEALTH): (2, 0, 0, 0), (None, None): (1, 0, 0, 0)}
        found = {each.officer: each.worked for each in api.workload(["H99.01"], NOVEMBER)}
        assert found == {LAN: 60, MINH: None, None: None}


def test_what_is_in_hand_past_its_promise_is_late(desk: None) -> None:
    with freeze(DUE + timedelta(minutes=1)):
        assert loads() == {(LAN, LAND): (1, 1, 2, 1), (MINH, HEALTH): (2, 2, 0, 0), (None, None): (1, 1, 0, 0)}
        late = api.late_in_hand(["H99.01"], limit=10)
        assert [(fact.dossier, step.officer) for fact, step in late] == [
            ("c", LAN),
            ("d", MINH),
            ("e", MINH),
            ("f", None),
        ]
        assert len(api.late_in_hand(["H99.01"], limit=2)) == 2


def test_waiting_for_the_citizen_is_nobodys_delay(desk: None) -> None:
    asked = events.SupplementAsked(
        **common("c", due_at=DUE, from_status=4, to_status=5), number=1, components=["x"], cites_new_fact=False
    )
    tell(asked, at(4))
    with freeze(DUE + timedelta(days=1)):
        assert loads()[LAN, LAND] == (1, 0, 2, 1)


def test_a_unit_sees_its_own(desk: None) -> None:
    with freeze(DUE + timedelta(minutes=1)):
        assert set(loads(units=[HEALTH])) == {(MINH, HEALTH)}
        assert [step.officer for _fact, step in api.late_in_hand(["H99.01"], units=[HEALTH], limit=9)] == [MINH, MINH]
        assert loads(units=[]) == {}


def test_what_waits_for_a_unit_is_the_units(desk: None) -> None:
    file("g", 3)
    opened("g", unit=HEALTH)
    with freeze(at(5)):
        assert loads(units=[HEALTH]) == {(MINH, HEALTH): (2, 0, 0, 0), (None, HEALTH): (1, 0, 0, 0)}


def test_another_agency_has_none(desk: None) -> None:
    api.catch_up()
    assert api.workload(["H99.02"], NOVEMBER) == []


def test_given_back_sent_back_and_dropped_is_in_nobodys_hands(desk: None) -> None:
    said = {"from_status": 4, "to_status": 4}
    tell(events.StepReleased(**common("c", **said), step="examine", place=1, round=0), at(4))
    tell(events.StepReturned(**common("d", **said), step="examine", place=1, round=0, back_to="check"), at(4))
    opened("d", 0, hours=4.5, round=1)
    tell(events.Withdrawn(**common("e", from_status=4, to_status=7)), at(4))
    with freeze(at(6)):
        assert loads() == {(LAN, LAND): (0, 0, 2, 1), (None, LAND): (1, 0, 0, 0), (None, None): (2, 0, 0, 0)}


def test_handed_to_another_agency_it_is_there(desk: None) -> None:
    over = events.HandedOver(
        **common("c", from_status=4, to_status=4), number=1, from_agency="H99.01", to_agency="H99.02"
    )
    tell(over, at(4))
    with freeze(at(6)):
        assert loads()[LAN, LAND] == (0, 0, 2, 1)
        (there,) = api.workload(["H99.02"], NOVEMBER)
        assert (there.officer, there.holding) == (None, 1)


def test_who_finishes_without_taking_it_is_counted_where_they_sat(desk: None) -> None:
    finished("f", LAN, HEALTH)
    with freeze(at(6)):
        assert loads()[LAN, HEALTH] == (0, 0, 1, 0)


def test_a_leader_sits_in_no_unit_though_the_step_waited_for_one(desk: None) -> None:
    for name, take in (("g", True), ("h", False)):
        file(name, 3)
        opened(name, unit=HEALTH)
        if take:
            claimed(name, CHAIRMAN, None)
        finished(name, CHAIRMAN, None)
    with freeze(at(6)):
        found = loads()
    assert {place: count for place, count in found.items() if place[0] == CHAIRMAN} == {(CHAIRMAN, None): (0, 0, 2, 0)}


def test_an_older_entry_names_the_officer_as_its_author(db: None) -> None:
    """Entries written before `officer` was told."""
    file("a", 3)
    said = common("a", from_status=4, to_status=4)
    tell(
        events.StepFinished(
            **said, step="receive", kind="receive", place=0, round=0, outcome="accepted", waited=0, worked=5, late=False
        ),
        at(1),
        by=staff(LAN),
    )
    assert loads() == {(LAN, None): (0, 0, 1, 0)}


def test_reading_bit_by_bit_gives_the_same(desk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.indicators.reading.BATCH", 2)
    with freeze(at(5)):
        bit_by_bit = loads()
        rows = list(StepFact.objects.order_by("pk").values())
        monkeypatch.setattr("motcua.indicators.reading.BATCH", 1000)
        api.rebuild()
        assert loads() == bit_by_bit
        assert list(StepFact.objects.order_by("pk").values()) == rows

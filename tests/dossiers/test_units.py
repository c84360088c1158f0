"""A role limited to one unit counts there alone: at reception, at work, when signing, and when it was lent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.base.actor import system
from motcua.base.clock import today
from motcua.base.errors import Forbidden
from motcua.directory.api import HeldRole, RoleGrant, Staff, Unit, Viewer, delegate, viewer_of_staff
from motcua.dossiers import api
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.policies import holds_role_of
from motcua.dossiers.selectors.seat import seat_of
from motcua.rules.codes import Role
from tests.dossiers.test_reception import A_WRONG, MEND_A
from tests.dossiers.world import PACK, World, again, filed, make_staff, make_version, processing


def in_unit(world: World, role: Role, unit: str, number: int = 7) -> Viewer:
    """Somebody whose role holds in one unit only."""
    staff = make_staff(world.agency).staff
    return Viewer(staff=staff, roles=frozenset({HeldRole(str(role), world.agency.pk, number, unit=unit)}))


@pytest.fixture
def police_world(world: World) -> World:
    """The same procedure, received, settled and returned by the police of the commune."""
    route: list[dict[str, Any]] = [dict(step) | {"unit": "police"} for step in PACK["route"]]
    return replace(world, version=make_version(PACK | {"route": route, "valid_from": "2026-01-02"}))


def test_a_clerk_of_another_unit_does_not_receive(world: World) -> None:
    dossier = filed(world)
    police = in_unit(world, Role.CLERK, "police")
    for act in (
        lambda: api.accept(dossier=dossier, by=police),
        lambda: api.refuse(dossier=dossier, reason="other", words="x", by=police),
        lambda: api.withdraw(dossier=dossier, by=police),
        lambda: api.ask_supplement(dossier=dossier, checklist=A_WRONG, items=MEND_A, reason="x", by=police),
    ):
        with pytest.raises(Forbidden):
            act()
    assert again(dossier).status == 1
    assert not any(api.offers(dossier, police).values())


def test_the_unit_that_receives_by_the_route_receives(police_world: World) -> None:
    dossier = filed(police_world)
    desk = in_unit(police_world, Role.CLERK, "desk")
    assert not api.offers(dossier, desk)["accept"]
    with pytest.raises(Forbidden):
        api.accept(dossier=dossier, by=desk)
    assert api.accept(dossier=dossier, by=in_unit(police_world, Role.CLERK, "police")).status == 4


def test_a_list_shows_a_clerk_of_a_unit_what_it_receives(world: World, police_world: World) -> None:
    dossier = filed(police_world)
    rows = {
        unit: [row.dossier for row in api.work_list(in_unit(world, Role.CLERK, unit), api.Wish(view="takeable")).rows]
        for unit in ("police", "desk")
    }
    assert rows == {"police": [dossier], "desk": []}


def test_an_officer_of_another_unit_neither_stops_nor_asks_nor_apologises(world: World) -> None:
    dossier = processing(world)
    economy = in_unit(world, Role.OFFICER, "economy")
    line = {"code": "x", "name": "x", "kind": "phi", "list": 1, "payable": 1, "units": 1}
    later = dossier.due_at + timedelta(days=3)  # type: ignore[operator]
    for act in (
        lambda: api.stop(dossier=dossier, reason="x", by=economy),
        lambda: api.ask_fee(dossier=dossier, lines=[line], by=economy),
        lambda: api.ask_supplement(dossier=dossier, checklist=A_WRONG, items=MEND_A, reason="x", by=economy),
        lambda: api.ask_apology(dossier=dossier, new_due=later, reason="x", by=economy),
        lambda: api.check_parts(dossier=dossier, judged={dossier.parts.first().pk: "good"}, by=economy),
        lambda: api.take(dossier=dossier, by=economy),
    ):
        with pytest.raises(Forbidden):
            act()
    assert not any(api.offers(dossier, economy).values())
    assert api.stop(dossier=dossier, reason="x", by=in_unit(world, Role.OFFICER, "justice")).status == 8


def test_the_head_of_another_unit_moves_nobodys_work(world: World) -> None:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    with pytest.raises(Forbidden):
        api.release(dossier=again(dossier), by=in_unit(world, Role.DIVISION_HEAD, "economy"))
    api.release(dossier=again(dossier), by=in_unit(world, Role.DIVISION_HEAD, "justice"))


def test_a_hand_over_to_a_unit_is_confirmed_there(world: World) -> None:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    Unit.objects.create(agency=world.agency, code="economy", name="Phòng Kinh tế", kind="division")
    slip = api.hand_over(dossier=again(dossier), to_agency=world.agency, to_unit="economy", by=world.officer)
    with pytest.raises(Forbidden):
        api.receive_hand_over(slip=slip, by=in_unit(world, Role.OFFICER, "justice"))
    api.receive_hand_over(slip=slip, by=in_unit(world, Role.OFFICER, "economy"))


def lent(world: World, unit: Unit | None) -> Viewer:
    """A colleague to whom an officer (of one unit, or of all) lends the role for a week."""
    giver, taker = make_staff(world.agency).staff, make_staff(world.agency).staff
    assert giver is not None
    assert taker is not None
    RoleGrant.objects.create(
        staff=giver, role="officer", unit=unit, valid_from=date(2026, 1, 1), granted_by="test", reason="x"
    )
    until = today() + timedelta(days=7)
    delegate(
        from_staff=giver, to_staff=taker, role=Role.OFFICER, valid_from=today(), valid_to=until, decision="12/QĐ",
        by=system("test"),
    )  # fmt: skip
    return viewer_of_staff(Staff.objects.select_related("agency").get(pk=taker.pk))


def test_what_is_lent_keeps_its_unit(world: World) -> None:
    dossier = processing(world)
    economy = Unit.objects.create(agency=world.agency, code="economy", name="Phòng Kinh tế", kind="division")
    with pytest.raises(Forbidden):
        api.take(dossier=dossier, by=lent(world, economy))
    justice = Unit.objects.create(agency=world.agency, code="justice", name="Tư pháp", kind="division")
    assert api.take(dossier=dossier, by=lent(world, justice)).holder is not None


def test_what_is_lent_without_a_unit_holds_everywhere(world: World) -> None:
    assert api.take(dossier=processing(world), by=lent(world, None)).key == "examine"


def test_work_that_names_no_unit_is_for_every_unit_and_then_for_whoever_took_it(world: World) -> None:
    dossier = processing(world)
    Step.objects.filter(dossier=dossier, kind="examine").update(unit="")
    economy, justice = in_unit(world, Role.OFFICER, "economy"), in_unit(world, Role.OFFICER, "justice", 8)
    for officer in (economy, justice):
        [row] = api.work_list(officer, api.Wish(view="takeable")).rows
        assert (row.dossier, row.takeable) == (again(dossier), True)

    api.take(dossier=again(dossier), by=economy)

    assert Step.objects.get(dossier=dossier, kind="examine").unit == "economy"
    assert api.work_list(justice, api.Wish(view="takeable")).rows == []
    with pytest.raises(Forbidden):
        api.stop(dossier=again(dossier), reason="x", by=justice)
    assert api.stop(dossier=again(dossier), reason="x", by=economy).status == 8


def test_a_signature_that_names_no_unit_is_not_for_the_signer_of_one(world: World) -> None:
    dossier = processing(world)
    Step.objects.filter(dossier=dossier, kind="examine").update(state="waiting")
    Step.objects.filter(dossier=dossier, kind="sign").update(unit="", state="open")
    step = Step.objects.get(dossier=dossier, kind="sign")
    Dossier.objects.filter(pk=dossier.pk).update(current_step=step)
    signer = in_unit(world, Role.SIGNER, "police")
    assert not holds_role_of(signer, step)
    assert api.work_list(signer, api.Wish(view="takeable")).rows == []
    assert not Dossier.objects.filter(seat_of(signer).signs, pk=dossier.pk).exists()

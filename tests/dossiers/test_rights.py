"""Every action by owner, colleague and stranger; every question by whoever has no business with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

import pytest

from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.files import keep
from motcua.base.models import JournalEntry
from motcua.directory.api import ANONYMOUS, HeldRole, Unit, Viewer
from motcua.directory.models import Representation
from motcua.dossiers import api, policies
from motcua.rules.clock import TimeLimit, TimeUnit
from motcua.rules.codes import Delivery, Role
from tests.dossiers.world import (
    VN,
    World,
    again,
    drafted,
    filed,
    make_organisation,
    make_person,
    processing,
)

Stage = Callable[[World], api.Dossier]


def supplementing(world: World) -> api.Dossier:
    dossier = filed(world)
    ask_supplement(world, dossier, world.clerk)
    return again(dossier)


def claimed(world: World) -> api.Dossier:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    return again(dossier)


def accepted(world: World) -> api.Dossier:
    return api.accept(dossier=filed(world), by=world.clerk, pass_on_now=False)


def ask_supplement(world: World, dossier: api.Dossier, by: Viewer) -> None:
    api.ask_supplement(
        dossier=dossier,
        checklist={"paper_a": "missing", "paper_b": "good"},
        items=[{"component": "paper_a", "what": "Nộp bản chụp"}],
        reason="Thiếu",
        by=by,
    )


def answer(world: World, dossier: api.Dossier, by: Viewer) -> None:
    file = keep(b"%PDF-1.7 x", name="x.pdf", media_type="application/pdf")
    api.answer_supplement(dossier=dossier, parts=[api.HandedIn("paper_a", file)], by=by)


def opinion(world: World, dossier: api.Dossier, by: Viewer) -> None:
    limit = TimeLimit(1, TimeUnit.WORKING_DAY)
    api.ask_opinion(dossier=dossier, agency=world.elsewhere, question="?", limit=limit, by=by)


def fee(world: World, dossier: api.Dossier, by: Viewer) -> None:
    line = {
        "code": "x",
        "name": "x",
        "kind": "phi",
        "list": 1000,
        "payable": 1000,
        "units": 1,
        "basis": "",
        "reason": "",
    }
    api.ask_fee(dossier=dossier, lines=[line], by=by)


@dataclass(frozen=True)
class Case:
    name: str
    stage: Stage
    act: Callable[[World, api.Dossier, Viewer], object]
    may: tuple[str, ...]


CASES = [
    Case("accept", filed, lambda w, d, v: api.accept(dossier=d, by=v), ("clerk", "second_clerk")),
    Case("refuse", filed,
         lambda w, d, v: api.refuse(dossier=d, reason="other", words="x", by=v), ("clerk", "second_clerk")),
    Case("pass_on", accepted, lambda w, d, v: api.pass_on(dossier=d, by=v), ("clerk", "second_clerk")),
    Case("ask_supplement", filed, ask_supplement, ("clerk", "second_clerk")),
    Case("answer_supplement", supplementing, answer, ("owner", "clerk", "second_clerk")),
    Case("withdraw", filed, lambda w, d, v: api.withdraw(dossier=d, by=v), ("owner", "clerk", "second_clerk")),
    Case("stop", processing,
         lambda w, d, v: api.stop(dossier=d, reason="x", by=v), ("officer", "second_officer", "signer")),
    Case("take", processing, lambda w, d, v: api.take(dossier=d, by=v), ("officer", "second_officer")),
    Case("release", claimed, lambda w, d, v: api.release(dossier=d, by=v), ("officer", "head")),
    Case("finish_step", claimed, lambda w, d, v: api.finish_step(dossier=d, by=v), ("officer",)),
    Case("return_step", drafted, lambda w, d, v: api.return_step(dossier=d, note="x", by=v), ("signer",)),
    Case("hand_over", claimed,
         lambda w, d, v: api.hand_over(dossier=d, to_agency=w.elsewhere, by=v), ("officer", "head")),
    Case("ask_opinion", claimed, opinion, ("officer",)),
    Case("ask_fee", processing, fee, ("officer", "second_officer", "clerk", "second_clerk")),
    Case("draft_result", claimed,
         lambda w, d, v: api.draft_result(dossier=d, key="certificate", data={}, by=v), ("officer",)),
    Case("sign_result", drafted, lambda w, d, v: api.sign_result(dossier=d, by=v), ("signer",)),
    Case("apologise", processing,
         lambda w, d, v: api.ask_apology(dossier=d, new_due=datetime(2026, 12, 11, 17, tzinfo=VN), reason="x", by=v),
         ("officer", "second_officer", "head", "signer")),
]  # fmt: skip
EVERYBODY = (
    "owner", "neighbour", "clerk", "second_clerk", "officer", "second_officer", "head", "signer", "auditor",
    "stranger_clerk", "stranger_officer", "stranger_head",
)  # fmt: skip


@pytest.mark.parametrize("who", [*EVERYBODY, "nobody"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_who_may_do_what(world: World, case: Case, who: str) -> None:
    dossier = case.stage(world)
    before = dossier.status, len(api.journal_of(dossier))
    viewer = ANONYMOUS if who == "nobody" else getattr(world, who)
    if who in case.may:
        case.act(world, dossier, viewer)
        assert len(api.journal_of(dossier)) > before[1]
        return
    with pytest.raises(Refusal):
        case.act(world, dossier, viewer)
    assert (again(dossier).status, len(api.journal_of(dossier))) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_see_a_dossier(world: World, who: str) -> None:
    dossier = filed(world)
    sees = {"owner", "clerk", "second_clerk", "officer", "second_officer", "head", "signer"}
    for key in (dossier.code, dossier.public_id):
        if who in sees:
            assert api.dossier_for(getattr(world, who), key) == dossier
        else:
            with pytest.raises(NotFound):
                api.dossier_for(getattr(world, who), key)


def test_an_auditor_says_for_what(world: World) -> None:
    dossier = filed(world)
    assert api.dossier_for(world.auditor, dossier.code, purpose="Kiểm tra theo kế hoạch 12/KH") == dossier
    with pytest.raises(NotFound):
        api.dossier_for(world.auditor, dossier.code, purpose="  ")


def test_a_wrong_code_and_a_foreign_one_look_the_same(world: World) -> None:
    dossier = filed(world)
    with pytest.raises(NotFound) as foreign:
        api.dossier_for(world.neighbour, dossier.code)
    with pytest.raises(NotFound) as wrong:
        api.dossier_for(world.neighbour, "H99.01.01-261202-9999")
    assert str(foreign.value) == str(wrong.value)


def test_a_unit_that_is_asked_may_look(world: World) -> None:
    dossier = claimed(world)
    with pytest.raises(NotFound):
        api.dossier_for(world.stranger_officer, dossier.code)
    opinion(world, dossier, world.officer)
    assert api.dossier_for(world.stranger_officer, dossier.code) == dossier


def test_an_organisations_dossier_belongs_to_who_acts_for_it_now(world: World) -> None:
    person = world.owner.person
    assert person is not None
    for_it = make_organisation(person)
    from tests.dossiers.world import make_draft

    dossier = api.submit(draft=make_draft(world, by=for_it), by=for_it)
    assert dossier.filed_as == "behalf"
    assert api.dossier_for(for_it, dossier.code) == dossier
    with pytest.raises(NotFound):
        api.dossier_for(world.owner, dossier.code)
    assert list(api.my_dossiers(for_it)) == [dossier]
    assert list(api.my_dossiers(world.owner)) == []


def test_for_whom_it_was_filed_is_recorded_whatever_the_session_remembers(world: World) -> None:
    """Begun for an organisation, handed in another day by a session in which nobody was chosen."""
    person = world.owner.person
    assert person is not None
    from tests.dossiers.world import make_draft

    for_it = make_organisation(person)
    dossier = api.submit(draft=make_draft(world, by=for_it), by=world.owner)
    assert dossier.filed_as == "behalf"
    told = JournalEntry.objects.get(event="dossiers.submitted", stream=dossier.stream).data
    assert told["acting_for"] is True
    own = api.submit(draft=make_draft(world, by=world.owner), by=for_it)
    assert own.filed_as == "self"


def test_who_represents_nobody_any_more_files_for_nobody(world: World) -> None:
    person = world.owner.person
    assert person is not None
    from tests.dossiers.world import make_draft

    for_it = make_organisation(person)
    draft = make_draft(world, by=for_it)
    Representation.objects.filter(person=person).update(valid_to=date(2026, 12, 1))
    with pytest.raises(Forbidden, match="không còn được ghi nhận"):
        api.submit(draft=draft, by=for_it)
    assert not api.Dossier.objects.filter(draft=draft).exists()


def test_staff_have_no_dossiers_of_their_own_by_their_post(world: World) -> None:
    filed(world)
    assert not api.my_dossiers(world.clerk).exists()
    assert not api.my_dossiers(ANONYMOUS).exists()
    assert not api.my_dossiers(make_person("Lê Thị Lan")).exists()


def test_a_read_by_staff_is_seen_by_the_owner(world: World) -> None:
    dossier = filed(world)
    api.record_read(dossier, world.officer, "Thẩm định hồ sơ")
    assert api.record_read(dossier, world.owner, "") is None
    uses = api.who_looked(dossier, world.owner)
    assert [(use.purpose, use.actor_name) for use in uses] == [("Thẩm định hồ sơ", str(world.officer.staff.full_name))]  # type: ignore[union-attr]
    with pytest.raises(Forbidden):
        api.who_looked(dossier, world.neighbour)


def test_only_the_desk_returns_a_result(world: World) -> None:
    dossier = drafted(world)
    for who in ("owner", "neighbour", "officer", "stranger_clerk"):
        with pytest.raises(Refusal):
            api.return_result(dossier=dossier, how=Delivery.COUNTER, to="x", by=getattr(world, who))


def limited(world: World, role: Role, unit: str) -> Viewer:
    """Somebody whose role holds in one unit only."""
    return Viewer(staff=world.officer.staff, roles=frozenset({HeldRole(str(role), world.agency.pk, 7, unit=unit)}))


def test_a_role_limited_to_a_unit_counts_there_alone(world: World) -> None:
    dossier = processing(world)
    api.Step.objects.filter(pk=dossier.current_step_id).update(unit="justice")
    step = api.Step.objects.get(pk=dossier.current_step_id)
    assert policies.may_claim(limited(world, Role.OFFICER, "justice"), step)
    assert not policies.may_claim(limited(world, Role.OFFICER, "economy"), step)


def test_the_head_of_police_does_not_sign_for_the_commune_and_a_head_named_by_the_route_does(world: World) -> None:
    dossier = drafted(world)
    assert not policies.may_sign(limited(world, Role.SIGNER, "police"), dossier)
    api.Step.objects.filter(pk=dossier.current_step_id).update(role="division_head", unit="economy")
    dossier = again(dossier)
    assert policies.may_sign(limited(world, Role.DIVISION_HEAD, "economy"), dossier)
    assert not policies.may_sign(limited(world, Role.DIVISION_HEAD, "culture_society"), dossier)
    assert not policies.may_sign(world.signer, dossier)


def test_a_question_to_one_unit_is_read_and_answered_there_only(world: World) -> None:
    dossier, limit = claimed(world), TimeLimit(1, TimeUnit.WORKING_DAY)
    ask = partial(api.ask_opinion, dossier=dossier, agency=world.elsewhere, question="?", limit=limit, by=world.officer)
    with pytest.raises(Refusal):
        ask(unit="land")
    for code in ("land", "police"):
        Unit.objects.create(agency=world.elsewhere, code=code, name=code, kind="division")
    request = ask(unit="land")
    land, police = (in_unit(world.stranger_officer, code) for code in ("land", "police"))
    with pytest.raises(NotFound):
        api.dossier_for(police, dossier.code)
    assert api.dossier_for(land, dossier.code) == dossier
    assert [list(api.opinions_to_give(each)) for each in (land, police)] == [[request], []]
    assert [api.open_dossiers(api.seat_of(each)).count() for each in (land, police)] == [1, 0]
    with pytest.raises(Forbidden):
        api.give_opinion(request=request, opinion="agree", answer="", by=police)
    api.give_opinion(request=request, opinion="agree", answer="", by=land)


def in_unit(viewer: Viewer, code: str) -> Viewer:
    """The same member of staff with the same roles, in one unit only."""
    unit = Unit.objects.get(code=code)
    return replace(viewer, roles=frozenset(replace(each, unit_id=unit.pk, unit=code) for each in viewer.roles))

from datetime import datetime, timedelta

import pytest

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden, Refusal
from motcua.directory.api import Staff, Unit, Viewer
from motcua.dossiers import api
from motcua.dossiers.in_charge import in_line
from motcua.dossiers.models import Dossier
from motcua.rules.clock import TimeLimit, TimeUnit
from motcua.rules.codes import Role
from tests.dossiers.world import MORNING, VN, World, again, drafted, make_staff, processing
from tests.support.apology import apologised


def test_a_step_has_one_holder(world: World) -> None:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    with pytest.raises(api.Taken):
        api.take(dossier=dossier, by=world.second_officer)
    assert again(dossier).holder == world.officer.staff


def test_a_given_back_step_is_free_for_somebody_else(world: World) -> None:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    with pytest.raises(Forbidden):
        api.release(dossier=dossier, by=world.second_officer)
    api.release(dossier=dossier, by=world.head)  # a head may: somebody is ill
    assert api.take(dossier=dossier, by=world.second_officer).holder == world.second_officer.staff


def test_nobody_finishes_what_somebody_else_holds(world: World) -> None:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    with pytest.raises(Forbidden, match="người khác giữ"):
        api.finish_step(dossier=dossier, by=world.second_officer)


def test_finishing_tells_how_long_it_waited_and_was_worked_on(world: World) -> None:
    dossier = processing(world)
    with freeze(MORNING + timedelta(hours=1)):
        api.take(dossier=dossier, by=world.officer)
    with freeze(MORNING + timedelta(hours=3)):
        api.finish_step(dossier=dossier, outcome="agreed", note="Đủ điều kiện", by=world.officer)
    done = next(e for e in reversed(api.journal_of(dossier)) if e.event == "dossiers.step_finished").data
    assert (done["waited"], done["worked"], done["late"], done["outcome"]) == (60, 120, False, "agreed")
    assert again(dossier).current_step.key == "check"


def test_without_a_draft_nothing_reaches_the_signer(world: World) -> None:
    dossier = processing(world)
    api.finish_step(dossier=dossier, by=world.officer)
    with pytest.raises(api.NotNow, match="dự thảo"):
        api.finish_step(dossier=dossier, by=world.head)


def test_sent_back_work_keeps_both_rounds(world: World) -> None:
    dossier = processing(world)
    api.finish_step(dossier=dossier, by=world.officer)
    with pytest.raises(Refusal, match="vì sao"):
        api.return_step(dossier=dossier, note="", by=world.head)
    api.return_step(dossier=dossier, note="Thiếu căn cứ", by=world.head)
    rows = [(step.key, step.round, step.state) for step in dossier.steps.all() if step.key in ("examine", "check")]
    assert rows == [
        ("examine", 0, "done"), ("examine", 1, "open"), ("check", 0, "returned"), ("check", 1, "waiting"),
    ]  # fmt: skip
    assert again(dossier).current_step.key == "examine"


def test_the_desk_step_is_nothing_to_go_back_to(world: World) -> None:
    with pytest.raises(api.NotNow):
        api.return_step(dossier=processing(world), note="x", by=world.officer)


def test_another_agency_takes_over_settlement_but_not_the_desk(world: World) -> None:
    dossier = processing(world)
    slip = api.hand_over(dossier=dossier, to_agency=world.elsewhere, note="Sai thẩm quyền", by=world.officer)
    moved = again(dossier)
    assert (moved.competent_agency, moved.holding_agency, moved.agency) == (
        world.elsewhere,
        world.elsewhere,
        world.agency,
    )
    places = {step.key: step.agency for step in moved.steps.all()}
    assert (places["sign"], places["return"]) == (world.elsewhere, world.agency)
    with pytest.raises(Forbidden):
        api.take(dossier=dossier, by=world.officer)
    with pytest.raises(Forbidden):
        api.receive_hand_over(slip=slip, by=world.officer)
    api.receive_hand_over(slip=slip, by=world.stranger_officer)
    with pytest.raises(api.Stale):
        api.receive_hand_over(slip=slip, by=world.stranger_head)
    assert api.take(dossier=dossier, by=world.stranger_officer).state == "claimed"


def a_unit(world: World, code: str) -> Unit:
    return Unit.objects.create(agency=world.agency, code=code, name=f"Phòng {code}", kind="division")


def test_a_unit_of_the_same_agency_gets_only_the_step(world: World) -> None:
    dossier = processing(world)
    a_unit(world, "land")
    api.hand_over(dossier=dossier, to_agency=world.agency, to_unit="land", by=world.officer)
    moved = again(dossier)
    assert moved.competent_agency == world.agency
    assert moved.current_step.unit == "land"
    assert [slip.number for slip in moved.hand_overs.all()] == [1, 2]


def test_nothing_is_handed_to_a_unit_that_is_not_there(world: World) -> None:
    """Nobody would find it: a code of nowhere, a unit closed since the page was opened, one of another agency."""
    dossier, closed = processing(world), a_unit(world, "closed")
    Unit.objects.filter(pk=closed.pk).update(active=False)
    Unit.objects.create(agency=world.elsewhere, code="theirs", name="Phòng khác", kind="division")
    for unit in ("nowhere", "closed", "theirs"):
        with pytest.raises(Refusal, match="không có đơn vị này"):
            api.hand_over(dossier=dossier, to_agency=world.agency, to_unit=unit, by=world.officer)
    assert [slip.number for slip in again(dossier).hand_overs.all()] == [1]


LEFT = {"active": False, "deactivated_at": MORNING}


def handed_by_name(world: World) -> Dossier:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    named = world.second_officer.staff
    api.hand_over(dossier=again(dossier), to_agency=world.agency, to_staff=named, by=world.officer)
    return again(dossier)


def test_what_is_handed_to_somebody_by_name_waits_for_them(world: World) -> None:
    dossier, third = handed_by_name(world), make_staff(world.agency, Role.OFFICER)
    slip = dossier.hand_overs.last()
    assert slip is not None
    assert world.second_officer.staff is not None
    named = world.second_officer.staff.full_name
    for act in (api.take, api.finish_step):
        with pytest.raises(Forbidden, match=f"được chuyển cho {named}"):
            act(dossier=dossier, by=third)
    with pytest.raises(Forbidden, match=named):
        api.receive_hand_over(slip=slip, by=third)
    assert not api.offers(dossier, third)["take"]
    assert api.offers(dossier, world.second_officer)["take"]
    api.take(dossier=dossier, by=world.second_officer)
    api.release(dossier=again(dossier), by=world.second_officer)
    assert api.take(dossier=again(dossier), by=third).holder == third.staff  # given back it is anybody's


def turn_of(viewer: Viewer) -> set[int]:
    seat = api.seat_of(viewer)
    return set(api.open_dossiers(seat).filter(seat.turn).values_list("pk", flat=True))


def test_in_no_other_list_is_it_to_be_taken(world: World) -> None:
    """A list that offers what the press refuses sends everybody of the role to a refusal."""
    dossier, third = handed_by_name(world), make_staff(world.agency, Role.OFFICER)
    free = processing(world)

    def shown(viewer: Viewer, view: str = "all") -> dict[int, bool]:
        return {row.dossier.pk: row.takeable for row in api.work_list(viewer, api.Wish(view=view)).rows}

    assert shown(third) == {dossier.pk: False, free.pk: True}  # it is seen, as somebody else's
    assert shown(third, "takeable") == {free.pk: True}
    for theirs in (world.second_officer, world.officer):  # who is meant, and who gave it and may take it back
        assert shown(theirs, "takeable") == {dossier.pk: True, free.pk: True}
    assert turn_of(third) == {free.pk}
    assert turn_of(world.second_officer) == {dossier.pk, free.pk}
    Staff.objects.filter(pk=world.second_officer.staff.pk).update(**LEFT)  # type: ignore[union-attr]
    assert shown(third, "takeable") == {dossier.pk: True, free.pk: True}


def test_a_signature_handed_to_somebody_by_name_is_theirs(world: World) -> None:
    dossier = drafted(world)
    named, third = make_staff(world.agency, Role.SIGNER), make_staff(world.agency, Role.SIGNER)
    assert api.offers(dossier, third)["sign_result"]
    api.hand_over(dossier=dossier, to_agency=world.agency, to_staff=named.staff, by=world.signer)
    waiting = again(dossier)
    assert [bool(api.offers(waiting, each)["sign_result"]) for each in (named, world.signer, third)] == [
        True,
        True,
        False,
    ]
    with pytest.raises(Forbidden, match="được chuyển cho"):
        api.sign_result(dossier=waiting, by=third)
    assert api.sign_result(dossier=waiting, by=named)


def test_only_who_is_meant_is_warned_of_its_time(world: World) -> None:
    dossier = handed_by_name(world)
    make_staff(world.agency, Role.OFFICER)
    assert in_line(dossier) == [world.second_officer.staff.pk]  # type: ignore[union-attr]


def test_it_waits_for_nobody_who_left_and_may_be_taken_back(world: World) -> None:
    dossier, third = handed_by_name(world), make_staff(world.agency, Role.OFFICER)
    with pytest.raises(Forbidden):
        api.take(dossier=dossier, by=third)
    Staff.objects.filter(pk=world.second_officer.staff.pk).update(**LEFT)  # type: ignore[union-attr]
    assert api.take(dossier=dossier, by=third).holder == third.staff
    other = handed_by_name(world)
    assert api.take(dossier=other, by=world.officer).holder == world.officer.staff  # given to the wrong one


def test_a_head_gives_it_to_somebody_else(world: World) -> None:
    dossier, third = handed_by_name(world), make_staff(world.agency, Role.OFFICER)
    api.hand_over(dossier=dossier, to_agency=world.agency, to_staff=third.staff, by=world.head)
    assert api.take(dossier=again(dossier), by=third).holder == third.staff


def test_nobody_is_handed_what_they_cannot_do(world: World) -> None:
    dossier = processing(world)
    gone = make_staff(world.agency, Role.OFFICER)
    Staff.objects.filter(pk=gone.staff.pk).update(**LEFT)  # type: ignore[union-attr]
    gone_now = Staff.objects.get(pk=gone.staff.pk)  # type: ignore[union-attr]
    for whom in (world.clerk.staff, world.stranger_officer.staff, gone_now):
        with pytest.raises(Refusal, match="không làm bước này"):
            api.hand_over(dossier=dossier, to_agency=world.agency, to_staff=whom, by=world.officer)


def test_an_opinion_has_its_own_clock_and_is_given_once(world: World) -> None:
    dossier = processing(world)
    limit = TimeLimit(1, TimeUnit.WORKING_DAY)
    with pytest.raises(Refusal):
        api.ask_opinion(dossier=dossier, agency=world.elsewhere, question=" ", limit=limit, by=world.officer)
    request = api.ask_opinion(
        dossier=dossier, agency=world.elsewhere, question="Đất có tranh chấp không?", limit=limit, by=world.officer
    )
    assert request.due_at == datetime(2026, 12, 3, 17, 0, tzinfo=VN)
    assert again(dossier).due_at == dossier.due_at
    with pytest.raises(Forbidden):
        api.give_opinion(request=request, opinion="agree", answer="", by=world.officer)
    with pytest.raises(Refusal):
        api.give_opinion(request=request, opinion="disagree", answer="", by=world.stranger_officer)
    with freeze(datetime(2026, 12, 4, 9, 0, tzinfo=VN)):
        api.give_opinion(request=request, opinion="agree", answer="Không tranh chấp", by=world.stranger_officer)
        with pytest.raises(api.Stale):
            api.give_opinion(request=request, opinion="disagree", answer="Có", by=world.stranger_head)
    assert api.journal_of(dossier)[-1].data["late"] is True


def test_the_clock_of_an_opinion_keeps_the_hours_of_whoever_is_asked(world: World) -> None:
    world.elsewhere.work_sessions = [["08:00", "12:00"], ["13:00", "16:30"]]
    world.elsewhere.save()
    dossier, limit = processing(world), TimeLimit(1, TimeUnit.WORKING_DAY)
    request = api.ask_opinion(
        dossier=dossier, agency=world.elsewhere, question="Đất có tranh chấp không?", limit=limit, by=world.officer
    )
    assert request.due_at == datetime(2026, 12, 3, 16, 30, tzinfo=VN)


def test_papers_are_judged_by_who_works_on_the_dossier(world: World) -> None:
    dossier = processing(world)
    first, second = dossier.parts.all()
    api.check_parts(dossier=dossier, judged={first.pk: "good", second.pk: "bad"}, note="Mờ", by=world.officer)
    assert [part.checked for part in dossier.parts.all()] == ["good", "bad"]
    with pytest.raises(Forbidden):
        api.check_parts(dossier=dossier, judged={first.pk: "bad"}, by=world.stranger_officer)
    with pytest.raises(Refusal):
        api.check_parts(dossier=dossier, judged={first.pk + 999: "good"}, by=world.officer)


def test_one_new_date_and_no_more(world: World) -> None:
    dossier = processing(world)
    new = datetime(2026, 12, 10, 17, 0, tzinfo=VN)
    early = datetime(2026, 12, 5, 17, 0, tzinfo=VN)
    with pytest.raises(Refusal):
        api.ask_apology(dossier=dossier, new_due=early, reason="Bận", by=world.officer)
    own = dossier.current_step.due_at
    before = dossier.steps.filter(state="waiting").order_by("place").first().due_at
    late = apologised(dossier, new_due=new, by=world.officer, signer=world.signer)
    # What is still ahead shares the new time; the step it is at keeps its own, so its lateness is counted as it is.
    ahead = [each.due_at for each in dossier.steps.filter(state="waiting").order_by("place")]
    assert before < ahead[0] < ahead[1] < ahead[-1] == new
    assert again(dossier).current_step.due_at == own
    assert (late.due_at, late.first_due_at) == (new, datetime(2026, 12, 7, 17, 0, tzinfo=VN))
    with pytest.raises(api.NotNow, match="một lần"):
        api.ask_apology(dossier=dossier, new_due=new + timedelta(days=1), reason="Vẫn bận", by=world.officer)

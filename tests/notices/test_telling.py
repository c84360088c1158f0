"""Who is told what: the applicant of every decision, staff of every clock; nobody else, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from motcua.base.clock import freeze
from motcua.base.errors import NotFound
from motcua.base.events import declared_events
from motcua.directory.api import RoleGrant, Unit, Viewer
from motcua.dossiers import api
from motcua.dossiers.events import DossierEvent
from motcua.dossiers.tasks.watch_due import watch_due
from motcua.feedback.models import Invitation
from motcua.notices.api import KINDS, inbox, read, tell, unread
from motcua.notices.listeners import TO_APPLICANT
from motcua.notices.models import Notice
from motcua.rules.clock import TimeLimit, TimeUnit
from motcua.rules.codes import Role
from tests.dossiers.world import MORNING, World, again, filed, make_organisation, make_staff, processing

pytestmark = pytest.mark.django_db

# Decided one by one: what moves inside the house, or is told by another event of the same moment.
NOT_TOLD = {
    "dossiers.supplement_answered", "dossiers.supplement_closed", "dossiers.passed_on", "dossiers.step_opened",
    "dossiers.step_claimed", "dossiers.step_released", "dossiers.step_finished", "dossiers.step_returned",
    "dossiers.hand_over_received", "dossiers.opinion_asked", "dossiers.opinion_given",
    "dossiers.parts_checked", "dossiers.result_drafted", "dossiers.sign_asked", "dossiers.sign_failed",
    "dossiers.form_made", "dossiers.succeeded", "dossiers.result_opened",
    "dossiers.evidence_exported", "dossiers.blank_given", "dossiers.blank_spoiled",
    "dossiers.apology_asked", "dossiers.apology_sign_asked", "dossiers.apology_sign_failed",
    "dossiers.apology_declined", "dossiers.correction_asked", "dossiers.correction_returned",
}  # fmt: skip


def kinds(viewer: Viewer) -> list[str]:
    assert viewer.is_known
    return list(Notice.objects.filter(to=str(viewer.actor)).order_by("id").values_list("kind", flat=True))


def ask(world: World, dossier: api.Dossier) -> None:
    api.ask_supplement(
        dossier=dossier, checklist={"paper_a": "missing", "paper_b": "not_needed"},
        items=[{"component": "paper_a", "what": "Nộp bản rõ hơn"}], reason="Ảnh mờ", by=world.clerk,
    )  # fmt: skip


ENDINGS: dict[str, Callable[[World], object]] = {
    "refused": lambda world: api.refuse(dossier=filed(world), reason="other", words="Không thuộc xã", by=world.clerk),
    "withdrawn": lambda world: api.withdraw(dossier=filed(world), by=world.owner),
    "stopped": lambda world: api.stop(dossier=processing(world), reason="Không đủ điều kiện", by=world.officer),
}


def test_every_event_of_a_dossier_is_told_or_was_decided_to_be_silent() -> None:
    events = {name for name, kind in declared_events().items() if issubclass(kind, DossierEvent)}
    told = {kind.name for kind in TO_APPLICANT} | {"dossiers.due_soon", "dossiers.overdue", "dossiers.handed_over"}
    told.add("dossiers.correction_declined")  # whoever drafted it
    assert events == told | NOT_TOLD
    assert {kind for kind, _words in TO_APPLICANT.values()} <= set(KINDS)


def test_the_applicant_hears_of_every_decision_and_the_neighbour_of_none(world: World) -> None:
    dossier = filed(world)
    ask(world, dossier)
    assert kinds(world.owner) == ["submitted", "supplement"]
    assert unread(world.owner) == 2
    newest = inbox(world.owner)[0]
    assert "1 mục" in newest.sentence
    assert dossier.code in newest.sentence
    with pytest.raises(NotFound):
        read(world.neighbour, newest.public_id)
    read(world.owner, newest.public_id)
    assert (unread(world.owner), unread(world.neighbour), inbox(world.neighbour)) == (1, 0, [])


@pytest.mark.parametrize("end", ENDINGS)
def test_after_every_end_the_applicant_is_asked_how_it_was(world: World, end: str) -> None:
    ENDINGS[end](world)
    assert kinds(world.owner)[-2:] == [end, "rate"]


def test_the_link_to_rate_is_in_no_table_and_works_for_a_stranger_once(world: World) -> None:
    ENDINGS["refused"](world)
    notice, browser = inbox(world.owner)[0], Client()
    assert notice.way.startswith("/danh-gia/")
    token = notice.way.split("/")[2]
    assert token not in str(list(Notice.objects.values()) + list(Invitation.objects.values()))
    assert browser.post(notice.way, {"level": "1"}).status_code == 200
    assert "Cảm ơn" in browser.get(notice.way).content.decode()
    assert browser.get("/danh-gia/aaaaaaaaaaaaaaaaaaaaaaaaaa/").status_code == 404


def test_an_organisation_hears_too(world: World) -> None:
    assert world.owner.person is not None
    acting = make_organisation(world.owner.person)
    filed(world, by=acting)
    assert set(Notice.objects.values_list("kind", flat=True)) == {"submitted"}
    assert {to.partition(":")[0] for to in Notice.objects.values_list("to", flat=True)} == {"person", "organisation"}


def test_no_notice_names_anybody_or_what_they_wrote(world: World) -> None:
    dossier = filed(world)
    ask(world, dossier)
    person = world.owner.person
    assert person is not None
    for shown in inbox(world.owner):
        for secret in (person.full_name, person.personal_id, "Nộp bản rõ hơn", "Bổ túc"):
            assert secret not in shown.title + shown.sentence


def test_what_is_taken_back_was_never_told(world: World) -> None:
    dossier = filed(world)
    with transaction.atomic():
        api.accept(dossier=dossier, by=world.clerk)
        assert kinds(world.owner) == ["submitted", "accepted"]
        transaction.set_rollback(True)
    assert kinds(world.owner) == ["submitted"]


def test_where_no_answer_is_owed_by_a_day_none_is_promised(world: World) -> None:
    words = {"code": "H99", "agency": "UBND xã An Hòa", "answer_due": ""}
    with transaction.atomic():
        tell(to=str(world.owner.actor), kind="submitted", words=words, about="", key="counter")
    assert inbox(world.owner)[0].sentence == "Hồ sơ H99 đã đến UBND xã An Hòa."


def test_the_same_key_tells_once(world: World) -> None:
    said = {"to": str(world.owner.actor), "kind": "rate", "words": {"code": "x"}, "about": "", "key": "once"}
    with transaction.atomic():
        assert tell(**said) is not None  # type: ignore[arg-type]
        assert tell(**said) is None  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        tell(**(said | {"kind": "gossip"}))  # type: ignore[arg-type]


def test_whoever_has_it_hears_before_the_time_is_over_and_the_heads_after(world: World) -> None:
    leader = make_staff(world.agency, Role.LEADER)
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    with freeze(MORNING + timedelta(days=2, hours=8)):
        watch_due()
    assert (kinds(world.officer), kinds(world.head), kinds(leader)) == (["due_soon"], [], [])
    with freeze(MORNING + timedelta(days=7)):
        watch_due()
    assert kinds(world.officer) == ["due_soon", "overdue"]
    assert (kinds(world.head), kinds(leader), kinds(world.second_officer)) == (["overdue"], ["overdue"], [])


def test_what_nobody_took_has_hearers_as_well(world: World) -> None:
    filed(world)
    with freeze(MORNING + timedelta(hours=8)):
        watch_due()
    assert (kinds(world.clerk), kinds(world.second_clerk)) == (["due_soon"], ["due_soon"])
    assert (kinds(world.officer), kinds(world.stranger_clerk)) == ([], [])


def test_work_lying_free_is_told_to_those_who_may_take_it(world: World) -> None:
    processing(world)
    with freeze(MORNING + timedelta(days=2, hours=8)):
        watch_due()
    assert (kinds(world.officer), kinds(world.second_officer)) == (["due_soon"], ["due_soon"])
    assert (kinds(world.clerk), kinds(world.stranger_officer)) == ([], [])


def asked_for_opinion(world: World, limit: TimeLimit, unit: str = "") -> api.Dossier:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    api.ask_opinion(dossier=dossier, agency=world.elsewhere, question="?", limit=limit, unit=unit, by=world.officer)
    return dossier


def test_before_an_opinion_is_due_the_asked_and_the_asker_hear_it_once(world: World) -> None:
    asked_for_opinion(world, TimeLimit(2, TimeUnit.WORKING_DAY))  # until Friday evening
    with freeze(MORNING + timedelta(days=2, hours=2)):
        watch_due()
    assert (kinds(world.stranger_officer), kinds(world.stranger_head), kinds(world.officer)) == ([], [], [])
    for hours in (5.75, 6, 7):  # the afternoon: half a working day is left
        with freeze(MORNING + timedelta(days=2, hours=hours)):
            watch_due()
    # The dossier itself is due on Monday: that is another alert.
    hearers = (world.stranger_officer, world.stranger_head, world.officer)
    assert [[each for each in kinds(who) if each != "due_soon"] for who in hearers] == [["opinion_soon"]] * 3
    assert (kinds(world.stranger_clerk), kinds(world.second_officer), kinds(world.head)) == ([], [], [])


def test_an_opinion_asked_for_within_hours_is_not_told_the_moment_it_is_asked(world: World) -> None:
    asked_for_opinion(world, TimeLimit(3, TimeUnit.HOUR))  # asked at 8, due at 11
    with freeze(MORNING + timedelta(hours=1)):
        watch_due()
    assert kinds(world.stranger_officer) == []
    with freeze(MORNING + timedelta(hours=1, minutes=45)):
        watch_due()
    assert kinds(world.stranger_officer) == ["opinion_soon"]


def test_one_unit_was_asked_one_unit_hears(world: World) -> None:
    land = Unit.objects.create(agency=world.elsewhere, code="land_x", name="Địa chính")
    police = Unit.objects.create(agency=world.elsewhere, code="police_x", name="Công an")
    theirs, others = (make_staff(world.elsewhere, Role.OFFICER) for _each in range(2))
    for who, unit in ((theirs, land), (others, police)):
        RoleGrant.objects.filter(staff=who.staff).update(unit=unit)
    asked_for_opinion(world, TimeLimit(1, TimeUnit.WORKING_DAY), unit="land_x")
    with freeze(MORNING + timedelta(hours=30)):
        watch_due()
    assert (kinds(theirs), kinds(others)) == (["opinion_soon"], [])


def test_of_an_answered_opinion_and_an_ended_dossier_nobody_hears(world: World) -> None:
    first, second = (asked_for_opinion(world, TimeLimit(1, TimeUnit.WORKING_DAY)) for _each in range(2))
    api.give_opinion(request=first.opinions.get(), opinion="agree", answer="", by=world.stranger_officer)
    api.stop(dossier=again(second), reason="x", by=world.officer)
    for hours in (30, 40):
        with freeze(MORNING + timedelta(hours=hours)):
            watch_due()
    opinions = {"opinion_soon", "opinion_overdue"}
    for who in (world.stranger_officer, world.stranger_head, world.officer):
        assert opinions.isdisjoint(kinds(who))


def test_a_late_opinion_is_told_to_the_heads_of_whoever_was_asked(world: World) -> None:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    limit = TimeLimit(1, TimeUnit.WORKING_DAY)
    api.ask_opinion(dossier=dossier, agency=world.elsewhere, question="Tranh chấp?", limit=limit, by=world.officer)
    with freeze(MORNING + timedelta(days=1, hours=10)):
        watch_due()
        watch_due()
    told = kinds(world.officer), kinds(world.stranger_head), kinds(world.head)
    assert told == (["opinion_overdue"], ["opinion_overdue"], [])

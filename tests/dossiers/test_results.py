from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.base.actor import system
from motcua.base.clock import freeze
from motcua.base.errors import Refusal
from motcua.base.files import read_file
from motcua.base.jobs.registry import task_named
from motcua.base.models import JournalEntry, OutboxItem
from motcua.directory.api import Unit
from motcua.dossiers import api
from motcua.dossiers.tasks import sign as signing
from motcua.dossiers.tasks.watch_due import watch_due
from motcua.notices.models import Notice
from motcua.papers.api import IssuedPaper, check, papers_for
from motcua.rules.clock import standard_clock
from motcua.rules.codes import Delivery, Role
from motcua.signing.api import NoCertificate, TimestampUnavailable
from motcua.vault.api import papers_of
from tests.dossiers.world import (
    MORNING,
    VN,
    World,
    again,
    drafted,
    filed,
    make_draft,
    make_organisation,
    make_staff,
    processing,
)
from tests.support.apology import apologised

DATA = {
    "person": {"name": "Nguyễn Thị Hoa", "birth": "1990-05-01"},
    "status": "Chưa đăng ký kết hôn với ai",
    "purpose": "xin việc",
}


@pytest.fixture
def pens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Signature and seal that leave a mark; the real ones have their own tests."""
    used: list[str] = []

    def sign(pdf: bytes, *, holder: str, **_more: Any) -> bytes:
        used.append(holder)
        return pdf + f"\n% signed {holder}".encode()

    def seal(pdf: bytes, *, agency: str, **_more: Any) -> bytes:
        used.append(agency)
        return pdf + f"\n% sealed {agency}".encode()

    monkeypatch.setattr(signing, "sign", sign)
    monkeypatch.setattr(signing, "seal", seal)
    return used


def ready(world: World) -> api.Dossier:
    dossier = drafted(world)
    dossier.results.update(data=DATA)
    return dossier


def run(name: str) -> int:
    """Run every waiting job called `name` once."""
    items = list(OutboxItem.objects.filter(task=name, state="ready").order_by("id"))
    for item in items:
        task_named(name).work(**item.payload)
        OutboxItem.objects.filter(pk=item.pk).update(state="done")
    return len(items)


def signed(world: World) -> api.Dossier:
    dossier = ready(world)
    api.sign_result(dossier=dossier, by=world.signer)
    assert run("dossiers.sign_result") == 1
    return again(dossier)


def test_signing_is_a_job_and_ends_the_settlement(world: World, pens: list[str]) -> None:
    dossier = ready(world)
    api.sign_result(dossier=dossier, by=world.signer)
    assert (again(dossier).status, dossier.results.get().state) == (4, "signing")
    run("dossiers.sign_result")
    done, result = again(dossier), dossier.results.get()
    assert (done.status, result.state, done.finished_at) == (9, "issued", MORNING)
    assert pens == [f"staff:{world.signer.staff.pk}", "H99.01.01"]  # type: ignore[union-attr]
    assert read_file(result.file).endswith(b"sealed H99.01.01")
    assert result.number == "01/XN"
    assert {step.key: step.state for step in done.steps.all()}["issue"] == "done"
    told = JournalEntry.objects.get(stream=dossier.stream, event="dossiers.result_signed")
    assert told.actor == f"staff:{world.signer.staff.pk}"  # type: ignore[union-attr]
    assert (told.data["late"], told.data["electronic"], told.data["supplements"]) == (False, True, 0)


def test_the_steps_a_signing_ends_are_told_of_the_signer_and_their_seat(world: World, pens: list[str]) -> None:
    signer = world.signer.staff
    assert signer is not None
    signer.unit = Unit.objects.create(agency=world.agency, code="heads", name="Lãnh đạo")
    signer.save()
    dossier = signed(world)
    ended = [
        (each.data["officer"], each.data["unit"])
        for each in JournalEntry.objects.filter(stream=dossier.stream, event="dossiers.step_finished")
        if each.data["kind"] in ("sign", "issue")
    ]
    assert ended == [(signer.pk, signer.unit.pk)] * 2


def test_what_is_being_signed_is_not_withdrawn(world: World, pens: list[str]) -> None:
    dossier = ready(world)
    api.sign_result(dossier=dossier, by=world.signer)
    with pytest.raises(api.NotNow, match="đang được ký"):
        api.withdraw(dossier=again(dossier), by=world.owner)
    run("dossiers.sign_result")
    assert again(dossier).status == 9


def test_anybody_can_check_the_paper_that_was_issued(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    paper = papers_for(f"dossier:{dossier.public_id}")[0]
    assert isinstance(paper, IssuedPaper)
    assert check(paper.check_code).state == "valid"


@pytest.mark.parametrize(("delivery", "letters"), [(Delivery.ELECTRONIC, ["returned"]), (Delivery.COUNTER, ["signed"])])
def test_one_letter_tells_of_a_result(world: World, pens: list[str], delivery: Delivery, letters: list[str]) -> None:
    dossier = ready(world)
    api.Dossier.objects.filter(pk=dossier.pk).update(delivery=delivery)
    api.sign_result(dossier=again(dossier), by=world.signer)
    run("dossiers.sign_result")
    run("dossiers.return_electronically")
    about = Notice.objects.filter(to=str(world.owner.actor), kind__in=("signed", "returned"))
    assert list(about.values_list("kind", flat=True)) == letters


def test_a_signing_job_that_runs_twice_issues_once(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    result = dossier.results.get()
    signing.sign_result(result=result.pk, attempt=1)
    assert IssuedPaper.objects.count() == 1
    assert JournalEntry.objects.filter(event="dossiers.result_signed").count() == 1


def test_a_silent_time_authority_is_a_state_and_the_number_is_kept(
    world: World, pens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = ready(world)
    api.sign_result(dossier=dossier, by=world.signer)
    working = signing.sign

    def down(pdf: bytes, **_more: Any) -> bytes:
        raise TimestampUnavailable("cơ quan cấp dấu thời gian chưa trả lời")

    monkeypatch.setattr(signing, "sign", down)
    with pytest.raises(TimestampUnavailable):  # the worker will try again
        run("dossiers.sign_result")
    result = dossier.results.get()
    assert (result.state, again(dossier).status, result.number) == ("signing", 4, "01/XN")
    assert result.failure
    monkeypatch.setattr(signing, "sign", working)
    run("dossiers.sign_result")
    assert (dossier.results.get().number, again(dossier).status) == ("01/XN", 9)


def test_without_a_certificate_it_comes_back_to_the_signer(
    world: World, pens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = ready(world)
    api.sign_result(dossier=dossier, by=world.signer)
    working = signing.sign

    def none(pdf: bytes, *, holder: str, **_more: Any) -> bytes:
        raise NoCertificate(holder)

    monkeypatch.setattr(signing, "sign", none)
    run("dossiers.sign_result")
    assert (dossier.results.get().state, again(dossier).status) == ("failed", 4)
    assert api.journal_of(dossier)[-1].event == "dossiers.sign_failed"
    monkeypatch.setattr(signing, "sign", working)
    api.sign_result(dossier=dossier, by=world.signer)
    run("dossiers.sign_result")
    assert again(dossier).status == 9


def test_a_draft_that_lacks_something_comes_back_to_the_signer(world: World, pens: list[str]) -> None:
    dossier = drafted(world)  # its data have no person
    api.sign_result(dossier=dossier, by=world.signer)
    run("dossiers.sign_result")
    result = dossier.results.get()
    assert result.state == "failed"
    assert "person" in result.failure


def test_many_are_signed_at_once_and_the_refused_are_named(world: World, pens: list[str]) -> None:
    first = ready(world)
    early = processing_of_neighbour(world)
    refused = api.sign_results(dossiers=[first, early], by=world.signer)
    assert set(refused) == {early.public_id}
    assert first.results.get().state == "signing"


def processing_of_neighbour(world: World) -> api.Dossier:
    from tests.dossiers.world import make_draft

    mine = api.submit(draft=make_draft(world, by=world.neighbour), by=world.neighbour)
    return api.accept(dossier=mine, by=world.clerk)


def test_the_electronic_result_comes_by_itself_into_the_vault(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    assert run("dossiers.return_electronically") == 1
    done = again(dossier)
    assert (done.status, done.returned_at, done.current_step) == (10, MORNING, None)
    assert world.owner.subject is not None
    (paper,) = papers_of(world.owner.subject, world.owner)
    assert (paper.kind, paper.number, paper.origin) == ("certificate", "01/XN", dossier.code)
    assert paper.file == dossier.results.get().file


def test_what_was_filed_for_an_organisation_lands_in_its_vault_not_in_the_persons(
    world: World, pens: list[str]
) -> None:
    person = world.owner.person
    assert person is not None
    for_it = make_organisation(person)
    dossier = api.accept(dossier=api.submit(draft=make_draft(world, by=for_it), by=for_it), by=world.clerk)
    api.take(dossier=dossier, by=world.officer)
    api.draft_result(dossier=dossier, key="certificate", data=DATA, by=world.officer)
    for who in (world.officer, world.head):
        api.finish_step(dossier=dossier, by=who)
    api.sign_result(dossier=again(dossier), by=world.signer)
    assert run("dossiers.sign_result") == 1
    assert run("dossiers.return_electronically") == 1
    assert for_it.subject is not None
    assert world.owner.subject is not None
    (paper,) = papers_of(for_it.subject, for_it)
    assert (paper.kind, paper.origin) == ("certificate", dossier.code)
    assert list(papers_of(world.owner.subject, world.owner)) == []


def test_at_the_desk_and_by_post_need_proof(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    with pytest.raises(Refusal, match="người đã nhận"):
        api.return_result(dossier=dossier, how=Delivery.COUNTER, by=world.clerk)
    with pytest.raises(Refusal, match="bưu gửi"):
        api.return_result(dossier=dossier, how=Delivery.POST, by=world.clerk)
    api.return_result(dossier=dossier, how=Delivery.POST, evidence="EH123456789VN", by=world.clerk)
    result = dossier.results.get()
    assert (result.state, result.delivered_how, result.evidence) == ("returned", 1, "EH123456789VN")
    with pytest.raises(Refusal):
        api.return_result(dossier=dossier, how=Delivery.POST, evidence="EH123456789VN", by=world.clerk)


def test_lateness_never_stops_the_return(world: World, pens: list[str]) -> None:
    dossier = ready(world)
    with freeze(datetime(2026, 12, 20, 9, 0, tzinfo=VN)):
        api.sign_result(dossier=dossier, by=world.signer)
        run("dossiers.sign_result")
        api.return_result(dossier=dossier, how=Delivery.COUNTER, to="Nguyễn Thị Hoa", by=world.clerk)
    assert again(dossier).status == 10
    assert JournalEntry.objects.get(event="dossiers.result_signed").data["late"] is True


@pytest.mark.parametrize(("days", "counts"), [(0, (1, 0)), (18, (0, 1))])
def test_everybody_reads_later_whether_it_was_done_in_time(
    world: World, pens: list[str], days: int, counts: tuple[int, int]
) -> None:
    """By the day it was done and not by the day of reading: what was done in time stays so."""
    dossier = ready(world)
    with freeze(MORNING + timedelta(days=days)):
        api.sign_result(dossier=dossier, by=world.signer)
        run("dossiers.sign_result")
    with freeze(MORNING + timedelta(days=60)):
        found = api.public_progress(world.agency, MORNING.date(), MORNING.date())
    assert (found.done_in_time, found.done_late) == counts
    assert (found.running_in_time, found.running_late) == (0, 0)


def test_every_form_can_be_printed_from_a_real_life(world: World) -> None:
    dossier = filed(world)
    supplemented = processing(world_of_neighbour(world))
    api.ask_supplement(
        dossier=supplemented,
        checklist={"paper_a": "missing", "paper_b": "good"},
        items=[{"component": "paper_a", "what": "Nộp bản chụp"}],
        reason="Thiếu",
        by=world.officer,
    )
    api.stop(dossier=supplemented, reason="Không đủ điều kiện", by=world.officer)
    api.refuse(dossier=dossier, reason="other", words="Không thuộc thẩm quyền", by=world.clerk)
    assert run("dossiers.make_form") == 7
    made = set(api.DossierForm.objects.values_list("form", flat=True))
    assert made == {"00", "01", "02", "03", "05", "06"}
    for form in api.DossierForm.objects.select_related("file"):
        assert read_file(form.file).startswith(b"%PDF-")
    assert JournalEntry.objects.filter(event="dossiers.form_made").count() == 7
    run("dossiers.make_form")
    assert api.DossierForm.objects.count() == 7


def world_of_neighbour(world: World) -> World:
    """The same commune with the neighbour in the owner's place."""
    from dataclasses import replace

    return replace(world, owner=world.neighbour)


def test_the_apology_prints_both_dates(world: World) -> None:
    dossier = processing(world)
    new = datetime(2026, 12, 10, 17, 0, tzinfo=VN)
    apologised(dossier, new_due=new, by=world.officer, signer=world.signer)
    assert api.DossierForm.objects.filter(form="04").count() == 1


def test_clocks_are_watched_and_told_once(world: World) -> None:
    leader = make_staff(world.agency, Role.LEADER)
    dossier = processing(world)

    def told() -> list[str]:
        entries = JournalEntry.objects.filter(stream=dossier.stream).order_by("number")
        return [each.event for each in entries if each.event in ("dossiers.due_soon", "dossiers.overdue")]

    watch_due()
    assert told() == []
    with freeze(datetime(2026, 12, 7, 9, 0, tzinfo=VN)):
        watch_due()
        watch_due()
        assert told() == ["dossiers.due_soon"]
    with freeze(datetime(2026, 12, 8, 9, 0, tzinfo=VN)):
        watch_due()
        watch_due()
        assert told() == ["dossiers.due_soon", "dossiers.overdue"]
    heads = JournalEntry.objects.get(event="dossiers.overdue").data["heads"]
    assert heads == [world.head.staff.pk, leader.staff.pk]  # type: ignore[union-attr]


@pytest.mark.parametrize("day", [30, 2])
def test_whoever_is_told_has_half_a_working_day_to_apologise_in_time(world: World, day: int) -> None:
    """Monday 30/11 (due Thursday) and Wednesday 2/12: its day before the deadline is a Sunday."""
    begin = datetime(2026, 11 if day == 30 else 12, day, 8, 0, tzinfo=VN)
    with freeze(begin):
        dossier = processing(world)
    told = begin
    while not JournalEntry.objects.filter(event="dossiers.due_soon").exists():
        told += timedelta(minutes=30)
        with freeze(told):
            watch_due()
    assert again(dossier).due_at is not None
    half_a_day = standard_clock().add_minutes(told, 3 * 60)
    assert told.weekday() < 5
    with freeze(half_a_day):
        due = again(dossier).due_at + timedelta(days=2)  # type: ignore[operator]
        apologised(again(dossier), new_due=due, by=world.officer, signer=world.signer)
    assert JournalEntry.objects.get(event="dossiers.apologised").data["in_time"] is True


def test_an_unanswered_filing_is_watched_too_and_a_waiting_one_is_not(world: World) -> None:
    dossier = filed(world)
    with freeze(MORNING + timedelta(days=2)):
        watch_due()
    assert JournalEntry.objects.get(event="dossiers.overdue").data["clock"] == "first_answer"
    api.withdraw(dossier=dossier, by=world.owner)
    with freeze(MORNING + timedelta(days=9)):
        watch_due()
    assert JournalEntry.objects.filter(event="dossiers.overdue").count() == 1


def test_jobs_act_as_the_system_not_as_nobody(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    run("dossiers.return_electronically")
    told = JournalEntry.objects.get(stream=dossier.stream, event="dossiers.result_returned")
    assert told.actor == str(system("dossiers.return"))

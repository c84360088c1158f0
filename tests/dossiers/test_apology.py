"""The apology (form 04): written by who settles, signed by the head; the new date counts from the signature on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden, Refusal
from motcua.base.files import read_file
from motcua.base.models import JournalEntry, OutboxItem
from motcua.directory.api import HeldRole, Viewer
from motcua.dossiers import api
from motcua.dossiers.models import FormNumber
from motcua.dossiers.tasks.sign_apology import sign_apology
from motcua.dossiers.tasks.watch_due import watch_due
from motcua.notices.models import Notice
from motcua.papers.api import IssuedPaper
from motcua.rules.codes import Role
from motcua.signing.api import TimestampUnavailable, verify
from tests.dossiers.world import MORNING, VN, World, again, make_staff, processing
from tests.signing.conftest import Enrol, Running, authority, authority_folder, enrolled, house
from tests.support.apology import signed

__all__ = ["authority", "authority_folder", "enrolled", "house"]
pytestmark = pytest.mark.django_db
LONG_BEFORE = min(MORNING, datetime.now(UTC)) - timedelta(days=1)
FIRST, NEW = datetime(2026, 12, 7, 17, 0, tzinfo=VN), datetime(2026, 12, 10, 17, 0, tzinfo=VN)


def written(world: World) -> api.Dossier:
    """A dossier whose officer wrote an apology."""
    dossier = processing(world)
    api.ask_apology(dossier=dossier, new_due=NEW, reason="Chờ xác minh", by=world.officer)
    return again(dossier)


def apology(dossier: api.Dossier) -> api.Apology:
    return api.Apology.objects.select_related("signer").get(dossier=dossier)


def run() -> None:
    for item in OutboxItem.objects.filter(task="dossiers.sign_apology").order_by("pk"):
        sign_apology(**item.payload)


def told(dossier: api.Dossier, event: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(stream=dossier.stream, event=f"dossiers.{event}").order_by("number"))


@pytest.fixture
def keys(world: World, enrolled: Enrol) -> World:
    """Head and agency have their certificates."""
    signer = world.signer.staff
    assert signer is not None
    enrolled("official", f"staff:{signer.pk}", signer.full_name, since=LONG_BEFORE)
    enrolled("agency", f"agency:{world.agency.code}", world.agency.name, world.agency.code, since=LONG_BEFORE)
    return world


def test_written_it_promises_nothing_and_nobody_outside_hears_of_it(world: World) -> None:
    dossier = written(world)
    assert (dossier.due_at, dossier.apology_count, dossier.apology_reason) == (FIRST, 0, "")
    assert not api.DossierForm.objects.filter(dossier=dossier, form="04").exists()
    assert not Notice.objects.filter(kind="apology").exists()
    assert [each.data["new_due_at"] for each in told(dossier, "apology_asked")] == [NEW.isoformat()]
    assert told(dossier, "apologised") == []
    seen_by_owner = [each.event for each in api.history(dossier, world.owner)]
    assert "dossiers.apology_asked" not in seen_by_owner


def test_signed_by_the_head_then_sealed_it_counts(keys: World) -> None:
    dossier = written(keys)
    api.sign_apology(dossier=dossier, by=keys.signer)
    with pytest.raises(api.NotNow):  # pressed twice
        api.sign_apology(dossier=dossier, by=keys.signer)
    assert again(dossier).due_at == FIRST
    run()
    run()
    found = again(dossier)
    assert (found.due_at, found.first_due_at, found.apology_count) == (NEW, FIRST, 1)
    assert found.apology_reason == "Chờ xác minh"
    (entry,) = told(dossier, "apologised")
    assert entry.actor == str(keys.signer.actor)
    form = api.DossierForm.objects.select_related("file").get(dossier=dossier, form="04")
    with freeze(datetime.now(UTC)):
        result = verify(read_file(form.file))
    assert (result.valid, result.reasons) == (True, [])
    signer = keys.signer.staff
    assert signer is not None
    assert [(each.kind, each.signer) for each in result.signatures] == [
        ("official", signer.full_name), ("agency", keys.agency.name),
    ]  # fmt: skip
    assert IssuedPaper.objects.get(kind="form-04-apology").signed_by == signer.full_name
    assert Notice.objects.filter(kind="apology").exists()


def test_nothing_outside_is_asked_inside_a_transaction(keys: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, inside = written(keys), []
    api.sign_apology(dossier=dossier, by=keys.signer)
    level = len(connection.savepoint_ids)

    def asked(pdf: bytes, **_named: Any) -> bytes:
        inside.append(len(connection.savepoint_ids) - level)
        return pdf

    monkeypatch.setattr("motcua.dossiers.tasks.sign_apology.sign", asked)
    monkeypatch.setattr("motcua.dossiers.tasks.sign_apology.seal", asked)
    run()
    assert inside == [0, 0]
    assert again(dossier).due_at == NEW


def test_without_the_heads_certificate_it_fails_before_the_signer_and_keeps_its_number(
    world: World, house: Running, enrolled: Enrol
) -> None:
    dossier, signer = written(world), world.signer.staff
    assert signer is not None
    api.sign_apology(dossier=dossier, by=world.signer)
    run()
    failed = apology(dossier)
    assert (failed.state, failed.waits, again(dossier).due_at) == ("failed", True, FIRST)
    assert len(told(dossier, "apology_sign_failed")) == 1
    enrolled("official", f"staff:{signer.pk}", signer.full_name, since=LONG_BEFORE)
    enrolled("agency", f"agency:{world.agency.code}", world.agency.name, world.agency.code, since=LONG_BEFORE)
    api.sign_apology(dossier=dossier, by=world.signer)
    run()
    assert again(dossier).due_at == NEW
    assert FormNumber.objects.get(dossier=dossier, form="04").number.text == "01/UBND-VP"  # type: ignore[union-attr]


def test_while_nobody_tells_the_time_it_waits_and_may_be_asked_for_again(
    keys: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = written(keys)
    api.sign_apology(dossier=dossier, by=keys.signer)

    def nobody(*_given: object, **_named: object) -> bytes:
        raise TimestampUnavailable("down")

    with monkeypatch.context() as patch:
        patch.setattr("motcua.dossiers.tasks.sign_apology.sign", nobody)
        with pytest.raises(TimestampUnavailable):
            run()
    assert (apology(dossier).state, apology(dossier).waits) == ("signing", True)
    api.sign_apology(dossier=dossier, by=keys.signer)
    run()
    assert (again(dossier).due_at, apology(dossier).sign_tries) == (NEW, 2)


def test_only_who_signs_for_the_whole_agency_that_decides(world: World) -> None:
    dossier = written(world)
    police = make_staff(world.agency, Role.SIGNER)
    role = HeldRole("signer", world.agency.pk, unit_id=77, unit="police")
    in_unit = Viewer(staff=police.staff, roles=frozenset({role}))
    for who in (world.officer, world.head, world.clerk, world.stranger_head, world.owner, in_unit):
        with pytest.raises(Forbidden):
            api.sign_apology(dossier=dossier, by=who)
        with pytest.raises(Forbidden):
            api.decline_apology(dossier=dossier, reason="x", by=who)
    assert apology(dossier).state == "asked"


def test_not_signed_the_first_promise_stands_and_it_may_be_written_again(world: World) -> None:
    dossier = written(world)
    with pytest.raises(Refusal):
        api.decline_apology(dossier=dossier, reason=" ", by=world.signer)
    api.decline_apology(dossier=dossier, reason="Còn kịp làm xong", by=world.signer)
    assert (apology(dossier).state, again(dossier).due_at) == ("declined", FIRST)
    with pytest.raises(api.NotNow):
        api.sign_apology(dossier=dossier, by=world.signer)
    later = NEW + timedelta(days=1)
    api.ask_apology(dossier=dossier, new_due=later, reason="Thiếu xác minh", by=world.head)
    assert signed(dossier, world.signer).due_at == later
    assert apology(dossier).reason == "Thiếu xác minh"


def test_a_date_that_passed_before_it_was_signed_promises_nothing(keys: World) -> None:
    dossier = written(keys)
    with freeze(NEW + timedelta(minutes=1)), pytest.raises(Refusal, match="Ngày hẹn mới đã qua"):
        api.sign_apology(dossier=dossier, by=keys.signer)
    api.sign_apology(dossier=dossier, by=keys.signer)
    with freeze(NEW + timedelta(minutes=1)):
        run()
    assert (again(dossier).due_at, again(dossier).apology_count) == (FIRST, 0)
    assert apology(dossier).state == "failed"
    assert not api.DossierForm.objects.filter(form="04").exists()


def test_a_dossier_that_ended_meanwhile_is_promised_nothing(keys: World) -> None:
    dossier = written(keys)
    api.sign_apology(dossier=dossier, by=keys.signer)
    api.stop(dossier=dossier, reason="Không đủ điều kiện", by=keys.officer)
    run()
    assert again(dossier).apology_count == 0
    assert told(dossier, "apologised") == []
    assert api.apology_to_sign(again(dossier)) is None


@pytest.mark.parametrize(("day", "in_time"), [(4, True), (7, False)])
def test_in_time_is_counted_from_the_signature_not_from_the_writing(world: World, day: int, in_time: bool) -> None:
    dossier = written(world)  # on Wednesday; due on Monday: a day before is Sunday, so Friday at the latest
    with freeze(MORNING.replace(day=day)):
        signed(dossier, world.signer)
    (entry,) = told(dossier, "apologised")
    assert entry.data["in_time"] is in_time


def test_who_may_sign_hears_before_the_time_runs_out_even_if_the_officer_heard_before(world: World) -> None:
    dossier, signer, officer = processing(world), world.signer.staff, world.officer.staff
    assert signer is not None
    assert officer is not None
    api.take(dossier=dossier, by=world.officer)
    friday = MORNING.replace(day=4, hour=15)
    with freeze(friday):
        watch_due()
        api.ask_apology(dossier=dossier, new_due=NEW, reason="Chờ xác minh", by=world.officer)
        watch_due()
        watch_due()
    assert [each.data["whom"] for each in told(dossier, "due_soon")] == [[officer.pk], [officer.pk, signer.pk]]


def test_it_stands_in_the_list_of_who_signs_and_of_nobody_else(world: World) -> None:
    dossier = written(world)

    def waits_for(who: Viewer) -> bool:
        return api.Dossier.objects.filter(api.seat_of(who).apologies, pk=dossier.pk).exists()

    assert waits_for(world.signer)
    assert not any(waits_for(who) for who in (world.officer, world.head, world.clerk, world.stranger_head))
    api.sign_apology(dossier=dossier, by=world.signer)
    assert not waits_for(world.signer)

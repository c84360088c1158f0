from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from pytest_django import Settings

from motcua.base.clock import freeze
from motcua.directory import jobs
from motcua.directory.jobs import nightly, refresh_person
from motcua.directory.models import Person, Staff, User
from motcua.gateways.api import CallRecord, forget_failures, verify_citizen

pytestmark = pytest.mark.django_db


@pytest.fixture
def registers(outside: str, settings: Settings) -> Iterator[None]:
    """The house, connected to the simulated registers."""
    settings.REGISTRIES_URL = f"{outside}/registries"
    forget_failures()
    yield
    forget_failures()


def test_the_snapshot_of_a_person_comes_from_the_population_database(
    registers: None, person_named: Callable[[str], Person]
) -> None:
    mai = person_named("Trần Thị Mai")
    refresh_person(person_id=mai.pk)
    refresh_person(person_id=mai.pk)
    mai.refresh_from_db()
    assert (mai.commune_code, mai.verified_source) == ("99001", "population")
    assert "xã An Hòa (DEMO)" in mai.residence
    call = CallRecord.objects.first()
    assert call is not None
    assert (call.purpose, call.actor) == ("sign_in", "system:directory")
    assert mai.personal_id not in call.reference


def test_the_birth_date_of_the_card_stands_beside_another_in_the_register(
    registers: None, person_named: Callable[[str], Person]
) -> None:
    pao = person_named("Lý A Páo")
    refresh_person(person_id=pao.pk)
    pao.refresh_from_db()
    assert pao.birth_date == date(1988, 1, 1)
    assert pao.verified_source == "population"


def test_a_register_that_is_away_changes_nothing(settings: Settings, person_named: Callable[[str], Person]) -> None:
    settings.REGISTRIES_URL = "http://127.0.0.1:9"
    forget_failures()
    mai = person_named("Trần Thị Mai")
    refresh_person(person_id=mai.pk)
    mai.refresh_from_db()
    assert mai.verified_source == ""
    assert CallRecord.objects.get().outcome == "down"


def test_nonsense_of_a_register_is_left_out_and_the_rest_kept(
    registers: None, person_named: Callable[[str], Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(**asked: Any) -> Any:
        record = verify_citizen(**asked)
        assert record is not None
        return replace(record, phone="0" * 40, sex="nam " * 9)

    monkeypatch.setattr(jobs, "verify_citizen", told)
    mai = person_named("Trần Thị Mai")
    Person.objects.filter(pk=mai.pk).update(phone="")
    before = Person.objects.get(pk=mai.pk)
    refresh_person(person_id=mai.pk)
    mai.refresh_from_db()
    assert (mai.phone, mai.sex) == ("", before.sex)
    assert (mai.commune_code, mai.verified_source) == ("99001", "population")


def test_ended_sessions_are_swept_away(db: None) -> None:
    session = SessionStore()
    session["motcua.id_token"] = "x"
    session.save()
    with freeze(datetime.now(UTC) + timedelta(hours=11)):
        nightly()
    assert Session.objects.exists()
    with freeze(datetime.now(UTC) + timedelta(hours=13)):
        nightly()
    assert not Session.objects.exists()


def test_an_account_that_nobody_used_for_45_days_is_switched_off(staff_named: Callable[[str], Staff]) -> None:
    """TCVN 14423:2026, 5.6.2.3; the last admin of an agency stays."""
    came = datetime.now(UTC)
    for name in ("tiepnhan.anhoa", "hotich.anhoa", "quantri.anhoa"):
        User.objects.filter(pk=staff_named(name).user_id).update(last_login=came)
    User.objects.filter(pk=staff_named("hotich.anhoa").user_id).update(last_login=came + timedelta(days=3))
    with freeze(came + timedelta(days=44, hours=23)):
        nightly()
    assert staff_named("tiepnhan.anhoa").active
    with freeze(came + timedelta(days=45, hours=1)):
        nightly()
    assert not staff_named("tiepnhan.anhoa").active
    assert staff_named("hotich.anhoa").active
    assert staff_named("quantri.anhoa").active

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer

import httpx
import pytest
from pytest_django import Settings

from motcua.base.actor import Actor
from motcua.gateways.api import (
    CallRecord,
    CitizenRecord,
    FixedRegistries,
    NoGround,
    SourceDown,
    forget_failures,
    is_connected,
    lookup,
    send_message,
    use_registries,
    verify_citizen,
)
from motcua.gateways.breaker import FAILURES, PAUSE_SECONDS, Breaker
from motcua.gateways.calls import LARGEST_ANSWER, get
from motcua.gateways.registries.citizen import compact, parse_compact, read_citizen

pytestmark = pytest.mark.django_db

HUNG = "066090001234"
BY = Actor("person", "7")
GROUND = {"purpose": "birth_registration", "reference": "draft:abc", "by": BY}
NAMED = {"personal_id": HUNG, "full_name": "Nguyễn Văn Hùng", "birth_date": date(1990, 5, 17)}


def fault(outside: str, mode: str, **more: float) -> None:
    httpx.post(f"{outside}/faults/registries", json={"mode": mode, **more}, trust_env=False)


def test_the_population_database_is_understood(connected: str) -> None:
    record = verify_citizen(**NAMED, **GROUND)  # type: ignore[arg-type]
    assert record is not None
    assert (record.full_name, record.birth_date, record.sex) == ("Nguyễn Văn Hùng", date(1990, 5, 17), "male")
    assert (record.spouse.full_name, record.spouse.personal_id) == ("Trần Thị Mai", "066192002345")
    assert record.permanent_address.commune == "99001"
    assert record.permanent_address.text == "Thôn 2, xã An Hòa (DEMO), tỉnh Sơn Hà (DEMO)"
    facts = record.as_facts()
    assert facts["date_of_birth"] == "1990-05-17"
    assert facts["household_head_personal_id"] == HUNG
    assert facts["old_id_number"] == "240100001"
    assert "father_name" not in facts, "what is not known is not there"


def test_a_person_who_does_not_fit_is_not_found(connected: str) -> None:
    other = NAMED | {"birth_date": date(1990, 5, 18)}
    assert verify_citizen(**other, **GROUND) is None  # type: ignore[arg-type]
    assert CallRecord.objects.get().outcome == "nothing"


def test_the_database_may_name_another_birth_date_than_the_card(connected: str) -> None:
    card = {"personal_id": "010088003579", "full_name": "Lý A Páo", "birth_date": date(1988, 1, 1)}
    assert verify_citizen(**card, **GROUND) is None  # type: ignore[arg-type]
    record = verify_citizen(**card, or_year=True, **GROUND)  # type: ignore[arg-type]
    assert record is not None
    assert record.birth_date == date(1988, 11, 1)


@pytest.mark.parametrize(
    "card", [{"birth_date": date(1999, 12, 31)}, {"birth_date": date(1999, 1, 1), "birth_precision": "year"}]
)
def test_it_may_name_another_year_the_one_in_the_number(connected: str, card: dict[str, object]) -> None:
    told = {"personal_id": "066201008901", "full_name": "Lê Quốc Huy"} | card
    assert verify_citizen(**told, **GROUND) is None  # type: ignore[arg-type]
    record = verify_citizen(**told, or_year=True, **GROUND)  # type: ignore[arg-type]
    assert record is not None
    assert record.birth_date == date(2001, 12, 5)
    assert verify_citizen(**told | {"full_name": "Lê Văn Lạ"}, or_year=True, **GROUND) is None  # type: ignore[arg-type]


def test_a_year_is_all_that_is_known_of_some(connected: str) -> None:
    record = verify_citizen(
        personal_id="066149008899",
        full_name="Trịnh Thị Nhung",
        birth_date=date(1949, 1, 1),
        birth_precision="year",
        **GROUND,  # type: ignore[arg-type]
    )
    assert record is not None
    assert (record.birth_precision, record.as_facts()["date_of_birth"]) == ("year", "1949")


def test_registers_answer_with_their_day(connected: str) -> None:
    answer = lookup("insurance", HUNG, **GROUND)  # type: ignore[arg-type]
    assert answer
    assert (answer.source, answer.as_of) == ("insurance", date(2026, 11, 22))
    assert answer.data["social_insurance_number"]
    assert not lookup("land", "066201008901", **GROUND)  # type: ignore[arg-type]


def test_every_call_is_recorded_without_what_was_said(connected: str) -> None:
    lookup("insurance", HUNG, **GROUND)  # type: ignore[arg-type]
    call = CallRecord.objects.get()
    told = (call.system, call.operation, call.purpose, call.reference, call.actor, call.outcome)
    assert told == ("registries", "insurance", "birth_registration", "draft:abc", "person:7", "ok")
    assert call.size > 50
    assert "social_insurance_number" in call.fields
    assert HUNG not in json.dumps([str(getattr(call, field.name)) for field in CallRecord._meta.fields])


@pytest.mark.parametrize("missing", ["purpose", "reference"])
def test_nobody_looks_without_a_purpose_and_an_open_reference(connected: str, missing: str) -> None:
    with pytest.raises(NoGround):
        lookup("insurance", HUNG, **(GROUND | {missing: " "}))  # type: ignore[arg-type]
    with pytest.raises(NoGround):
        verify_citizen(**NAMED, **(GROUND | {missing: ""}))  # type: ignore[arg-type]
    assert not CallRecord.objects.exists()


def test_the_population_database_is_not_looked_up(connected: str) -> None:
    with pytest.raises(ValueError, match="population"):
        lookup("population", HUNG, **GROUND)  # type: ignore[arg-type]


@pytest.mark.parametrize(("mode", "outcome"), [("down", "down"), ("garbage", "garbage")])
def test_a_register_on_a_bad_day_only_means_more_typing(connected: str, mode: str, outcome: str) -> None:
    fault(connected, mode)
    for ask in (lambda: lookup("land", HUNG, **GROUND), lambda: verify_citizen(**NAMED, **GROUND)):  # type: ignore[arg-type]
        with pytest.raises(SourceDown) as caught:
            ask()
        assert "gõ thêm" in str(caught.value)
        assert caught.value.outcome == outcome
    assert set(CallRecord.objects.values_list("outcome", flat=True)) == {outcome}


def test_nobody_waits_longer_than_the_limit(connected: str, settings: Settings) -> None:
    settings.REGISTRIES_SECONDS = 0.2
    fault(connected, "slow", seconds=1.0)
    with pytest.raises(SourceDown) as caught:
        lookup("land", HUNG, **GROUND)  # type: ignore[arg-type]
    assert caught.value.outcome == "slow"
    assert CallRecord.objects.get().milliseconds < 1000


def test_after_some_failures_a_system_is_left_alone(connected: str) -> None:
    fault(connected, "down")
    for _time in range(FAILURES + 1):
        with pytest.raises(SourceDown):
            lookup("land", HUNG, **GROUND)  # type: ignore[arg-type]
    fault(connected, "ok")
    with pytest.raises(SourceDown) as caught:
        lookup("land", HUNG, **GROUND)  # type: ignore[arg-type]
    assert caught.value.outcome == "open"
    forget_failures()
    assert lookup("land", HUNG, **GROUND)  # type: ignore[arg-type]


def test_the_breaker_tries_once_after_its_pause() -> None:
    moment = [0.0]
    breaker = Breaker(clock=lambda: moment[0])
    for _time in range(FAILURES):
        assert breaker.lets_through()
        breaker.went_wrong()
    assert not breaker.lets_through()
    moment[0] = PAUSE_SECONDS + 1
    assert [breaker.lets_through(), breaker.lets_through()] == [True, False]
    breaker.went_well()
    assert breaker.lets_through()


@contextmanager
def answering(body: bytes, status: int = 200) -> Iterator[str]:
    """A register that always says the same."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


SOMEBODY = "<Envelope><Body><CongDan><SoDinhDanh>{}</SoDinhDanh></CongDan></Body></Envelope>"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><Envelope>&b;</Envelope>'


@pytest.mark.parametrize(
    "told",
    [
        {"error_code": 0, "message": SOMEBODY.format("066192002345")},
        {"error_code": 0, "message": BOMB},
        {"error_code": 0, "message": "<Envelope/>"},
        {"error_code": 0, "message": None},
        {"error_code": 500, "message": "x"},
        {"message": "x"},
        [],
        None,
        "text",
    ],
)
def test_an_answer_that_makes_no_sense_is_no_answer(settings: Settings, told: object) -> None:
    forget_failures()
    with answering(json.dumps(told).encode()) as address:
        settings.REGISTRIES_URL = address
        with pytest.raises(SourceDown) as caught:
            verify_citizen(**NAMED, **GROUND)  # type: ignore[arg-type]
    assert caught.value.outcome == "garbage"


@pytest.fixture
def endless() -> Iterator[str]:
    """A system that does not stop talking."""

    class Talker(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for _each in range(2 * LARGEST_ANSWER // 65_536):
                    self.wfile.write(b" " * 65_536)

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Talker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_an_answer_larger_than_any_may_be_is_not_read_to_its_end(endless: str) -> None:
    with pytest.raises(ValueError, match="larger"):
        get(endless, seconds=20)


@pytest.mark.parametrize(
    "told",
    [
        {"source": "tax", "data": {"a": 1}, "as_of": "2026-11-22"},
        {"source": "land", "data": [], "as_of": "2026-11-22"},
        {"source": "land", "data": {}, "as_of": "yesterday"},
        {"source": "land", "as_of": "2026-11-22"},
    ],
)
def test_an_answer_to_another_question_is_no_answer(settings: Settings, told: object) -> None:
    forget_failures()
    with answering(json.dumps(told).encode()) as address:
        settings.REGISTRIES_URL = address
        with pytest.raises(SourceDown):
            lookup("land", HUNG, **GROUND)  # type: ignore[arg-type]


def test_nothing_connected_means_nothing_is_asked(settings: Settings) -> None:
    forget_failures()
    settings.REGISTRIES_URL = ""
    assert not is_connected("population")
    with pytest.raises(SourceDown):
        lookup("land", HUNG, **GROUND)  # type: ignore[arg-type]


def test_a_plug_with_fixed_answers_stands_in(settings: Settings) -> None:
    settings.REGISTRIES_URL = ""
    forget_failures()
    plug = FixedRegistries(
        citizens={HUNG: CitizenRecord(HUNG, "Nguyễn Văn Hùng", date(1990, 5, 17))},
        tables={"land": {HUNG: {"area": 250.0}}},
        down={"insurance"},
    )
    with use_registries(plug):
        assert is_connected("land")
        assert verify_citizen(**NAMED, **GROUND) is not None  # type: ignore[arg-type]
        assert lookup("land", HUNG, **GROUND).data == {"area": 250.0}  # type: ignore[arg-type]
        assert not lookup("business", HUNG, **GROUND)  # type: ignore[arg-type]
        with pytest.raises(SourceDown):
            lookup("insurance", HUNG, **GROUND)  # type: ignore[arg-type]
    assert not is_connected("land")


@pytest.mark.parametrize(
    ("born", "precision", "text"),
    [
        (date(1990, 5, 17), "day", "19900517"),
        (date(1949, 1, 1), "year", "19490000"),
        (date(1949, 3, 1), "month", "19490300"),
    ],
)
def test_dates_go_and_come_back(born: date, precision: str, text: str) -> None:
    assert compact(born, precision) == text
    assert parse_compact(text) == (born, precision)


def test_a_message_with_a_declaration_is_refused_before_it_is_read() -> None:
    with pytest.raises(ValueError, match="declarations"):
        read_citizen(BOMB)


def test_messages_reach_the_gateway_once(connected: str) -> None:
    sent = {"to": "0912000001", "text": "Hồ sơ của bạn đã đến nơi.", "key": "notice:1:sms"}
    for _time in range(2):
        assert send_message("sms", purpose="notice", reference="dossier:x", by=BY, **sent)
    told = httpx.get(f"{connected}/messages/sms", trust_env=False).json()["messages"]
    assert [each["to"] for each in told] == ["0912000001"]
    assert CallRecord.objects.filter(system="sms", outcome="ok").count() == 2


def test_without_a_gateway_a_message_is_honestly_not_sent(settings: Settings) -> None:
    settings.MESSAGES_URL = ""
    assert not send_message("zalo", to="0912000001", text="x", key="k", purpose="notice", reference="d", by=BY)
    assert CallRecord.objects.get().outcome == "nothing"

"""What a system of the outside may send that is no answer: drop by drop, deeper than can be read, words that nobody can
keep. Every one of it is a bad day with a name (`SourceDown`), none is a mistake of ours."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
import socketserver
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import Settings

from motcua.base.actor import Actor
from motcua.gateways import bank
from motcua.gateways.api import CallRecord, SourceDown, forget_failures, lookup

pytestmark = pytest.mark.django_db
GROUND: dict[str, Any] = {"purpose": "birth_registration", "reference": "draft:abc", "by": Actor("person", "7")}
SINCE = datetime(2026, 11, 23, tzinfo=UTC)
MONEY = {"number": "FT1", "account": "1", "amount": 50_000, "note": "MC", "paid_at": "2026-11-23T05:00:00+00:00"}
HEAD = b"HTTP/1.1 %d Told\r\nContent-Type: application/json\r\nConnection: close\r\n%s\r\n"


def told(body: bytes, status: int = 200, headers: bytes = b"") -> list[bytes]:
    return [HEAD % (status, headers), body]


@contextmanager
def saying(pieces: Sequence[bytes], pause: float = 0.0) -> Iterator[str]:
    """A system that answers whatever it is asked with `pieces`, and rests before each but the first; its address."""
    ended = threading.Event()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            length = 0
            while line := self.rfile.readline().strip():
                name, _colon, value = line.lower().partition(b":")
                length = int(value) if name == b"content-length" else length
            self.rfile.read(length)
            try:
                for each in pieces:
                    self.wfile.write(each)
                    if ended.wait(pause):
                        return
            except OSError:
                return  # whoever asked has gone

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            ended.set()
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget_failures()
    yield
    forget_failures()


def land(settings: Settings, pieces: Sequence[bytes], pause: float = 0.0, seconds: float = 60.0) -> Any:
    with saying(pieces, pause) as address:
        settings.REGISTRIES_URL, settings.REGISTRIES_SECONDS = address, seconds
        return lookup("land", "066090001234", **GROUND)


def money(settings: Settings, pieces: Sequence[bytes], pause: float = 0.0) -> Any:
    with saying(pieces, pause) as address:
        settings.BANK_URL, settings.BANK_KEY = address, "shared"
        return bank.transactions(bank_bin="970405", account="1", since=SINCE, reference="bill:a", by=Actor("a", "b"))


def answer(data: Any) -> bytes:
    return json.dumps({"source": "land", "as_of": "2026-11-22", "data": data}).encode()


def test_an_answer_that_comes_drop_by_drop_is_not_waited_for(settings: Settings) -> None:
    """Each drop comes in time; all of them together do not."""
    drops = [HEAD % (200, b""), *([b" "] * 1_000), answer({"area": 1})]
    began = time.monotonic()
    with pytest.raises(SourceDown) as caught:
        land(settings, drops, pause=0.1, seconds=0.6)
    assert caught.value.outcome == "slow"
    assert time.monotonic() - began < 50  # all of it takes a hundred


def test_an_answer_is_asked_for_as_it_is_and_not_packed(settings: Settings) -> None:
    """What stands before a register packs its answers for whoever says that he can unpack them."""
    heard: list[bytes] = []

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked = [line := self.rfile.readline().lower()]
            while line.strip():
                asked.append(line := self.rfile.readline().lower())
            packs = any(line.startswith(b"accept-encoding") and b"gzip" in line for line in asked)
            heard.extend(asked)
            body = answer({"area": 250})
            said = told(gzip.compress(body), headers=b"Content-Encoding: gzip\r\n") if packs else told(body)
            self.wfile.write(b"".join(said))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        settings.REGISTRIES_URL = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            assert lookup("land", "066090001234", **GROUND).data == {"area": 250}
        finally:
            server.shutdown()
    assert heard


NO_ANSWERS = {
    "deeper than can be read": b"[" * 200_000,
    "half a letter": answer({"owner": "\ud83d"}),
    "half a letter as a name": answer({"\ud83d": "x"}),
    "a letter no database keeps": answer({"owner": "Lò\x00Thị"}),
    "a number that is none": b'{"source": "land", "as_of": "2026-11-22", "data": {"area": NaN}}',
    "a number without end": b'{"source": "land", "as_of": "2026-11-22", "data": {"area": 1e999}}',
    "another code of letters": '{"source": "land", "as_of": "2026-11-22", "data": {"owner": "Lò"}}'.encode("latin-1"),
    "nothing": b"",
}


@pytest.mark.parametrize("body", NO_ANSWERS.values(), ids=NO_ANSWERS.keys())
def test_what_cannot_be_read_or_kept_is_no_answer_of_a_register(settings: Settings, body: bytes) -> None:
    with pytest.raises(SourceDown) as caught:
        land(settings, told(body))
    assert caught.value.outcome == CallRecord.objects.get().outcome == "garbage"


NO_MONEY = {
    "no amount": {"amount": None},
    "more money than there is": {"amount": 10**30},
    "money without end": {"amount": float("inf")},
    "half a dong": {"amount": 50_000.5},
    "a sum in words": {"amount": "năm mươi nghìn"},
    "yes": {"amount": True},
    "no number": {"number": ""},
    "a moment without a zone": {"paid_at": "2026-11-23T05:00:00"},
    "no moment": {"paid_at": 7},
    "half a letter": {"note": "\ud83d"},
    "a letter no database keeps": {"note": "MC\x00"},
}


@pytest.mark.parametrize("changed", NO_MONEY.values(), ids=NO_MONEY.keys())
def test_what_is_no_money_is_no_answer_of_a_bank(settings: Settings, changed: dict[str, Any]) -> None:
    assert money(settings, told(json.dumps({"transactions": [MONEY]}).encode()))[0].amount == 50_000
    with pytest.raises(SourceDown) as caught:
        money(settings, told(json.dumps({"transactions": [MONEY, MONEY | changed]}).encode()))
    assert caught.value.outcome == "garbage"


@pytest.mark.parametrize("body", [b"[]", b"null", b'{"transactions": 7}', b'{"transactions": ["a"]}', b"<html>"])
def test_what_is_no_list_is_no_answer_of_a_bank(settings: Settings, body: bytes) -> None:
    with pytest.raises(SourceDown) as caught:
        money(settings, told(body))
    assert caught.value.outcome == "garbage"


def test_a_bank_that_fails_is_not_believed_whatever_its_page_of_failure_says(settings: Settings) -> None:
    with pytest.raises(SourceDown) as caught:
        money(settings, told(json.dumps({"transactions": [MONEY]}).encode(), status=500))
    assert caught.value.outcome == "down"


def test_a_bank_that_does_not_answer_is_not_waited_for_longer_than_its_limit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank, "PATIENCE_SECONDS", 0.3)
    with pytest.raises(SourceDown) as caught:
        money(settings, [b"", *told(b"{}")], pause=120)
    assert caught.value.outcome == "slow"


@pytest.mark.parametrize("changed", NO_MONEY.values(), ids=NO_MONEY.keys())
def test_a_signed_notice_of_what_is_no_money_is_unfit(settings: Settings, changed: dict[str, Any]) -> None:
    settings.BANK_KEY = "shared"
    body = json.dumps({"bin": "970405"} | MONEY | changed).encode()
    with pytest.raises(bank.UnfitNotice):
        bank.read_notice(body, hmac.new(b"shared", body, hashlib.sha256).hexdigest())


def test_a_signature_in_strange_letters_is_only_a_wrong_one(settings: Settings) -> None:
    settings.BANK_KEY = "shared"
    with pytest.raises(bank.UnfitNotice):
        bank.read_notice(json.dumps({"bin": "970405"} | MONEY).encode(), "ý" * 64)

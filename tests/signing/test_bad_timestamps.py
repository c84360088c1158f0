"""A timestamp authority on a bad day: late, refusing, or stamping something else than it was asked. Nothing is signed
with what it says; when it is well again the same page is."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from asn1crypto import tsp

from motcua.signing import timestamping, trust
from motcua.signing.api import Credential, TimestampUnavailable, fetch_lists, sign, verify
from motcua.signing.errors import AuthorityUnavailable
from motcua.signing.models import SignatureRecord
from motcua.signing.trust import trust_folder
from simulators.authority import app as authority_app
from simulators.authority.timestamps import BadRequest
from tests.signing.conftest import Running

pytestmark = pytest.mark.django_db
honest = authority_app.answer


def of_another_question(query: bytes, **told: Any) -> bytes:
    """What somebody else was told a moment ago: it has their nonce."""
    asked = tsp.TimeStampReq.load(query)
    asked["nonce"] = 7
    return honest(asked.dump(), **told)


def of_another_paper(query: bytes, **told: Any) -> bytes:
    asked = tsp.TimeStampReq.load(query)
    asked["message_imprint"]["hashed_message"] = bytes(32)
    return honest(asked.dump(), **told)


def refused(query: bytes, **told: Any) -> bytes:
    raise BadRequest("not today")


def cut_off(query: bytes, **told: Any) -> bytes:
    return honest(query, **told)[:-200]


def without_a_token(query: bytes, **told: Any) -> bytes:
    return bytes.fromhex("30053003020100")  # granted, and that is all


@pytest.mark.parametrize("spoilt", [of_another_question, of_another_paper, refused, cut_off, without_a_token])
def test_a_stamp_that_is_not_the_one_asked_for_is_none(
    page: bytes, leader: Credential, monkeypatch: pytest.MonkeyPatch, spoilt: Any
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(authority_app, "answer", spoilt)
        with pytest.raises(TimestampUnavailable):
            sign(page, holder="staff:7")
    assert not SignatureRecord.objects.exists()
    assert verify(sign(page, holder="staff:7"), needs=()).valid


def test_a_slow_authority_is_waited_for_only_so_long(
    page: bytes, leader: Credential, house: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timestamping, "TIMEOUT", httpx.Timeout(timestamping.TIMEOUT.read and 0.3))
    monkeypatch.setattr(authority_app, "SLOW_SECONDS", 120)
    house.app.faults["tsa"] = "slow"
    began = time.monotonic()
    with pytest.raises(TimestampUnavailable):
        sign(page, holder="staff:7")
    assert time.monotonic() - began < 60  # it takes two minutes to answer
    assert not SignatureRecord.objects.exists()


def test_the_wait_for_an_authority_has_an_end() -> None:
    limits = timestamping.TIMEOUT
    assert all(0 < (each or 3600) <= 10 for each in (limits.connect, limits.read, limits.write, limits.pool))


@pytest.mark.parametrize("fault", ["down", "garbage", "slow"])
def test_a_list_of_the_revoked_that_does_not_come_leaves_the_old_one(
    house: Running, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(trust, "TIMEOUT", httpx.Timeout(trust.TIMEOUT.read and 0.3))
    monkeypatch.setattr(authority_app, "SLOW_SECONDS", 120)
    lists = sorted((trust_folder() / "crl").glob("*.crl"))
    before = [each.read_bytes() for each in lists]
    assert before
    house.app.faults["crl"] = fault
    with pytest.raises(AuthorityUnavailable):
        fetch_lists()
    assert [each.read_bytes() for each in lists] == before

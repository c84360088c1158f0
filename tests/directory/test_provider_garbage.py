"""A provider on a bad day: every document it sends may be late or nonsense. Each is a page that says so, nobody comes
in, and what a person is called is something that can be written."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from typing import Any

import httpx
import pytest
import requests
from django.test import Client

from motcua.directory.models import User
from motcua.directory.signin import provider
from motcua.directory.signin.errors import SignInProblem
from motcua.directory.signin.identity import identity_of
from motcua.gateways.api import ClaimMap
from tests.directory.test_other_provider import START, house, issuer, spoil, there_and_back

__all__ = ["house", "issuer"]
pytestmark = pytest.mark.django_db

DISCOVERY, KEYS, TOKEN, USER_INFO = "/.well-known/openid-configuration", "/keys", "/token", "/userinfo"
NAMES = '["access_token", "issuer", "keys"]'
NONSENSE = ("", "null", "[]", "7", "{}", '"access_token"', NAMES, "<html>", "[" * 100_000)
KEY = {"kty": "RSA", "alg": "RS256", "use": "sig"}
# By address: what is JSON and of the right kind, and still no answer.
OF_THE_RIGHT_KIND: dict[str, list[Any]] = {
    DISCOVERY: [{"issuer": 7}, {"issuer": ["a"]}],
    KEYS: [
        {"keys": 7}, {"keys": None}, {"keys": {}}, {"keys": ["a"]}, {"keys": [None]}, {"keys": [[]]}, {"keys": [KEY]},
        {"keys": [KEY | {"kid": "1"}]}, {"keys": [KEY | {"kid": "1", "n": 7, "e": []}]},
        {"keys": [KEY | {"kid": "1", "n": "é", "e": "AQAB"}]}, {"keys": [KEY | {"kid": "1", "n": "AA", "e": "AQAB"}]},
    ],
    TOKEN: [
        {"access_token": "a"}, {"access_token": "a", "id_token": 7}, {"access_token": "a", "id_token": ""},
        {"access_token": "a", "id_token": "a.b.c"}, {"access_token": "a", "id_token": "é"},
        {"access_token": "a", "id_token": "eyJhbGciOlsiYSJdfQ.e30.AA"},  # its algorithm is a list
        {"access_token": "a", "id_token": "W10.e30.AA"},  # its head is a list
    ],
    USER_INFO: [{"sub": 7}, {"sub": None}],
}  # fmt: skip
BODIES = [(at, body) for at in OF_THE_RIGHT_KIND for body in NONSENSE] + [
    (at, json.dumps(each)) for at, several in OF_THE_RIGHT_KIND.items() for each in several
]


def instead(issuer: str, at: str, body: str) -> None:
    form = {"how": "instead", "at": at, "body": body}
    httpx.post(f"{issuer}/spoil", data=form, trust_env=False).raise_for_status()


def nobody_is_in(browser: Client) -> bool:
    viewer = browser.get("/dang-nhap/").wsgi_request.viewer  # type: ignore[attr-defined]
    return not viewer.is_known and not User.objects.exists()


@pytest.mark.parametrize(("at", "body"), BODIES)
def test_nonsense_on_the_way_back_is_a_page(house: str, browser: Client, at: str, body: str) -> None:
    back = there_and_back(browser)
    provider.forget_provider()
    instead(house, at, body)
    page = browser.get(back)
    assert page.status_code in (400, 503), page.content.decode()
    assert "<h1" in page.content.decode()
    assert nobody_is_in(browser)


@pytest.mark.parametrize("body", [*NONSENSE, *(json.dumps(each) for each in OF_THE_RIGHT_KIND[DISCOVERY])])
def test_nonsense_on_the_way_out_is_a_page(house: str, browser: Client, body: str) -> None:
    instead(house, DISCOVERY, body)
    assert browser.get(START).status_code in (400, 503)


@pytest.mark.parametrize(("room", "status"), [(0, 302), (provider.LARGEST_ANSWER, 503)])
@pytest.mark.parametrize("at", [DISCOVERY, KEYS])
def test_an_answer_larger_than_any_is_a_page(house: str, browser: Client, at: str, room: int, status: int) -> None:
    back, whole = there_and_back(browser), httpx.get(f"{house}{at}", trust_env=False).text
    provider.forget_provider()
    instead(house, at, whole + " " * room)
    assert browser.get(back).status_code == status


def test_an_answer_in_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "PATIENCE_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as door:

        def drip() -> None:
            line, _from = door.accept()
            with line, contextlib.suppress(OSError):
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                while True:
                    line.sendall(b" ")
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        with provider.SocialAdapter().get_requests_session() as session, pytest.raises(requests.Timeout):
            session.get(f"http://127.0.0.1:{door.getsockname()[1]}/")


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"])
@pytest.mark.parametrize("said", [None, 7, [], {}, "", "nowhere", "ftp://127.0.0.1/"])
def test_addresses_that_are_none_are_a_page(house: str, browser: Client, name: str, said: Any) -> None:
    """Where there is no address for what may be left out, it is left out."""
    back, told = there_and_back(browser), httpx.get(f"{house}{DISCOVERY}", trust_env=False).json()
    provider.forget_provider()
    instead(house, DISCOVERY, json.dumps(told | {name: said}))
    page = browser.get(back if name != "authorization_endpoint" else START)
    assert page.status_code in (302, 400, 503)
    assert page.status_code != 302 or (name, bool(said)) == ("userinfo_endpoint", False), page["Location"]


@pytest.mark.parametrize("at", [DISCOVERY, KEYS, TOKEN, USER_INFO])
def test_nobody_waits_longer_than_the_limit(
    house: str, browser: Client, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = there_and_back(browser)
    provider.forget_provider()
    monkeypatch.setattr(provider, "PATIENCE_SECONDS", 0.3)
    late = {"how": "late", "at": at, "seconds": "1"}
    httpx.post(f"{house}/spoil", data=late, trust_env=False).raise_for_status()
    page = browser.get(back)
    assert page.status_code == 503
    assert "VNeID chưa trả lời" in page.content.decode()
    assert nobody_is_in(browser)
    spoil(house, "")


PERSON = {"sub": "a", "SoDinhDanh": "079079001122", "HoVaTen": "Hoàng Văn Lạ", "LoaiTaiKhoan": "1"}
UNWRITABLE = ("Hoàng\x00Lạ", "Hoàng \ud83d", "Hoàng\x07", "Lạ " * 80)


@pytest.mark.parametrize("name", UNWRITABLE)
def test_a_name_that_cannot_be_written_is_none(name: str) -> None:
    with pytest.raises(SignInProblem) as caught:
        identity_of(PERSON | {"HoVaTen": name}, ClaimMap())
    assert (caught.value.code, caught.value.detail) == ("missing_claim", "full_name")


def test_a_name_keeps_the_letters_of_its_people() -> None:
    for name in ("Nguyễn Thị Ánh", "H’Hen Niê", "Ka\u200bSă Nun", "Y Đhăm Êban", "Lò  Văn\tPáo"):
        assert identity_of(PERSON | {"HoVaTen": name}, ClaimMap()).full_name == " ".join(name.split())
    firm = {"sub": "a", "MaSoThue": "6601999002", "HoVaTen": "Hợp tác xã " * 20, "LoaiTaiKhoan": "2"}
    assert identity_of(firm, ClaimMap()).full_name.count("Hợp tác xã") == 20


@pytest.mark.parametrize("said", [*UNWRITABLE, "9" * 5_000, "\ud83d@a.vn"])
def test_what_is_not_needed_and_cannot_be_written_is_not_known(said: str) -> None:
    claims = PERSON | {"sub": said, "loAs": said, "TechID": said, "ThuDienTu": said, "SoDienThoai": said}
    found = identity_of(claims, ClaimMap())
    for text, most in ((found.subject, 255), (found.tech_id, 64), (found.email, 254), (found.phone, 16)):
        text.encode()
        assert len(text) <= most
        assert "\x00" not in text
    assert 0 <= found.level <= 9


def test_a_provider_that_says_nonsense_once_is_asked_again(house: str, browser: Client) -> None:
    """What made no sense is not kept: the next press finds the provider well."""
    instead(house, DISCOVERY, '{"issuer": 7}')
    assert browser.get(START).status_code in (400, 503)
    spoil(house, "")
    assert browser.get(START).status_code == 302

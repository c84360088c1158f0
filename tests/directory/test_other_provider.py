"""Signing in at a provider of other hands (Authlib's): its own names of claims, and everything it may do wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import ip_network
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from motcua.directory.models import Person, User
from motcua.directory.signin import provider
from tests.directory.foreign.authlib_provider import CLIENT_ID, SECRET
from tests.simulators.running import program

pytestmark = pytest.mark.django_db

START = "/dang-nhap/vneid?next=/lam-thay/"
CLAIMS = """\
personal_id: [khong_co, giay_to.can_cuoc.so]
full_name: ten.day_du
birth_date: ngay_sinh
level: {claim: muc, values: {cao: 2, thap: 1}, default: 1}
scope: openid ho_so
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with program("-m", "tests.directory.foreign.authlib_provider") as address:
        yield address


@pytest.fixture
def house(issuer: str, settings: Settings, claims_file: Callable[[str], str]) -> Iterator[str]:
    """The four settings, and nothing else."""
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = issuer, CLIENT_ID, SECRET
    settings.OIDC_CLAIMS = claims_file(CLAIMS)
    provider.forget_provider()
    spoil(issuer, "")
    yield issuer
    provider.forget_provider()


def spoil(issuer: str, how: str) -> None:
    httpx.post(f"{issuer}/spoil", data={"how": how}, trust_env=False).raise_for_status()


def there_and_back(browser: Client) -> str:
    away = browser.get(START)
    assert away.status_code == 302, away.content.decode()
    answer = httpx.get(away["Location"], trust_env=False)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def test_four_settings_are_enough(house: str, settings: Settings, browser: Client) -> None:
    settings.DESK_NETWORKS = (ip_network("127.0.0.0/8"),)
    asked = parse_qs(urlsplit(browser.get(START)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]  # asked for although the provider says nothing of it
    assert set(asked["scope"][0].split()) == {"openid", "ho_so"}
    entered = browser.get(there_and_back(browser))
    assert (entered.status_code, entered.get("Location")) == (302, "/lam-thay/"), entered.content.decode()
    person = Person.objects.get()
    assert (person.personal_id, person.full_name) == ("079079001122", "Hoàng Văn Lạ")
    assert (str(person.birth_date), person.assurance_level) == ("1979-04-30", 2)
    session = browser.get("/lam-thay/").wsgi_request.viewer.session  # type: ignore[attr-defined]
    assert (session.device, session.place) == ("phone", "counter")


def test_claims_may_come_with_the_user_info_only(house: str, browser: Client) -> None:
    spoil(house, "userinfo_only")
    assert browser.get(there_and_back(browser)).status_code == 302
    assert Person.objects.get().personal_id == "079079001122"


def test_who_offers_two_ways_of_saying_the_secret_may_want_one_of_us(house: str, browser: Client) -> None:
    spoil(house, "both_ways")
    assert browser.get(there_and_back(browser)).status_code == 302
    assert Person.objects.get().personal_id == "079079001122"


def test_claims_may_stand_in_lists(
    house: str, settings: Settings, claims_file: Callable[[str], str], browser: Client
) -> None:
    settings.OIDC_CLAIMS = claims_file(
        'personal_id: "giay_to[loai=CCCD].so"\nfull_name: ten.day_du\nlevel: {claim: muc, values: {cao: 2}}\n'
    )
    spoil(house, "in_lists")
    assert browser.get(there_and_back(browser)).status_code == 302
    person = Person.objects.get()
    assert (person.personal_id, person.full_name) == ("079079001122", "Hoàng Văn Lạ")
    assert person.assurance_level == 2


def test_what_is_left_out_and_not_needed_is_not_known(house: str, browser: Client) -> None:
    spoil(house, "few_claims")
    assert browser.get(there_and_back(browser)).status_code == 302
    person = Person.objects.get()
    assert (person.birth_date, person.assurance_level) == (None, 1)
    assert not browser.get("/lam-thay/").wsgi_request.viewer.may_file  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("nonce", 400, "Chưa xác nhận được danh tính"),
        ("issuer", 400, "Chưa xác nhận được danh tính"),
        ("expired", 400, "Chưa xác nhận được danh tính"),
        ("other_person", 400, "Chưa xác nhận được danh tính"),
        ("no_claims", 400, "chưa gửi đủ thông tin"),
        ("code", 503, "chưa trả lời"),
    ],
)
def test_an_answer_that_is_wrong_lets_nobody_in(house: str, browser: Client, how: str, status: int, words: str) -> None:
    back = there_and_back(browser)
    spoil(house, how)
    page = browser.get(back)
    assert (page.status_code, words in page.content.decode()) == (status, True)
    assert not User.objects.exists()
    assert not browser.get("/dang-nhap/").wsgi_request.viewer.is_known  # type: ignore[attr-defined]


def test_keys_that_were_changed_meanwhile_are_fetched_anew(house: str, browser: Client) -> None:
    assert browser.get(there_and_back(browser)).status_code == 302
    spoil(house, "rotate")
    other = Client(HTTP_HOST="127.0.0.1:8000")
    assert other.get(there_and_back(other)).status_code == 302


def test_a_discovery_document_of_another_issuer_is_refused(house: str, settings: Settings, browser: Client) -> None:
    settings.OIDC_ISSUER = house.replace("127.0.0.1", "localhost")
    provider.forget_provider()
    assert browser.get(START).status_code == 400


def test_a_wrong_secret_is_a_page_and_not_an_error(house: str, settings: Settings, browser: Client) -> None:
    back = there_and_back(browser)
    settings.OIDC_CLIENT_SECRET = "of somebody else"
    assert browser.get(back).status_code == 503
    assert not User.objects.exists()

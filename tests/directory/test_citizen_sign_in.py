from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from motcua.base.clock import freeze
from motcua.base.events import revive
from motcua.base.models import JournalEntry, OutboxItem
from motcua.directory.events import SignedIn
from motcua.directory.models import Organisation, Person, User
from motcua.directory.signin import provider
from tests.directory.foreign.provider import CLIENT_ID, SECRET
from tests.simulators.running import program

pytestmark = pytest.mark.django_db

HUNG = "066090001234"
LEVEL_ONE = "010190004681"
START = "/dang-nhap/vneid?next=/lam-thay/"


def there(browser: Client, address: str, number: str, *, press: str = "number") -> str:
    """Leave for the provider, choose somebody there, and give the address that leads back."""
    away = browser.get(address)
    assert away.status_code == 302
    with httpx.Client(follow_redirects=True, trust_env=False) as outside:
        page = outside.get(away["Location"])
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.text
        form = {"csrfmiddlewaretoken": token[1], "next": page.url.params["next"], press: number}
        outside.follow_redirects = False
        answer = outside.post(page.url.copy_with(query=None), data=form)
        if press != "cancel":
            answer = outside.get(str(page.url.join(answer.headers["Location"])))
    back = urlsplit(answer.headers["Location"])
    assert back.netloc == "127.0.0.1:8000"
    return f"{back.path}?{back.query}"


def sign_in(browser: Client, number: str, address: str = START) -> str:
    answer = browser.get(there(browser, address, number))
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_citizen_comes_in_and_goes_on_where_they_were(vneid: str, browser: Client) -> None:
    assert sign_in(browser, HUNG) == "/lam-thay/"
    person = Person.objects.get(personal_id=HUNG)
    assert (person.full_name, str(person.birth_date)) == ("Nguyễn Văn Hùng", "1990-05-17")
    assert (person.assurance_level, person.verified_source) == (2, "vneid")
    page = browser.get("/lam-thay/")
    assert page.wsgi_request.viewer.person == person  # type: ignore[attr-defined]
    assert page.wsgi_request.viewer.may_file  # type: ignore[attr-defined]


def test_leaving_asks_for_code_pkce_state_and_nonce(vneid: str, browser: Client) -> None:
    asked = parse_qs(urlsplit(browser.get(START)["Location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert min(len(asked[each][0]) for each in ("state", "nonce", "code_challenge")) >= 16


def test_the_minutes_run_from_the_press_and_not_from_the_return(vneid: str, browser: Client) -> None:
    pressed = datetime.now(UTC).replace(microsecond=0)
    with freeze(pressed):
        back = there(browser, START, HUNG)
    with freeze(pressed + timedelta(seconds=40)):
        browser.get(back)
        facts = browser.get("/lam-thay/").wsgi_request.viewer.session  # type: ignore[attr-defined]
    assert (facts.started_at, facts.login_at) == (pressed, pressed + timedelta(seconds=40))
    told = revive(JournalEntry.objects.get(event="directory.signed_in"))
    assert isinstance(told, SignedIn)
    assert (told.kind, told.method, told.level, told.device, told.first_time) == ("person", "oidc", 2, "phone", True)
    assert str(told.started_at) == pressed.isoformat()


@pytest.mark.parametrize("chosen", ["en", ""])
def test_the_language_of_the_device_is_told(vneid: str, browser: Client, chosen: str) -> None:
    if chosen:
        browser.post("/ngon-ngu/", {"language": chosen, "next": "/"})
    sign_in(browser, HUNG)
    told = revive(JournalEntry.objects.get(event="directory.signed_in"))
    assert isinstance(told, SignedIn)
    assert told.language == chosen


def test_the_journal_never_holds_the_number_or_the_name(vneid: str, browser: Client) -> None:
    sign_in(browser, HUNG)
    for entry in JournalEntry.objects.all():
        told = entry.stream + entry.actor + entry.body
        assert HUNG not in told
        assert "Hùng" not in told


def test_the_second_time_it_is_the_same_person(vneid: str, browser: Client) -> None:
    sign_in(browser, HUNG)
    Person.objects.update(oidc_subject="another name at the provider")
    sign_in(Client(HTTP_HOST="127.0.0.1:8000"), HUNG)
    assert Person.objects.filter(personal_id=HUNG).count() == User.objects.count() == 1
    told = [
        revive(entry).first_time for entry in JournalEntry.objects.filter(event="directory.signed_in").order_by("id")
    ]  # type: ignore[attr-defined]
    assert told == [True, False]
    assert OutboxItem.objects.filter(task="directory.refresh_person").count() == 1


def test_an_organisation_comes_in_by_its_tax_code(vneid: str, browser: Client) -> None:
    sign_in(browser, "6601999002", "/dang-nhap/vneid?next=/")
    body = Organisation.objects.get(tax_code="6601999002")
    viewer = browser.get("/dang-nhap/").wsgi_request.viewer  # type: ignore[attr-defined]
    assert (viewer.organisation, viewer.person, str(viewer.subject)) == (body, None, "organisation:6601999002")
    assert viewer.may_file
    assert str(viewer.actor) == f"organisation:{body.pk}"


def test_level_one_comes_in_but_may_not_file(vneid: str, browser: Client) -> None:
    sign_in(browser, LEVEL_ONE)
    viewer = browser.get("/lam-thay/").wsgi_request.viewer  # type: ignore[attr-defined]
    assert viewer.is_citizen
    assert not viewer.may_file
    assert (viewer.person.birth_precision, viewer.person.birth_date.year) == ("year", 1990)


def test_cancelling_there_is_said_kindly_here(vneid: str, browser: Client) -> None:
    page = browser.get(there(browser, START, "1", press="cancel"))
    assert page.status_code == 400
    assert "Ông/bà chưa đăng nhập" in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("mode", ["down", "garbage"])
def test_a_provider_that_does_not_answer_is_a_page_and_not_an_error(vneid: str, browser: Client, mode: str) -> None:
    httpx.post(f"{vneid}/faults/vneid", json={"mode": mode}, trust_env=False)
    page = browser.get(START)
    assert page.status_code == 503
    assert "VNeID chưa trả lời" in page.content.decode()


def test_a_provider_that_dies_in_between_is_a_page_too(vneid: str, browser: Client) -> None:
    back = there(browser, START, HUNG)
    httpx.post(f"{vneid}/faults/vneid", json={"mode": "down"}, trust_env=False)
    assert browser.get(back).status_code == 503
    assert not User.objects.exists()


def test_an_answer_to_a_question_never_asked_is_refused(vneid: str, browser: Client) -> None:
    back = there(browser, START, HUNG)
    stranger = Client(HTTP_HOST="127.0.0.1:8000")
    page = stranger.get(back)
    assert page.status_code == 400
    assert "đã hết hạn" in page.content.decode()
    assert not User.objects.exists()


def test_the_same_answer_twice_lets_nobody_in_again(vneid: str, browser: Client) -> None:
    back = there(browser, START, HUNG)
    assert browser.get(back)["Location"] == "/lam-thay/"
    assert browser.get(back)["Location"] == "/"
    assert JournalEntry.objects.filter(event="directory.signed_in").count() == 1


def test_a_changed_nonce_is_refused(vneid: str, browser: Client) -> None:
    back = there(browser, START, HUNG)
    session = browser.session
    states = session["socialaccount_states"]
    for state, _at, _who in states.values():
        state["nonce"] = "another"
    session["socialaccount_states"] = states
    session.save()
    page = browser.get(back)
    assert page.status_code == 400
    assert "Chưa xác nhận được danh tính" in page.content.decode()
    assert not User.objects.exists()


def test_another_issuer_in_the_answer_is_refused(vneid: str, browser: Client) -> None:
    back = there(browser, START, HUNG).replace("iss=http%3A%2F%2F127.0.0.1", "iss=http%3A%2F%2Felsewhere")
    assert "elsewhere" in back
    assert browser.get(back).status_code == 400


def test_without_a_provider_the_page_says_where_to_go(settings: Settings, browser: Client) -> None:
    settings.OIDC_ISSUER = ""
    page = browser.get(START)
    assert page.status_code == 503
    assert "Một cửa" in page.content.decode()


def test_a_provider_that_keeps_back_the_number_is_told_apart(
    vneid: str, browser: Client, settings: Settings, claims_file: Callable[[str], str]
) -> None:
    settings.OIDC_CLAIMS = claims_file("personal_id: SoKhongCo\n")
    page = browser.get(there(browser, START, HUNG))
    assert page.status_code == 400
    assert "chưa gửi đủ thông tin" in page.content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil"]
)
def test_nobody_is_sent_elsewhere_afterwards(vneid: str, browser: Client, elsewhere: str) -> None:
    back = there(browser, f"/dang-nhap/vneid?next={elsewhere}", HUNG)
    assert browser.get(back)["Location"] == "/"


def test_a_switched_off_account_stays_out(vneid: str, browser: Client) -> None:
    sign_in(browser, HUNG)
    User.objects.update(is_active=False)
    other = Client(HTTP_HOST="127.0.0.1:8000")
    assert other.get(there(other, START, HUNG)).status_code == 403
    assert browser.get("/lam-thay/").status_code == 302


def test_a_provider_nobody_here_wrote_with_names_of_its_own(
    tmp_path: Path, browser: Client, settings: Settings, claims_file: Callable[[str], str]
) -> None:
    """allauth's provider: client_secret_basic or post, profile scope, nested claim, levels in words."""
    with program("-m", "tests.directory.foreign.provider", str(tmp_path)) as issuer:
        settings.OIDC_ISSUER = issuer
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT_ID, SECRET
        settings.OIDC_CLAIMS = claims_file(
            "personal_id: identity.national_number\n"
            "HoVaTen: name\n"
            "birth_date: birthdate\n"
            "level: {claim: acr, values: {'urn:example:loa:substantial': 2}}\n"
            "scope: openid profile\n"
        )
        provider.forget_provider()
        away = browser.get(START)["Location"]
        with httpx.Client(trust_env=False) as outside:
            answer = outside.get(away)
            while not answer.headers["Location"].startswith("http://127.0.0.1:8000/"):
                answer = outside.get(str(answer.url.join(answer.headers["Location"])))
        back = urlsplit(answer.headers["Location"])
        entered = browser.get(f"{back.path}?{back.query}")
    assert entered.status_code == 302
    person = Person.objects.get(personal_id="079079001122")
    assert (person.full_name, str(person.birth_date), person.assurance_level) == ("Hoàng Văn Lạ", "1979-04-30", 2)
    assert browser.get("/lam-thay/").wsgi_request.viewer.may_file  # type: ignore[attr-defined]

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from pytest_django import DjangoAssertNumQueries

from motcua.base.clock import freeze
from motcua.base.errors import NotFound, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import HeldRole, Session, Viewer, citizen, known, public, staff, unmarked
from motcua.directory.models import Person, Staff, User
from motcua.directory.signin.session import idle_time, remember
from motcua.directory.signin.staff_views import staff_sign_in
from motcua.directory.urls import urlpatterns as own
from motcua.rules.codes import Role

pytestmark = pytest.mark.django_db


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def wordless(request: HttpRequest) -> HttpResponse:
    raise NotFound("")


def refusing(request: HttpRequest) -> HttpResponse:
    raise Refusal("Hôm nay chưa làm được.")


urlpatterns = [
    path("public", public(page)),
    path("known", known(page)),
    path("citizen", citizen(page)),
    path("filing", citizen(filing=True)(page)),
    path("staff", staff()(page)),
    path("clerk", staff(Role.CLERK, Role.CONTROLLER)(page), name="clerk"),
    path("forgotten", page),
    path("refusing", public(refusing)),
    path("wordless", public(wordless)),
    *own,
]
HERE = override_settings(ROOT_URLCONF=__name__)
STRANGER, ALICE, LEVEL_ONE, BOB, CHARLIE = "stranger", "alice", "level one", "bob the clerk", "charlie the accountant"


def enter(browser: Client, user: User, *, level: int = 2) -> None:
    browser.force_login(user, backend="motcua.directory.signin.backend.AccountBackend")
    session = browser.session
    remember(session, Session(method="oidc", level=level, login_at=datetime.now(UTC)))
    session.save()


@pytest.fixture
def enter_as(
    browser: Client, staff_named: Callable[[str], Staff], person_named: Callable[[str], Person]
) -> Callable[[str], Client]:
    """A browser in which this one is signed in."""

    def come(who: str) -> Client:
        if who in (ALICE, LEVEL_ONE):
            account = get_user_model().objects.create_user("person:a", person=person_named("Trần Thị Mai"))
            enter(browser, account, level=2 if who == ALICE else 1)
        elif who != STRANGER:
            enter(browser, staff_named("tiepnhan.anhoa" if who == BOB else "ketoan.anhoa").user)
        return browser

    return come


TABLE = {
    "/public": {STRANGER: 200, ALICE: 200, LEVEL_ONE: 200, BOB: 200, CHARLIE: 200},
    "/known": {STRANGER: 302, ALICE: 200, LEVEL_ONE: 200, BOB: 200, CHARLIE: 200},
    "/citizen": {STRANGER: 302, ALICE: 200, LEVEL_ONE: 200, BOB: 403, CHARLIE: 403},
    "/filing": {STRANGER: 302, ALICE: 200, LEVEL_ONE: 403, BOB: 403, CHARLIE: 403},
    "/staff": {STRANGER: 302, ALICE: 403, LEVEL_ONE: 403, BOB: 200, CHARLIE: 200},
    "/clerk": {STRANGER: 302, ALICE: 403, LEVEL_ONE: 403, BOB: 200, CHARLIE: 403},
    "/forgotten": {STRANGER: 404, ALICE: 404, LEVEL_ONE: 404, BOB: 404, CHARLIE: 404},
}


@HERE
@pytest.mark.parametrize(("door", "who"), [(door, who) for door, row in TABLE.items() for who in row])
def test_every_door_for_everybody(enter_as: Callable[[str], Client], door: str, who: str) -> None:
    answer = enter_as(who).get(door)
    assert answer.status_code == TABLE[door][who]
    assert (answer.content == b"inside") == (TABLE[door][who] == 200)


@HERE
def test_a_forgotten_mark_is_found() -> None:
    assert unmarked() == ["/forgotten"]


def test_every_address_of_the_house_carries_a_mark() -> None:
    assert unmarked() == []


@HERE
def test_a_refused_right_is_journalled_with_the_name_of_the_address(enter_as: Callable[[str], Client]) -> None:
    enter_as(CHARLIE).get("/clerk")
    entry = JournalEntry.objects.get(event="directory.refused")
    assert entry.data == {"route": "clerk"}


@HERE
def test_a_refusal_is_a_page_with_its_sentence(browser: Client) -> None:
    answer = browser.get("/refusing")
    assert answer.status_code == 409
    assert "Hôm nay chưa làm được." in answer.content.decode()


def back_to(answer: HttpResponse) -> tuple[str, dict[str, list[str]]]:
    found = urlsplit(answer["Location"])
    return found.path, parse_qs(found.query)


@HERE
def test_a_stranger_is_asked_to_sign_in_and_comes_back(browser: Client) -> None:
    assert back_to(browser.get("/citizen?page=2")) == ("/dang-nhap/", {"next": ["/citizen?page=2"]})
    assert back_to(browser.get("/clerk")) == ("/can-bo/dang-nhap", {"next": ["/clerk"]})


@HERE
@pytest.mark.parametrize(("who", "minutes", "door"), [(ALICE, 60, "/citizen"), (BOB, 15, "/staff")])
def test_an_idle_session_ends_and_the_same_address_is_found_again(
    enter_as: Callable[[str], Client], who: str, minutes: int, door: str
) -> None:
    browser, began = enter_as(who), datetime.now(UTC)
    with freeze(began + timedelta(minutes=minutes - 1)):
        assert browser.get(door).status_code == 200
    with freeze(began + timedelta(minutes=2 * minutes - 2)):
        assert browser.get(door).status_code == 200, "a press prolongs the session"
    with freeze(began + timedelta(minutes=3 * minutes)):
        answer = browser.post(door, {"x": "1"}, headers={"referer": f"http://127.0.0.1:8000{door}?step=3"})
        _where, asked = back_to(answer)
        assert asked == {"next": [f"{door}?step=3"], "het_phien": ["1"]}
        assert "Ông/bà nghỉ tay" in browser.get(answer["Location"]).content.decode() or who == BOB
    assert SESSION_KEY not in browser.session
    assert JournalEntry.objects.filter(event="directory.signed_out").count() == 1


def test_whoever_can_do_most_may_be_away_the_shortest() -> None:
    """TCVN 14423:2026, 5.5.2.2: an administrator's session is the first to end."""
    administrator = Viewer(staff=Staff(), roles=frozenset({HeldRole("admin", 1), HeldRole("clerk", 1)}))
    clerk, mother = Viewer(staff=Staff(), roles=frozenset({HeldRole("clerk", 1)})), Viewer(person=Person())
    assert [idle_time(each) / timedelta(minutes=1) for each in (administrator, clerk, mother)] == [5, 15, 60]


@HERE
def test_a_small_request_of_a_page_that_fell_asleep_sends_the_whole_page(browser: Client) -> None:
    answer = browser.post(
        "/citizen", headers={"hx-request": "true", "hx-current-url": "http://127.0.0.1:8000/citizen?step=3"}
    )
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/dang-nhap/?next=%2Fcitizen%3Fstep%3D3"


@HERE
def test_a_referer_from_elsewhere_is_not_followed(browser: Client) -> None:
    answer = browser.post("/citizen", headers={"referer": "http://evil.example/take"})
    assert back_to(answer) == ("/dang-nhap/", {"next": ["/citizen"]})


@HERE
def test_a_viewer_costs_one_query_beside_the_session(
    enter_as: Callable[[str], Client], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = enter_as(ALICE)
    with django_assert_num_queries(2):
        browser.get("/citizen")
    with django_assert_num_queries(0):
        Client().get("/public")


@HERE
def test_signing_out_everywhere_ends_the_other_device(enter_as: Callable[[str], Client]) -> None:
    browser = enter_as(ALICE)
    other = Client(HTTP_HOST="127.0.0.1:8000")
    enter(other, User.objects.get(username="person:a"))
    assert other.get("/citizen").status_code == 200
    assert browser.post("/dang-xuat/moi-noi").status_code == 200
    assert other.get("/citizen").status_code == 302


@HERE
def test_signing_out_is_journalled_and_cannot_be_done_by_a_link(enter_as: Callable[[str], Client]) -> None:
    browser = enter_as(ALICE)
    assert browser.get("/dang-xuat").status_code == 405
    assert browser.post("/dang-xuat").status_code == 200
    assert browser.get("/citizen").status_code == 302
    assert JournalEntry.objects.get(event="directory.signed_out").data == {"how": "pressed"}


def test_a_mark_keeps_the_name_of_its_view() -> None:
    assert staff_sign_in.__name__ == "staff_sign_in"


@HERE
@pytest.mark.parametrize(
    ("path", "who", "says", "leads"),
    [
        ("/clerk", CHARLIE, "nhờ quản trị của cơ quan", "/ban-lam-viec/"),
        ("/citizen", BOB, "dành cho người dân", "/ban-lam-viec/"),
        ("/staff", ALICE, "dành cho cán bộ", "/"),
    ],
)
def test_who_is_refused_hears_what_to_do(
    path: str, who: str, says: str, leads: str, enter_as: Callable[[str], Client]
) -> None:
    page = enter_as(who).get(path).content.decode()
    assert says in page
    assert f'class="btn quiet" href="{leads}"' in page


@HERE
def test_a_refusal_without_words_still_says_something(browser: Client) -> None:
    answer = browser.get("/wordless")
    assert answer.status_code == 404
    assert "không phải của tài khoản đang dùng" in answer.content.decode()

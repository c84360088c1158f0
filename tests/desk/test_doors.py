"""Every page by role, by colleague, by stranger."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.base.jobs.run import run_item
from motcua.base.models import OutboxItem
from motcua.directory.api import all_doors
from motcua.dossiers import api
from motcua.vault.api import Use
from tests.desk.town import Town, hour

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]

INSIDE = ("tiepnhan.anhoa", "hotich.anhoa", "chutich.anhoa", "vanthu.anhoa", "kiemsoat.anhoa", "ketoan.anhoa")
OUTSIDE = ("tiepnhan.tanson", "hotich.tanson", "chutich.tanson", "quantri.anhoa", "tocongnghe.anhoa", "quantri.tinh")
PAGES = {
    "desk:work": None,
    "desk:keys": None,
    "desk:inbox": None,
    "desk:sign": {"chutich.anhoa", "phochutich.anhoa", "truongphong.xahoi.anhoa"},
    "desk:money": {"ketoan.anhoa"},
    "desk:register": {"tiepnhan.anhoa", "vanthu.anhoa", "kiemsoat.anhoa", "chutich.anhoa", "phochutich.anhoa"},
    "desk:representations": {"tiepnhan.anhoa", "quantri.anhoa"},
    "desk:packs": {"kiemsoat.anhoa", "quantri.anhoa"},
    "desk:failures": {"chutich.anhoa", "phochutich.anhoa", "quantri.anhoa"},
}
# Led to what they do: see test_first_page.
NO_WORK = {"ketoan.anhoa", "quantri.anhoa", "thanhtra.anhoa", "tocongnghe.anhoa"}
EVERYBODY = (
    *INSIDE,
    "quantri.anhoa",
    "thanhtra.anhoa",
    "tocongnghe.anhoa",
    "phochutich.anhoa",
    "truongphong.xahoi.anhoa",
)


def page_of(dossier: api.Dossier, *more: object) -> str:
    return reverse("desk:dossier", args=[dossier.public_id]) + "".join(map(str, more))


def test_every_page_of_the_desk_is_for_staff() -> None:
    doors = {address: door for address, door in all_doors() if address.startswith("/ban-lam-viec/")}
    assert len(doors) >= 15
    assert {door.kind for door in doors.values() if door} == {"staff"}
    assert None not in doors.values()


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_the_roles_that_need_them(town: Town, enter: Enter, name: str) -> None:
    wanted, led_on = PAGES[name], NO_WORK if name == "desk:work" else set()
    got = {who: enter(who).get(reverse(name)).status_code for who in EVERYBODY}
    open_to = {who: 200 if wanted is None or who in wanted else 403 for who in EVERYBODY}
    assert got == open_to | dict.fromkeys(led_on, 302)


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_sent_to_sign_in(town: Town, client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("staff_sign_in"))


@pytest.mark.parametrize("who", INSIDE)
def test_a_colleague_opens_the_dossier_and_leaves_a_trace(town: Town, enter: Enter, who: str) -> None:
    dossier, browser = town.at["new"], enter(who)
    before = Use.objects.filter(dossier=dossier.code).count()
    assert "Nguyễn Thị Quyên" in browser.get(page_of(dossier)).content.decode()
    browser.get(page_of(dossier))  # the same look, not another
    looks = Use.objects.filter(dossier=dossier.code).order_by("-pk")
    assert looks.count() == before + 1
    assert (looks[0].actor_name, bool(looks[0].purpose)) == (town.staff(who).full_name, True)


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_learns_that_it_exists(town: Town, enter: Enter, who: str) -> None:
    dossier, browser = town.at["new"], enter(who)
    file = api.DossierForm.objects.filter(dossier=dossier).first()
    wanted = [page_of(dossier), page_of(dossier, "tu-choi"), page_of(dossier, "du-thao/certificate.pdf")]
    wanted.append(page_of(dossier, "tep/", file.file.public_id if file else "abcdefghjkmn"))
    before = Use.objects.filter(dossier=dossier.code).count()
    assert [browser.get(address).status_code for address in wanted] == [404] * len(wanted)
    assert browser.post(page_of(dossier, "tiep-nhan")).status_code == 404
    assert dossier.code not in browser.get(reverse("desk:work"), {"loc": "tat-ca"}).content.decode()
    assert dossier.code not in browser.get(reverse("desk:work"), {"q": "quyen"}).content.decode()
    assert town.now("new").status == 1
    assert Use.objects.filter(dossier=dossier.code).count() == before


def test_whoever_is_asked_for_an_opinion_sees_that_dossier_only(town: Town, enter: Enter) -> None:
    browser = enter("hotich.thanhlam")
    assert browser.get(page_of(town.at["asked"])).status_code == 200
    assert browser.get(page_of(town.at["taken"])).status_code == 404


def test_an_auditor_says_for_what_first(town: Town, enter: Enter) -> None:
    browser, dossier = enter("thanhtra.anhoa"), town.at["taken"]
    shown = browser.get(page_of(dossier)).content.decode()
    assert "Xem hồ sơ này để làm gì?" in shown
    assert "Đặng Văn Phúc" not in shown
    assert browser.post(page_of(dossier, "muc-dich"), {"purpose": " "}).status_code == 422
    browser.post(page_of(dossier, "muc-dich"), {"purpose": "Kiểm tra quý IV"})
    assert "Đặng Văn Phúc" in browser.get(page_of(dossier)).content.decode()
    assert Use.objects.filter(dossier=dossier.code).latest("pk").purpose == "Kiểm tra quý IV"


def test_the_list_asks_few_questions(
    town: Town, enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = enter("chutich.anhoa")
    with django_assert_max_num_queries(15):
        assert browser.get(reverse("desk:work"), {"loc": "tat-ca"}).content.decode().count(" data-row>") == len(town.at)


@pytest.mark.parametrize(
    ("query", "stage"),
    [
        ("hoang tuan", "to_sign"),
        ("Hoàng Minh", "to_sign"),
        ("066082004455", "to_sign"),
        ("066 082 004 455", "to_sign"),
        ("vo thi lan", "unpaid"),
        ("261120-0001", "late"),
    ],
)
def test_search_as_clerks_hear_it(town: Town, enter: Enter, query: str, stage: str) -> None:
    shown = enter("tiepnhan.anhoa").get(reverse("desk:work"), {"q": query}).content.decode()
    assert {name for name, each in town.at.items() if each.code in shown} == {stage}


@pytest.mark.parametrize(
    ("who", "chosen", "stages"),
    [
        ("tiepnhan.anhoa", "cho-tiep-nhan", {"new", "unpaid", "baby"}),
        ("tiepnhan.anhoa", "qua-han", {"late"}),
        ("tiepnhan.anhoa", "cho-nguoi-dan", {"supplement"}),
        ("tiepnhan.anhoa", "cua-toi", {"new", "unpaid", "baby"}),
        ("hotich.anhoa", "cua-toi", {"late", "taken", "asked", "free"}),
        ("hotich2.anhoa", "cua-toi", {"late", "free"}),
        ("xahoi.anhoa", "cua-toi", set()),
        ("chutich.anhoa", "cho-toi-ky", {"to_sign", "to_sign_too"}),
        ("hotich.anhoa", "cho-y-kien", {"asked"}),
        ("hotich.thanhlam", "cho-y-kien", {"asked"}),
    ],
)
def test_filters_say_what_they_mean(town: Town, enter: Enter, who: str, chosen: str, stages: set[str]) -> None:
    shown = enter(who).get(reverse("desk:work"), {"loc": chosen}).content.decode()
    assert {name for name, each in town.at.items() if each.public_id in shown} == stages


def test_the_latest_stands_first_and_pages_follow_by_key(
    town: Town, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.desk.pages.listing.ON_A_PAGE", 4)
    browser, seen, address = enter("tiepnhan.anhoa"), [], "?loc=tat-ca"
    while address:
        page = browser.get(reverse("desk:work") + address).context["page"]
        seen += [row.public_id for row in page.rows]
        address = f"?{page.following}" if page.following else ""
    assert seen[0] == town.at["late"].public_id
    assert seen[-1] == town.at["supplement"].public_id  # its clock stands still
    assert sorted(seen) == sorted(each.public_id for each in town.at.values())


def test_files_are_locked_up(town: Town, enter: Enter) -> None:
    dossier = town.at["taken"]
    with hour():
        for item in OutboxItem.objects.filter(task="dossiers.make_form", payload__dossier=dossier.public_id):
            run_item(item.pk, worker="test")
    form = api.DossierForm.objects.filter(dossier=dossier).first()
    assert form is not None
    answer = enter("hotich.anhoa").get(page_of(dossier, "tep/", form.file.public_id))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    other = page_of(town.at["late"], "tep/", form.file.public_id)
    assert enter("hotich.anhoa").get(other).status_code == 404  # not a file of that dossier

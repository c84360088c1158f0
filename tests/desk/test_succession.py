"""An agency ends: who may say so, and what becomes of its people, drafts, dossiers and public pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.clock import today
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry, OutboxItem
from motcua.directory.api import Agency, Person, RoleGrant, Staff, User, end_agency, viewer_of_staff
from motcua.directory.jobs import take_over_agencies
from motcua.dossiers import api
from motcua.dossiers.printing import form_data
from motcua.dossiers.tasks.forms import make_form
from motcua.dossiers.tasks.succession import take_over_dossiers
from motcua.eforms.api import open_draft
from motcua.eforms.listeners import follow
from motcua.eforms.models import Draft
from motcua.papers.api import IssuedPaper
from motcua.rules.codes import Delivery
from tests.desk.town import Town, citizen, hour, issued
from tests.support.town_fixture import signed_in

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
PROVINCE, ADMIN, HERE, THERE = "quantri.tinh", "quantri.anhoa", "H99.31", "H99.32"


def typed(days: int = 0, **more: str) -> dict[str, Any]:
    day = today() + timedelta(days=days)
    box = {"last_day-day": day.day, "last_day-month": day.month, "last_day-year": day.year}
    return box | {"successor": THERE, "decision": "12/NQ-HĐND"} | more


def address(name: str = "end_agency", code: str = HERE) -> str:
    return reverse(f"administration:{name}", args=[code])


def here() -> Agency:
    return Agency.objects.get(code=HERE)


def citizens_browser(number: str) -> Client:
    person = Person.objects.get(personal_id=number)
    return signed_in(User.objects.get_or_create(username=number, defaults={"person": person})[0], "oidc")


def the_day_after(town: Town, browser: Client) -> None:
    """Its last day was today; it is tomorrow, and the worker has been."""
    assert browser.post(address(), typed()).status_code == 302
    with hour(days=1):
        take_over_agencies()
        take_over_agencies()
        take_over_dossiers(HERE, THERE)
        follow(HERE, THERE)


def test_the_agency_above_says_when_and_who_follows(town: Town, enter: Enter) -> None:
    browser = enter(PROVINCE)
    assert address() in browser.get(address("agency")).content.decode()
    assert browser.post(address(), typed(days=30)).status_code == 302
    assert (here().valid_to, here().successor) == (today() + timedelta(days=30), town.there)
    assert "Kế tục: Ủy ban nhân dân xã Thanh Lâm" in browser.get(address("agency")).content.decode()
    told = JournalEntry.objects.get(event="directory.agency_end_set")
    assert (told.stream, told.data["successor"], told.data["decision"]) == (f"agency:{HERE}", THERE, "12/NQ-HĐND")
    assert "kế tục là H99.32 (12/NQ-HĐND)" in browser.get(address("changes")).content.decode()
    assert browser.post(address("call_off_end")).status_code == 302
    assert (here().valid_to, here().successor) == (None, None)


@pytest.mark.parametrize("who", [ADMIN, "quantri.thanhlam", "chutich.anhoa"])
def test_nobody_ends_their_own_or_a_neighbours(town: Town, enter: Enter, who: str) -> None:
    browser = enter(who)
    for name in ("end_agency", "call_off_end"):
        assert browser.post(address(name), typed()).status_code in (403, 404)
    assert here().valid_to is None
    with pytest.raises(Forbidden):
        end_agency(agency=town.here, last_day=today(), successor=town.there, decision="1", by=town.viewer(who))


@pytest.mark.parametrize(
    ("days", "wrong", "box"),
    [(-1, {}, "last_day"), (0, {"successor": ""}, "successor"), (0, {"successor": HERE}, "successor"),
     (0, {"decision": " "}, "decision"), (0, {"last_day-month": "13"}, "last_day")],
)  # fmt: skip
def test_what_is_missing_is_named(town: Town, enter: Enter, days: int, wrong: dict[str, str], box: str) -> None:
    answer = enter(PROVINCE).post(address(), typed(days, **wrong))
    assert answer.status_code == 422
    assert box in answer.context["wrong"]
    assert here().valid_to is None


def test_the_successor_must_not_end_itself_nor_may_others_stand_below(town: Town, enter: Enter) -> None:
    browser = enter(PROVINCE)
    assert browser.post(address(code=THERE), typed(successor=HERE)).status_code == 302
    assert "successor" in browser.post(address(), typed()).context["wrong"]
    with pytest.raises(Refusal, match="trực thuộc"):
        end_agency(
            agency=Agency.objects.create(
                code="H99.60", name="Sở", short_name="Sở", kind="department", valid_from=today(),
                parent=town.here.parent,
            ),
            last_day=today(), successor=town.here, decision="1",
            by=viewer_of_staff(_with_a_child("H99.60", town)),
        )  # fmt: skip


def _with_a_child(code: str, town: Town) -> Staff:
    above = Agency.objects.get(code=code)
    Agency.objects.create(
        code=f"{code}.01", name="Chi cục", short_name="CC", kind="branch", valid_from=today(), parent=above
    )
    return town.staff(PROVINCE)


def test_until_the_day_is_over_everything_goes_on(town: Town, enter: Enter) -> None:
    enter(PROVINCE).post(address(), typed())
    take_over_agencies()
    assert town.viewer("tiepnhan.anhoa").has_role("clerk", town.here)
    assert town.now("taken").holding_agency == town.here


def test_staff_belong_to_the_successor_without_their_roles(town: Town, enter: Enter) -> None:
    the_day_after(town, enter(PROVINCE))
    with hour(days=1):
        clerk = town.staff("tiepnhan.anhoa")
        assert (clerk.agency, clerk.unit and clerk.unit.agency, clerk.active) == (town.there, town.there, True)
        assert not viewer_of_staff(clerk).roles
        assert not RoleGrant.objects.filter(staff=town.staff(ADMIN), valid_to=None).exists()
        assert town.viewer("tiepnhan.thanhlam").has_role("clerk", town.there)
    assert JournalEntry.objects.filter(event="directory.agency_ended").count() == 1
    assert OutboxItem.objects.filter(task__in=["dossiers.succeed", "eforms.follow_agency"]).count() == 2


def test_running_dossiers_go_on_there_with_the_day_that_was_promised(town: Town, enter: Enter) -> None:
    due, over = town.now("taken").due_at, town.now("baby")
    over = api.refuse(dossier=over, reason="other", words="Sai nơi", by=town.viewer("tiepnhan.anhoa"))
    the_day_after(town, enter(PROVINCE))
    taken = town.now("taken")
    assert (taken.agency, taken.competent_agency, taken.holding_agency) == (town.here, town.there, town.there)
    assert (taken.due_at, taken.holder, taken.current_step.state, taken.current_step.agency) == (
        due, None, "open", town.there,
    )  # fmt: skip
    assert api.Dossier.objects.get(pk=over.pk).holding_agency == town.here
    with hour(days=1):
        officer = town.viewer("hotich.thanhlam")
        api.take(dossier=taken, by=officer)
        with pytest.raises(Refusal):
            api.take(dossier=town.now("free"), by=town.viewer("hotich.anhoa"))
        assert "Cơ quan kế tục" in str([each.label for each in api.history(town.now("taken"), officer)])


def test_clerks_of_the_successor_hand_over_what_was_signed_before(town: Town, enter: Enter) -> None:
    api.sign_result(dossier=town.now("to_sign"), by=town.viewer("chutich.anhoa"))
    issued(town.now("to_sign"))
    the_day_after(town, enter(PROVINCE))
    with hour(days=1):
        ways = {"how": Delivery.COUNTER, "to": "Hoàng Minh Tuấn"}
        with pytest.raises(Refusal):
            api.return_result(dossier=town.now("to_sign"), by=town.viewer("tiepnhan.anhoa"), **ways)  # type: ignore[arg-type]
        done = api.return_result(dossier=town.now("to_sign"), by=town.viewer("tiepnhan.thanhlam"), **ways)  # type: ignore[arg-type]
    assert done.status == 10


def test_no_new_dossier_is_taken_and_what_was_begun_goes_to_the_successor(town: Town, enter: Enter) -> None:
    viewer = citizen("066199006677")
    draft = open_draft(viewer=viewer, procedure="social_pension", agency=town.here)
    assert enter(PROVINCE).post(address(), typed()).status_code == 302
    with hour(days=1):
        old = Draft.objects.select_related("agency").get(pk=draft.pk)
        with pytest.raises(Forbidden, match="Nay nộp tại UBND xã Thanh Lâm"):
            api.submit(draft=old, by=viewer)
        follow(HERE, THERE)
        moved = Draft.objects.select_related("agency").get(pk=draft.pk)
        assert (moved.agency, moved.context["agency"], moved.state) == (town.there, THERE, "open")


def test_who_waits_is_told_whom_to_call_and_where_to_go_now(town: Town, enter: Enter, client: Client) -> None:
    for agency, phone, street in ((HERE, "0262 000 101", "Thôn cũ"), (THERE, "0262 000 102", "Thôn mới")):
        Agency.objects.filter(code=agency).update(phone=phone, address=street)
    for stage, cause in (("baby", "Sai nơi"), ("new", "Trùng hồ sơ")):
        api.refuse(dossier=town.now(stage), reason="other", words=cause, by=town.viewer("tiepnhan.anhoa"))
    the_day_after(town, enter(PROVINCE))
    refused, running = town.now("baby"), town.now("taken")
    with hour(days=1):
        owner = citizens_browser("066090001234")
        shown = owner.get(reverse("portal:dossier", args=[refused.public_id])).content.decode()
        assert "0262 000 102" in shown
        assert "0262 000 101" not in shown
        assert "nay là UBND xã Thanh Lâm" in shown
        assert api.track(running.code).agency == town.there.name
        assert api.track(refused.code).agency == town.here.name  # it ended there
        assert town.there.name in client.post("/tra-cuu/", {"code": running.code}).content.decode()


def test_papers_made_after_the_end_are_the_successors(town: Town, enter: Enter) -> None:
    """No letterhead, number or seal of an agency that is no more; the register of the successor counts them."""
    new = town.now("new")
    the_day_after(town, enter(PROVINCE))
    with hour(days=1):
        api.accept(dossier=new, by=town.viewer("tiepnhan.thanhlam"))
        make_form(dossier=new.public_id, form="01", ref=1)
        paper = IssuedPaper.objects.get(kind="form-01-receipt", reference=f"dossier:{new.public_id}")
        assert (paper.agency, paper.agency_name) == (THERE, town.there.name)
        data = form_data(town.now("new"), api.FormCode.RECEIPT, 1)
        assert (data["agency"]["name"], data["receiver"]["phone"]) == (town.there.name, town.there.phone)


def test_figures_of_the_past_are_found_under_the_agency_that_was(town: Town, enter: Enter, client: Client) -> None:
    enter(PROVINCE).post(address(), typed())
    with hour(days=40):  # January: An Hòa is gone since 2 December
        assert "/so-lieu/H99-31/" not in client.get("/so-lieu/").content.decode()
        for month in ("2026-12", "2026-11"):
            shown = client.get(f"/so-lieu/?ky={month}").content.decode()
            assert f"/so-lieu/H99-31/?ky={month}" in shown
            assert "/so-lieu/H99-32/" in shown
        assert "đã kết thúc" in client.get("/so-lieu/?ky=2026-12").content.decode()
        successor = client.get("/so-lieu/H99-32/").content.decode()
        assert 'href="/so-lieu/H99-31/"' in successor  # where what came before is counted


def test_public_pages_name_the_successor(town: Town, enter: Enter, client: Client) -> None:
    enter(PROVINCE).post(address(), typed())
    assert "Nay hồ sơ nộp tại" not in client.get("/so-lieu/H99-31/").content.decode()
    with hour(days=1):
        shown = client.get("/so-lieu/H99-31/").content.decode()
        assert "Nay hồ sơ nộp tại" in shown
        assert 'href="/so-lieu/H99-32/"' in shown
        assert "/so-lieu/H99-31/" in client.get("/so-lieu/").content.decode()  # it was at work this month

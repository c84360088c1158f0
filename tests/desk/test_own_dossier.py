"""A member of staff is a citizen too: their own dossier is settled by colleagues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Staff, Viewer
from motcua.dossiers import api
from motcua.rules.codes import Delivery
from tests.desk.town import MORNING, Town, drafted_data, issued

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def is_(town: Town, username: str, dossier: api.Dossier) -> Viewer:
    """This member of staff is the very person who filed the dossier."""
    assert dossier.applicant is not None
    Staff.objects.filter(user__username=username).update(personal_id=dossier.applicant.personal_id)
    return town.viewer(username)


def moves() -> int:
    return JournalEntry.objects.filter(event__startswith="dossiers.").count()


def draft(dossier: api.Dossier, by: Viewer) -> object:
    data = drafted_data(dossier, "certificate")
    return api.draft_result(dossier=dossier, key="certificate", data=data, by=by)


def sign_and_issue(town: Town) -> None:
    api.sign_result(dossier=town.now("to_sign"), by=town.viewer("phochutich.anhoa"))
    issued(town.now("to_sign"))


def have_drafted(town: Town) -> None:
    draft(town.now("taken"), town.viewer("hotich.anhoa"))


def nothing(town: Town) -> None:
    pass


DEEDS: list[tuple[str, str, Callable[[Town], Any], Callable[[api.Dossier, Viewer], object]]] = [
    ("new", "tiepnhan.anhoa", nothing, lambda d, v: api.accept(dossier=d, by=v)),
    ("new", "tiepnhan.anhoa", nothing, lambda d, v: api.refuse(dossier=d, reason="other", words="x", by=v)),
    ("new", "tiepnhan.anhoa", nothing,
     lambda d, v: api.check_parts(dossier=d, judged={d.parts.exclude(file=None)[0].pk: "good"}, by=v)),
    ("unpaid", "tiepnhan.anhoa", nothing, lambda d, v: api.relieve_fee(
        dossier=d, exemption="poor_household", reason="x", evidence="y", by=v)),
    ("free", "hotich.anhoa", nothing, lambda d, v: api.take(dossier=d, by=v)),
    ("taken", "hotich.anhoa", nothing, draft),
    ("taken", "hotich.anhoa", have_drafted, lambda d, v: api.finish_step(dossier=d, by=v)),
    ("taken", "hotich.anhoa", nothing, lambda d, v: api.stop(dossier=d, reason="x", by=v)),
    ("taken", "hotich.anhoa", nothing, lambda d, v: api.ask_apology(
        dossier=d, new_due=MORNING.replace(day=29), reason="x", by=v)),
    ("taken", "chutich.anhoa", nothing, lambda d, v: api.release(dossier=d, by=v)),
    ("to_sign", "chutich.anhoa", nothing, lambda d, v: api.sign_result(dossier=d, by=v)),
    ("to_sign", "tiepnhan.anhoa", sign_and_issue,
     lambda d, v: api.return_result(dossier=d, how=Delivery.COUNTER, to="tôi", by=v)),
    ("to_sign", "tiepnhan.anhoa", sign_and_issue,
     lambda d, v: api.spoil_blank(dossier=d, serial="AB1", reason="x", by=v)),
    ("asked", "hotich.thanhlam", nothing, lambda d, v: api.give_opinion(
        request=d.opinions.get(), opinion="agree", answer="", by=v)),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "who", "before", "deed"), DEEDS)
def test_nobody_settles_their_own_dossier(
    town: Town, stage: str, who: str, before: Callable[[Town], Any], deed: Callable[[api.Dossier, Viewer], object]
) -> None:
    before(town)
    viewer, moved = is_(town, who, town.now(stage)), moves()
    with pytest.raises(Forbidden):
        deed(town.now(stage), viewer)
    assert moves() == moved
    Staff.objects.filter(user__username=who).update(personal_id="001099000001")
    deed(town.now(stage), town.viewer(who))  # the same deed by somebody else of the same post


def test_a_viewer_who_is_both_is_barred_as_well(town: Town) -> None:
    dossier = town.now("new")
    both = replace(town.viewer("tiepnhan.anhoa"), person=dossier.applicant)
    with pytest.raises(Refusal):
        api.accept(dossier=dossier, by=both)


def test_what_another_filed_about_them_is_theirs_too(town: Town) -> None:
    dossier = town.now("baby")
    Staff.objects.filter(user__username="tiepnhan.anhoa").update(personal_id="066192002345")
    clerk = town.viewer("tiepnhan.anhoa")
    assert not api.is_own_business(clerk, dossier)
    dossier.subject_kind, dossier.subject_key = "person", "066192002345"
    assert api.is_own_business(clerk, dossier)
    assert not api.is_own_business(town.viewer("tiepnhan2.anhoa"), dossier)


def test_the_page_shows_no_button_and_says_why_and_the_list_offers_nothing_to_take(town: Town, enter: Enter) -> None:
    is_(town, "hotich.anhoa", town.now("free"))
    browser = enter("hotich.anhoa")
    address = reverse("desk:dossier", args=[town.at["free"].public_id])
    shown = browser.get(address)
    assert shown.context["doings"] == []
    assert "Đây là hồ sơ của chính ông/bà" in shown.content.decode()
    rows = {row.public_id: row.takeable for row in browser.get(reverse("desk:work")).context["page"].rows}
    assert rows[town.at["free"].public_id] is False
    assert browser.post(address + "nhan-viec", follow=True).status_code == 200
    assert town.now("free").holder is None


def test_cash_for_oneself_is_taken_by_a_colleague(town: Town, enter: Enter) -> None:
    is_(town, "tiepnhan.anhoa", town.now("unpaid"))
    address = reverse("desk:dossier", args=[town.at["unpaid"].public_id]) + "thu-tien-mat"
    enter("tiepnhan.anhoa").post(address, {"amount": "8.000", "once": "a"})
    assert town.now("unpaid").fee_state == "due"
    enter("tiepnhan2.anhoa").post(address, {"amount": "8.000", "once": "b"})
    assert town.now("unpaid").fee_state == "paid"


def test_the_number_is_entered_on_the_page_of_the_person(town: Town, enter: Enter) -> None:
    clerk = town.staff("tiepnhan.anhoa")
    address = reverse("administration:change", args=[clerk.public_id])
    form = {"full_name": clerk.full_name, "unit": "desk", "title": "x", "phone": "", "email": ""}
    assert enter("quantri.anhoa").post(address, form | {"personal_id": "12"}).status_code == 422
    assert enter("quantri.anhoa").post(address, form | {"personal_id": "066 090 001 234"}).status_code == 302
    assert town.staff("tiepnhan.anhoa").personal_id == "066090001234"
    page = enter("quantri.anhoa").get(reverse("administration:person", args=[clerk.public_id])).content.decode()
    assert "066090001234" not in page
    entry = JournalEntry.objects.filter(event="directory.staff_changed").latest("pk")
    assert "066090001234" not in str(entry.data)

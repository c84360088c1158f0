"""Every form of the desk pressed twice, pressed by two people, and pressed again from a page that is out of date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.base.models import JournalEntry
from motcua.catalogue.api import pack_of
from motcua.desk.deeds import DEEDS
from motcua.dossiers import api
from motcua.payments.api import Arrival, Movement, Refund, bill_for, hear_of_money, refunds_to_do, take_cash
from motcua.rules.codes import Delivery
from tests.desk.town import MORNING, Town, issued, photo

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def press(browser: Client, dossier: api.Dossier, slug: str, data: dict[str, Any]) -> Any:
    address = reverse("desk:dossier", args=[dossier.public_id]) + slug
    files = {
        name: photo(value) if isinstance(value, str) and value.startswith("@") else value
        for name, value in data.items()
    }
    return browser.post(address, files, follow=True)


def moves() -> int:
    """How much happened: entries of the journal about dossiers and money."""
    return JournalEntry.objects.filter(event__regex=r"^(dossiers|payments)\.").count()


@dataclass(frozen=True)
class Form:
    """One form: who fills it in on which dossier, with what; `ready` brings the dossier to where it is offered."""

    slug: str
    who: str
    stage: str
    data: dict[str, Any] = field(default_factory=dict)
    ready: Callable[[Town, api.Dossier], object] = lambda town, dossier: None
    colleague: str = ""


def checklist(town: Town, dossier: api.Dossier) -> dict[str, str]:
    parts = [each.id for each in pack_of(dossier.procedure_version_id).components if each.mode != "form"]
    return {"v-form": "wrong", "w-form": "Ghi rõ mục đích", "reason": "Chưa rõ"} | {
        f"v-{each}": "good" for each in parts
    }


def verdicts(town: Town, dossier: api.Dossier) -> dict[str, str]:
    return {f"part-{part.pk}": "good" for part in dossier.parts.exclude(file=None)}


def drafted(town: Town, dossier: api.Dossier) -> dict[str, str]:
    """What stands in the boxes when the page is opened."""
    page = _client.get(reverse("desk:dossier", args=[dossier.public_id]) + "du-thao")
    return {each.id: each.value for each in page.context["fields"]} | {"result": page.context["result"]}


def corrected(town: Town, dossier: api.Dossier) -> dict[str, str]:
    """What stands in the boxes of the correction, one of them changed."""
    page = _client.get(reverse("desk:dossier", args=[dossier.public_id]) + "dinh-chinh")
    typed = {each.id: each.value for each in page.context["fields"]} | {"result": page.context["result"]}
    return typed | {"wrong": "Ghi sai tình trạng", "d-status": "Đã ly hôn"}


_client: Client = Client()


def handed(town: Town, dossier: api.Dossier) -> None:
    officer = town.viewer("hotich.anhoa")
    api.hand_over(dossier=dossier, to_agency=town.here, to_unit="justice", to_staff=officer.staff, by=officer)
    api.take(dossier=dossier, by=officer)
    last = api.HandOver.objects.filter(dossier=dossier).latest("number")
    api.HandOver.objects.filter(pk=last.pk).update(received_at=None, received_by=None)


def accepted_only(town: Town, dossier: api.Dossier) -> None:
    api.accept(dossier=dossier, by=town.viewer("tiepnhan.anhoa"), pass_on_now=False)


def sorry(town: Town, dossier: api.Dossier) -> None:
    due, officer = MORNING + timedelta(days=9), town.viewer("hotich.anhoa")
    api.ask_apology(dossier=dossier, new_due=due, reason="Chờ xác minh", by=officer)


FORMS = [
    Form("tiep-nhan", "tiepnhan.anhoa", "new", colleague="tiepnhan2.anhoa"),
    Form("chuyen-xu-ly", "tiepnhan.anhoa", "new", ready=accepted_only, colleague="tiepnhan2.anhoa"),
    Form("tu-choi", "tiepnhan.anhoa", "new", {"reason": "other", "words": "Sai nơi nộp"}, colleague="tiepnhan2.anhoa"),
    Form("rut-ho-so", "tiepnhan.anhoa", "new", {"reason": ""}, colleague="tiepnhan2.anhoa"),
    Form("yeu-cau-bo-sung", "tiepnhan.anhoa", "new", {"*": checklist}, colleague="tiepnhan2.anhoa"),
    Form("nhan-bo-sung", "tiepnhan.anhoa", "supplement", {"note": "Dùng để vay vốn"}, colleague="tiepnhan2.anhoa"),
    Form("kiem-tra-giay-to", "tiepnhan.anhoa", "new", {"*": verdicts}),
    Form("yeu-cau-phi", "tiepnhan.anhoa", "unpaid", {"fee": "unpaid"}, colleague="tiepnhan2.anhoa"),
    Form("mien-giam", "tiepnhan.anhoa", "unpaid",
         {"exemption": "poor_household", "reason": "Hộ nghèo", "evidence": "Giấy số 1"}, colleague="tiepnhan2.anhoa"),
    Form("thu-tien-mat", "tiepnhan.anhoa", "unpaid", {"amount": "8.000", "once": "abc"}),
    Form("nhan-viec", "hotich.anhoa", "free", colleague="hotich2.anhoa"),
    Form("tra-viec", "hotich.anhoa", "taken"),
    Form("du-thao", "hotich.anhoa", "taken", {"*": drafted}),
    Form("xin-y-kien", "hotich.anhoa", "taken", {"agency": "H99.32", "question": "Có chưa?", "days": "2"}),
    Form("cho-y-kien", "hotich.thanhlam", "asked", {"opinion": "agree", "answer": ""}, colleague="hotich2.thanhlam"),
    Form("hen-lai", "hotich.anhoa", "taken",
         {"due-day": "15", "due-month": "12", "due-year": "2026", "reason": "Chờ xác minh"}),
    Form("ky-hen-lai", "chutich.anhoa", "taken", ready=sorry, colleague="phochutich.anhoa"),
    Form("khong-ky-hen-lai", "chutich.anhoa", "taken", {"reason": "Làm kịp được"}, ready=sorry,
         colleague="phochutich.anhoa"),
    Form("chuyen-don-vi", "hotich.anhoa", "taken", {"to": "agency:H99.32", "staff": "", "note": ""}),
    Form("nhan-ban-giao", "hotich.anhoa", "taken", ready=handed),
    Form("dung", "hotich.anhoa", "taken", {"reason": "Không đủ điều kiện"}, colleague="hotich2.anhoa"),
    Form("chuyen-buoc", "hotich.anhoa", "taken",
         ready=lambda town, dossier: draft(town, dossier)),
    Form("tra-lai-buoc", "chutich.anhoa", "to_sign", {"note": "Sai ngày sinh"}, colleague="phochutich.anhoa"),
    Form("ky", "chutich.anhoa", "to_sign", colleague="phochutich.anhoa"),
    Form("tra-ket-qua", "tiepnhan.anhoa", "to_sign", {"how": str(Delivery.COUNTER.value), "to": "Hoàng Minh Tuấn"},
         ready=lambda town, dossier: with_result(town, dossier), colleague="tiepnhan2.anhoa"),
    Form("thu-hoi", "chutich.anhoa", "to_sign",
         {"decision": "Quyết định 45/QĐ-UBND ngày 02/12/2026", "reason": "Ghi sai tên"},
         ready=lambda town, dossier: with_result(town, dossier), colleague="phochutich.anhoa"),
    Form("dinh-chinh", "hotich.anhoa", "to_sign", {"*": corrected},
         ready=lambda town, dossier: with_result(town, dossier), colleague="hotich2.anhoa"),
    Form("khong-ky-dinh-chinh", "chutich.anhoa", "to_sign", {"reason": "Bản cũ đúng"},
         ready=lambda town, dossier: being_corrected(town, dossier), colleague="phochutich.anhoa"),
    Form("thu-khi-tra", "tiepnhan.anhoa", "to_sign", {"fee": "certificate", "amount": "8.000"},
         ready=lambda town, dossier: with_result(town, dossier), colleague="tiepnhan2.anhoa"),
    Form("thay-phoi", "tiepnhan.anhoa", "to_sign", {"old": "AB1", "serial": "AB 2", "reason": "Làm mất"},
         ready=lambda town, dossier: on_a_form(town, dossier)),
    Form("phoi-hong", "tiepnhan.anhoa", "to_sign", {"serial": "AB 7", "reason": "In lệch"},
         ready=lambda town, dossier: with_result(town, dossier)),
]  # fmt: skip
# Pressed again these write the same words or verdicts once more; nothing else comes of it.
MAY_REPEAT = {"du-thao", "kiem-tra-giay-to"}
# Asks the bank, as often as it is pressed: test_counter_code.
ONLY_ASK = {"thu-qua-ma"}


def draft(town: Town, dossier: api.Dossier) -> None:
    from tests.desk.town import drafted_data

    officer = town.viewer("hotich.anhoa")
    api.draft_result(dossier=dossier, key="certificate", data=drafted_data(dossier, "certificate"), by=officer)


def with_result(town: Town, dossier: api.Dossier) -> None:
    """Signed and sealed, so that it can be handed over."""
    api.sign_result(dossier=dossier, by=town.viewer("chutich.anhoa"))
    issued(town.now("to_sign"))


def being_corrected(town: Town, dossier: api.Dossier) -> None:
    """Signed, and a correction waits for its signature."""
    with_result(town, dossier)
    api.correct_result(
        dossier=town.now("to_sign"), wrong="Ghi sai tình trạng", data={"status": "Đã ly hôn"},
        by=town.viewer("hotich.anhoa"),
    )  # fmt: skip


def on_a_form(town: Town, dossier: api.Dossier) -> None:
    """Handed over on a preprinted form."""
    with_result(town, dossier)
    given = {"how": Delivery.COUNTER, "to": "Hoàng Minh Tuấn", "serials": {"certificate": "AB1"}}
    api.return_result(dossier=town.now("to_sign"), **given, by=town.viewer("tiepnhan.anhoa"))


def filled(form: Form, town: Town, browser: Client) -> tuple[api.Dossier, dict[str, Any]]:
    global _client
    _client = browser
    form.ready(town, town.now(form.stage))
    dossier = town.now(form.stage)
    make = form.data.get("*")
    return dossier, make(town, dossier) if make else form.data


def test_every_deed_has_its_form_here() -> None:
    assert {form.slug for form in FORMS} == {deed.slug for deed in DEEDS} - ONLY_ASK


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)
def test_pressed_twice_it_happens_once(town: Town, enter: Enter, form: Form) -> None:
    browser = enter(form.who)
    dossier, data = filled(form, town, browser)
    before = moves()
    first = press(browser, dossier, form.slug, data)
    after = moves()
    assert first.status_code == 200, first.context and first.context.get("problems")
    assert after > before
    second = press(browser, dossier, form.slug, data)
    assert second.status_code in (200, 404, 422)  # said in words, or no longer theirs to see
    assert moves() - after <= (1 if form.slug in MAY_REPEAT else 0)


@pytest.mark.parametrize("form", [each for each in FORMS if each.colleague], ids=lambda form: form.slug)
def test_of_two_colleagues_one_does_it_and_the_other_is_told(town: Town, enter: Enter, form: Form) -> None:
    browser = enter(form.who)
    dossier, data = filled(form, town, browser)
    press(browser, dossier, form.slug, data)
    after = moves()
    late = press(enter(form.colleague), dossier, form.slug, data)
    assert moves() == after
    assert late.status_code in (200, 404, 422)
    if late.status_code == 200:
        assert any("wait" in str(message.tags) for message in late.context["messages"])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)
def test_back_in_the_browser_leads_to_how_things_stand(town: Town, enter: Enter, form: Form) -> None:
    browser = enter(form.who)
    dossier, data = filled(form, town, browser)
    press(browser, dossier, form.slug, data)
    after = moves()
    page = browser.get(reverse("desk:dossier", args=[dossier.public_id]) + form.slug, follow=True)
    assert page.status_code in (200, 404)
    assert moves() == after


# --- money --------------------------------------------------------------------------------------------------------


def unknown_money(town: Town) -> Movement:
    bill = bill_for(town.at["unpaid"].bill)
    assert bill is not None
    arrival = Arrival("FT-X", "1200099001", 8_000, "tien phi", MORNING)
    return hear_of_money(arrival=arrival, heard_by="notice", by=_bank(), agency=town.here)


def _bank() -> Any:
    from motcua.base.actor import system

    return system("bank")


def refund_of_the_refused(town: Town) -> Refund:
    dossier, clerk = town.now("unpaid"), town.viewer("tiepnhan.anhoa")
    bill = bill_for(dossier.bill)
    assert bill is not None
    take_cash(bill=bill, amount=bill.outstanding, by=clerk, key="quay")
    api.refuse(dossier=town.now("unpaid"), reason="other", words="Sai nơi nộp", by=clerk)
    return refunds_to_do(town.viewer("ketoan.anhoa")).get()


@pytest.mark.parametrize("answer", ["tra-lai", "khong-tra"])
def test_a_decision_about_money_is_taken_once(town: Town, enter: Enter, answer: str) -> None:
    refund = refund_of_the_refused(town)
    browser = enter("ketoan.anhoa")
    assert "8.000" in browser.get(reverse("desk:money")).content.decode()
    address = reverse("desk:money_refund", args=[refund.public_id, answer])
    data = {"account": "970436 1", "basis": "Thông tư 1/2026/TT-BTC"}
    browser.post(address, data)
    refund.refresh_from_db()
    assert refund.state == {"tra-lai": "ordered", "khong-tra": "kept"}[answer]
    after = moves()
    browser.post(address, data)
    enter("ketoan.anhoa").post(reverse("desk:money_refund", args=[refund.public_id, "khong-tra"]), data)
    assert moves() == after


def test_money_is_paid_back_once_and_only_with_a_proof(town: Town, enter: Enter) -> None:
    refund = refund_of_the_refused(town)
    browser = enter("ketoan.anhoa")
    browser.post(reverse("desk:money_refund", args=[refund.public_id, "tra-lai"]), {"account": "970436 1"})
    address = reverse("desk:money_refund", args=[refund.public_id, "da-tra-lai"])
    browser.post(address, {"proof": " "})
    assert Refund.objects.get(pk=refund.pk).state == "ordered"
    browser.post(address, {"proof": "UNC 9"})
    after = moves()
    browser.post(address, {"proof": "UNC 10"})
    assert (moves(), Refund.objects.get(pk=refund.pk).proof) == (after, "UNC 9")


@pytest.mark.parametrize("answer", ["gan-vao", "tra-lai"])
def test_unknown_money_is_dealt_with_once(town: Town, enter: Enter, answer: str) -> None:
    movement = unknown_money(town)
    bill = bill_for(town.at["unpaid"].bill)
    assert bill is not None
    browser = enter("ketoan.anhoa")
    address = reverse("desk:money_settle", args=[movement.public_id, answer])
    data = {"bill": bill.code, "account": "970436 1"}
    browser.post(address, data)
    after = moves()
    again = browser.post(address, data, follow=True)
    assert "Khoản này đã được xử lý" in again.content.decode()
    assert moves() == after


@pytest.mark.parametrize("who", ["tiepnhan.anhoa", "chutich.anhoa", "ketoan.thanhlam"])
def test_nobody_else_decides_about_money(town: Town, enter: Enter, who: str) -> None:
    refund = refund_of_the_refused(town)
    after = moves()
    answer = enter(who).post(reverse("desk:money_refund", args=[refund.public_id, "tra-lai"]), {"account": "970436 1"})
    assert answer.status_code in (302, 403)  # another agency's accountant is told there is no such money
    assert moves() == after


def test_an_amount_of_the_province_is_entered_once(town: Town, enter: Enter) -> None:
    browser = enter("kiemsoat.anhoa")
    page = browser.get(reverse("desk:fees"))
    row = next(each for each in page.context["rows"] if not each.now)
    address = reverse("desk:fee", args=[row.slug, row.fee])
    data = {"amount": "15.000", "channel": "any", "decision": "12/2026/NQ-HĐND"}
    for box, day in (("decided_on", "1"), ("valid_from", "2")):
        data |= {f"{box}-day": day, f"{box}-month": "12", f"{box}-year": "2026"}
    entered = JournalEntry.objects.filter(event="catalogue.local_fee_set")
    assert browser.post(address, data | {"decision": ""}).status_code == 422
    for _press in range(2):
        assert browser.post(address, data).status_code == 302
    assert entered.count() == 1
    assert browser.post(address, data | {"amount": "16.000"}).status_code == 422
    now = next(each for each in browser.get(reverse("desk:fees")).context["rows"] if each.slug == row.slug)
    assert [each.amount for each in now.now] == [15_000]
    assert enter("tiepnhan.anhoa").get(reverse("desk:fees")).status_code == 403


def test_a_file_that_cannot_be_taken_leaves_the_request_open(town: Town, enter: Enter) -> None:
    dossier = town.now("supplement")
    api.SupplementRequest.objects.filter(dossier=dossier).update(
        items=[{"component": "proof", "name": "Giấy tờ", "what": "Nộp lại"}]
    )
    browser = enter("tiepnhan.anhoa")
    bad = SimpleUploadedFile("x.exe", b"MZ....", content_type="application/octet-stream")
    assert press(browser, dossier, "nhan-bo-sung", {"proof": bad}).status_code == 422
    assert town.now("supplement").status == 5
    press(browser, dossier, "nhan-bo-sung", {"proof": photo("moi")})
    part = api.Part.objects.get(dossier=dossier, round=1)
    assert (town.now("supplement").status, part.source) == (1, "desk")


def test_one_signature_that_cannot_be_given_stops_no_other_and_says_why(town: Town, enter: Enter) -> None:
    ids = [town.at[stage].public_id for stage in ("to_sign", "to_sign_too")]
    lost = town.at["to_sign"]
    api.Step.objects.filter(dossier=lost, state="open").update(
        state="claimed", holder=town.staff("phochutich.anhoa"), claimed_at=MORNING
    )
    browser = enter("chutich.anhoa")
    page = browser.post(reverse("desk:sign"), {"dossier": ids}, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert any(lost.code in each and "người khác" in each for each in told)
    assert [each.dossier.public_id for each in page.context["running"]] == [ids[1]]
    assert api.Result.objects.get(dossier=lost).state == "drafted"


def test_many_are_signed_with_one_press_and_the_one_without_a_draft_says_so(town: Town, enter: Enter) -> None:
    officer = town.viewer("hotich.anhoa")
    ids = [town.at["to_sign"].public_id, town.at["to_sign_too"].public_id]
    for stage in ("free", "taken"):
        dossier = town.now(stage)
        if stage == "free":
            api.take(dossier=dossier, by=officer)
        draft(town, dossier)
        api.finish_step(dossier=town.now(stage), by=officer)
        ids.append(dossier.public_id)
    empty = town.now("free")
    api.Result.objects.filter(dossier=empty).delete()
    page = enter("chutich.anhoa").post(reverse("desk:sign"), {"dossier": ids}, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert any(empty.code in each and "dự thảo" in each for each in told)
    assert api.Result.objects.filter(state="signing").count() == len(ids) - 1

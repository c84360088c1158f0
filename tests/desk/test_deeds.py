"""Doing things with dossiers through the pages: what is typed stays, what is pressed twice happens once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.actor import system
from motcua.base.models import OutboxItem
from motcua.dossiers import api
from motcua.notices.api import tell
from motcua.payments.api import Arrival, Movement, bill_for, hear_of_money
from motcua.rules.lifecycle import Status
from tests.desk.town import MORNING, Town

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def at(town: Town, stage: str, slug: str = "") -> str:
    address = reverse("desk:dossier", args=[town.at[stage].public_id])
    return address + slug


def buttons(browser: Client, address: str) -> list[str]:
    return [each.deed.slug for each in browser.get(address).context["doings"]]


@pytest.mark.parametrize(
    ("who", "stage", "first", "others"),
    [
        ("tiepnhan.anhoa", "new", "tiep-nhan", {"tu-choi", "yeu-cau-bo-sung"}),
        ("tiepnhan.anhoa", "unpaid", "yeu-cau-phi", {"thu-tien-mat", "tu-choi"}),
        ("hotich.anhoa", "free", "nhan-viec", {"yeu-cau-bo-sung"}),
        ("hotich.anhoa", "taken", "du-thao", {"chuyen-buoc", "xin-y-kien", "hen-lai", "tra-viec"}),
        ("chutich.anhoa", "to_sign", "ky", {"tra-lai-buoc"}),
        ("hotich.thanhlam", "asked", "cho-y-kien", set()),
    ],
)
def test_the_page_offers_what_may_be_done_now(
    town: Town, enter: Enter, who: str, stage: str, first: str, others: set[str]
) -> None:
    found = buttons(enter(who), at(town, stage))
    assert found[0] == first
    assert others <= set(found)


def test_nobody_is_offered_what_the_action_would_refuse(town: Town, enter: Enter) -> None:
    assert buttons(enter("ketoan.anhoa"), at(town, "new")) == []
    assert "tiep-nhan" not in buttons(enter("tiepnhan.anhoa"), at(town, "unpaid"))
    assert "ky" not in buttons(enter("hotich.anhoa"), at(town, "to_sign"))


def test_accepting_twice_accepts_once_and_says_so(town: Town, enter: Enter) -> None:
    browser = enter("tiepnhan.anhoa")
    for _press in range(2):
        answer = browser.post(at(town, "new", "tiep-nhan"), follow=True)
    assert "không làm được việc này" in answer.content.decode()
    events = [each.event for each in api.journal_of(town.at["new"])]
    assert events.count("dossiers.accepted") == 1
    assert town.now("new").status == Status.PROCESSING


def test_refusing_needs_words_and_keeps_what_was_chosen(town: Town, enter: Enter) -> None:
    browser = enter("tiepnhan.anhoa")
    shown = browser.get(at(town, "new", "tu-choi")).content.decode()
    assert "khiếu nại" in shown
    answer = browser.post(at(town, "new", "tu-choi"), {"reason": "duplicate", "words": ""})
    assert answer.status_code == 422
    assert 'value="duplicate" checked' in answer.content.decode()
    browser.post(at(town, "new", "tu-choi"), {"reason": "duplicate", "words": "Hồ sơ trước vẫn đang làm."})
    assert (town.now("new").status, town.now("new").end_reason) == (Status.REFUSED, "Hồ sơ trước vẫn đang làm.")


def test_a_supplement_goes_out_only_with_a_whole_checklist(town: Town, enter: Enter) -> None:
    browser, address = enter("tiepnhan.anhoa"), at(town, "baby", "yeu-cau-bo-sung")
    items = browser.get(address).context["items"]
    typed = {f"v-{each.id}": each.verdict for each in items if each.verdict}
    assert 0 < len(typed) < len(items)  # what needs no judging is ticked, the rest is not
    answer = browser.post(address, typed | {"reason": "Thiếu"})
    assert answer.status_code == 422
    assert town.now("baby").status == Status.REGISTERED
    typed |= {f"v-{each.id}": "good" for each in items if f"v-{each.id}" not in typed}
    typed |= {"v-form": "wrong", "reason": "Ghi lại tên bé"}
    wanting = browser.post(address, typed)
    assert "Ghi rõ người nộp cần làm gì" in wanting.content.decode()
    browser.post(address, typed | {"w-form": "Ghi đủ chữ đệm của bé"})
    request = api.SupplementRequest.objects.get(dossier=town.at["baby"])
    assert [item["what"] for item in request.items] == ["Ghi đủ chữ đệm của bé"]
    assert town.now("baby").status == Status.SUPPLEMENT


def test_one_of_two_officers_has_the_work(town: Town, enter: Enter) -> None:
    first, second = enter("hotich.anhoa"), enter("hotich2.anhoa")
    back = reverse("desk:work") + "?loc=cua-toi"
    assert first.post(at(town, "free", "nhan-viec"), {"next": back})["Location"] == back
    second.post(at(town, "free", "nhan-viec"))
    assert town.now("free").holder == town.staff("hotich.anhoa")


def test_nobody_is_sent_elsewhere_after_pressing(town: Town, enter: Enter) -> None:
    answer = enter("hotich.anhoa").post(at(town, "free", "nhan-viec"), {"next": "//elsewhere.example/"})
    assert answer["Location"] == at(town, "free")


def test_the_draft_is_filled_from_the_declaration_and_read_back(town: Town, enter: Enter) -> None:
    browser, address = enter("hotich.anhoa"), at(town, "taken", "du-thao")
    fields = {field.id: field.value for field in browser.get(address).context["fields"]}
    assert fields["d-person-name"] == "Đặng Văn Phúc"
    assert fields["d-person-birth"] == "25/01/1985"
    wrong = browser.post(address, fields | {"d-person-birth": "hôm qua", "d-status": ""})
    assert wrong.status_code == 422
    assert 'value="hôm qua"' in wrong.content.decode()
    browser.post(address, fields | {"d-status": "Chưa đăng ký kết hôn với ai"})
    result = api.Result.objects.get(dossier=town.at["taken"])
    assert result.data["person"]["birth"] == "1985-01-25"
    assert result.data["status"] == "Chưa đăng ký kết hôn với ai"
    pdf = browser.get(at(town, "taken", "du-thao/certificate.pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert "no-store" in pdf["Cache-Control"]


def test_an_opinion_asked_twice_is_one_question(town: Town, enter: Enter) -> None:
    typed = {"agency": "H99.32", "question": "Có tranh chấp không?", "days": "3"}
    for _press in range(2):
        enter("hotich.anhoa").post(at(town, "taken", "xin-y-kien"), typed)
    assert api.OpinionRequest.objects.filter(dossier=town.at["taken"]).count() == 1
    wrong = enter("hotich.anhoa").post(at(town, "taken", "xin-y-kien"), typed | {"days": "0"})
    assert wrong.status_code == 422


def test_whoever_is_asked_answers(town: Town, enter: Enter) -> None:
    browser = enter("hotich.thanhlam")
    assert browser.post(at(town, "asked", "cho-y-kien"), {"opinion": "disagree"}).status_code == 422
    browser.post(at(town, "asked", "cho-y-kien"), {"opinion": "agree", "answer": ""})
    assert api.OpinionRequest.objects.get(dossier=town.at["asked"]).opinion == "agree"


@pytest.mark.parametrize(
    ("typed", "wrong"), [(("5", "12", "2026"), "một ngày làm việc"), (("31", "2", "2027"), "Ghi ngày")]
)
def test_a_new_date_is_a_working_day(town: Town, enter: Enter, typed: tuple[str, ...], wrong: str) -> None:
    data = dict(zip(("due-day", "due-month", "due-year"), typed, strict=True)) | {"reason": "Chờ xác minh"}
    answer = enter("hotich.anhoa").post(at(town, "taken", "hen-lai"), data)
    assert answer.status_code == 422
    assert wrong in answer.content.decode()
    enter("hotich.anhoa").post(
        at(town, "taken", "hen-lai"), data | {"due-day": "8", "due-month": "12", "due-year": "2026"}
    )
    assert api.Apology.objects.get(dossier=town.at["taken"]).state == "asked"
    assert town.now("taken").apology_count == 0


def test_cash_is_booked_once_and_exactly(town: Town, enter: Enter) -> None:
    browser, address = enter("tiepnhan.anhoa"), at(town, "unpaid", "thu-tien-mat")
    once = browser.get(address).context["once"]
    assert browser.post(address, {"amount": "7000", "once": once}).status_code == 422
    for _press in range(2):
        browser.post(address, {"amount": "8.000", "once": once})
    bill = bill_for(town.at["unpaid"].bill)
    assert bill is not None
    assert (bill.state, bill.received) == ("settled", 8000)
    assert Movement.objects.filter(bill=bill).count() == 1
    assert "tiep-nhan" in buttons(browser, at(town, "unpaid"))


def test_bad_papers_need_their_own_reason(town: Town, enter: Enter) -> None:
    part = api.Part.objects.get(dossier=town.at["new"], file__isnull=False)
    browser, address = enter("tiepnhan.anhoa"), at(town, "new", "kiem-tra-giay-to")
    assert browser.post(address, {f"part-{part.pk}": "bad"}).status_code == 422
    browser.post(address, {f"part-{part.pk}": "bad", f"note-{part.pk}": "Mờ, không đọc được ngày cấp"})
    part.refresh_from_db()
    assert (part.checked, part.note) == ("bad", "Mờ, không đọc được ngày cấp")
    picture = browser.get(at(town, "new", f"tep/{part.file.public_id if part.file else ''}/trang-1.jpg"))
    assert picture["Content-Type"] == "image/jpeg"


def test_many_are_signed_with_one_press_and_each_tells_how_it_is(town: Town, enter: Enter) -> None:
    browser, address = enter("chutich.anhoa"), reverse("desk:sign")
    waiting = browser.get(address).context["waiting"]
    assert {each.name for each in waiting} == {"Hoàng Minh Tuấn", "Đỗ Thị Bích"}
    ids = [town.at["to_sign"].public_id, town.at["to_sign_too"].public_id, town.at["taken"].public_id]
    for _press in range(2):
        browser.post(address, {"dossier": ids})
    page = browser.get(address)
    assert len(page.context["running"]) == 2
    assert not page.context["waiting"]
    assert api.Result.objects.get(dossier=town.at["to_sign"]).sign_tries == 1
    api.Result.objects.filter(dossier=town.at["to_sign"]).update(state="failed", failure="TSA")
    assert [each.name for each in browser.get(address).context["failed"]] == ["Hoàng Minh Tuấn"]


def test_an_accountant_finds_whose_money_it_is(town: Town, enter: Enter) -> None:
    bill = bill_for(town.at["unpaid"].bill)
    assert bill is not None
    came = hear_of_money(
        arrival=Arrival("FT1", "970418:1200099001", 8000, "nop tien", MORNING), heard_by="notice",
        by=system("test"), agency=town.here,
    )  # fmt: skip
    address = reverse("desk:money_settle", args=[came.public_id, "gan-vao"])
    assert enter("ketoan.thanhlam").post(address, {"bill": bill.code}).status_code == 302
    assert Movement.objects.get(pk=came.pk).bill is None  # another agency's money
    browser = enter("ketoan.anhoa")
    assert "MC và 8 ký tự" in browser.post(address, {"bill": "MC00000000"}, follow=True).content.decode()
    browser.post(address, {"bill": bill.code.lower()})
    bill.refresh_from_db()
    assert bill.state == "settled"


def test_what_was_given_up_can_be_tried_again(town: Town, enter: Enter) -> None:
    item = OutboxItem.objects.filter(task="dossiers.make_form").first()
    assert item is not None
    OutboxItem.objects.filter(pk=item.pk).update(state="dead", ended_at=MORNING, last_error="x.SourceDown: bank")
    browser = enter("quantri.anhoa")
    shown = browser.get(reverse("desk:failures")).content.decode()
    assert "Hệ thống bên ngoài không trả lời" in shown
    assert browser.get(reverse("desk:work"))["Location"] == reverse("desk:failures")  # where an administrator begins
    assert "Có việc chạy nền chưa xong" in enter("chutich.anhoa").get(reverse("desk:work")).content.decode()
    assert "Có việc chạy nền chưa xong" not in enter("hotich.anhoa").get(reverse("desk:work")).content.decode()
    browser.post(reverse("desk:retry", args=[item.pk]))
    assert OutboxItem.objects.get(pk=item.pk).state != "dead"
    assert enter("hotich.anhoa").post(reverse("desk:retry", args=[item.pk])).status_code == 403


def test_a_notice_is_read_and_leads_to_its_dossier(town: Town, enter: Enter) -> None:
    dossier, staff = town.at["taken"], town.staff("hotich.anhoa")
    words = {"code": dossier.code, "due": MORNING.isoformat()}
    tell(to=f"staff:{staff.pk}", kind="due_soon", words=words, key="test", about=f"dossier:{dossier.public_id}")
    browser = enter("hotich.anhoa")
    (notice,) = browser.get(reverse("desk:inbox")).context["notices"]
    address = reverse("desk:notice", args=[notice.public_id])
    assert enter("hotich2.anhoa").post(address).status_code == 404
    assert browser.post(address)["Location"] == at(town, "taken")
    assert browser.get(reverse("desk:inbox")).context["head"].unread == 0


def test_work_handed_to_a_colleague_by_name_is_theirs_in_every_list(town: Town, enter: Enter) -> None:
    named = town.staff("hotich2.anhoa")
    api.hand_over(dossier=town.now("free"), to_agency=town.here, to_staff=named, by=town.viewer("chutich.anhoa"))
    address, here = reverse("desk:work") + "?loc=tat-ca", town.at["free"].public_id

    def row(username: str, where: str = address) -> Any:
        rows = enter(username).get(where).context["page"].rows
        return next((each for each in rows if each.public_id == here), None)

    others = row("hotich.anhoa")
    assert (others.takeable, others.holder) == (False, f"chờ {named.full_name} nhận")
    assert row("hotich.anhoa", reverse("desk:work") + "?loc=cua-toi") is None
    own = row("hotich2.anhoa", reverse("desk:work") + "?loc=cua-toi")
    assert (own.takeable, own.holder) == (True, "chờ tôi nhận")

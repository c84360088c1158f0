"""What the pages of the desk say in states that are seldom met: over, late with an apology, of one unit, due later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from motcua.base.clock import freeze
from motcua.base.kit.moments import show_moment
from motcua.catalogue.api import pack_of, say
from motcua.desk.deeds import money
from motcua.desk.pages.doing import doings
from motcua.desk.pages.rows import time_of
from motcua.desk.pages.story import _more
from motcua.desk.templatetags.desk import serial
from motcua.dossiers import api, fees
from motcua.notices.api import inbox, tell
from motcua.payments.api import bill_for
from motcua.rules.codes import Delivery
from tests.desk.town import MORNING, Town, hour, issued
from tests.support.apology import apologised

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def page(town: Town, enter: Enter, who: str, stage: str, deed: str = "") -> str:
    address = reverse("desk:dossier", args=[town.at[stage].public_id]) + deed
    return enter(who).get(address).content.decode()


def handed_out(town: Town, *, days: float) -> api.Dossier:
    """Signed this many days from now, handed over a week after that."""
    with hour(days=days):
        api.sign_result(dossier=town.now("to_sign"), by=town.viewer("chutich.anhoa"))
        issued(town.now("to_sign"))
    with hour(days=days + 7):
        ways = {"how": Delivery.COUNTER, "to": "Hoàng Minh Tuấn"}
        return api.return_result(dossier=town.now("to_sign"), by=town.viewer("tiepnhan.anhoa"), **ways)  # type: ignore[arg-type]


def test_handed_over_in_time_is_never_late_however_long_ago(town: Town) -> None:
    handed_out(town, days=0.1)
    with hour(days=60):
        time = time_of(town.now("to_sign"))
    assert (time.late, time.words[:14]) == (False, "xong trước hạn")


def test_settled_too_late_says_by_how_much_and_counts_no_further(town: Town) -> None:
    handed_out(town, days=9)
    with hour(days=20):
        soon = time_of(town.now("to_sign"))
    with hour(days=90):
        later = time_of(town.now("to_sign"))
    assert soon == later
    assert (soon.late, soon.words[:8]) == (True, "xong trễ")


def test_after_hours_the_promise_is_over_though_no_working_time_is(town: Town) -> None:
    """The clock, the list and the note say the same: the promise ended at 17:00, whenever work begins again."""
    handed_out(town, days=0.1)
    running, settled = town.now("to_sign_too"), town.now("to_sign")
    assert running.due_at is not None
    assert settled.due_at is not None
    settled.finished_at = settled.due_at + timedelta(minutes=30)
    assert api.lateness(settled) is not None
    assert (time_of(settled).late, time_of(settled).words) == (True, "xong sau giờ hẹn")
    for minutes, late in ((-30, False), (0, False), (30, True)):
        with freeze(running.due_at + timedelta(minutes=minutes)):
            assert time_of(running).late == (api.lateness(running) is not None) == late
            rows = api.work_list(town.viewer("chutich.anhoa")).rows
            assert [each.late for each in rows if each.dossier.pk == running.pk] == [late]
    with freeze(running.due_at + timedelta(minutes=30)):
        assert time_of(running).words == "vừa quá hạn"


def test_ended_without_a_result_has_no_clock(town: Town) -> None:
    dossier = api.refuse(dossier=town.now("new"), reason="other", words="Sai nơi", by=town.viewer("tiepnhan.anhoa"))
    assert (time_of(dossier).words, time_of(dossier).due) == ("đã kết thúc", None)


def test_a_signed_result_is_to_be_handed_over_first(town: Town) -> None:
    api.sign_result(dossier=town.now("to_sign"), by=town.viewer("chutich.anhoa"))
    issued(town.now("to_sign"))
    found = doings(town.now("to_sign"), town.viewer("tiepnhan.anhoa"))
    assert [each.deed.slug for each in found if each.main] == ["tra-ket-qua"]


def test_a_new_promise_shows_its_reason_and_the_first_one(town: Town, enter: Enter) -> None:
    officer = town.viewer("hotich.anhoa")
    apologised(
        town.now("late"), new_due=MORNING + timedelta(days=9), reason="Chờ Công an xã xác minh.", by=officer,
        signer=town.viewer("chutich.anhoa"),
    )  # fmt: skip
    shown = page(town, enter, "hotich.anhoa", "late")
    assert "Chờ Công an xã xác minh." in shown
    assert "đã hẹn lại; hẹn đầu" in shown


def test_the_unit_that_was_asked_is_named(town: Town, enter: Enter) -> None:
    data = {"agency": "H99.31", "unit": "police", "question": "Có tạm trú không?", "days": "2"}
    address = reverse("desk:dossier", args=[town.at["taken"].public_id])
    browser = enter("hotich.anhoa")
    assert "Công an" in browser.get(address + "xin-y-kien").content.decode()
    assert browser.post(address + "xin-y-kien", data | {"unit": "nowhere"}).status_code == 422
    browser.post(address + "xin-y-kien", data)
    asked = api.OpinionRequest.objects.get(dossier=town.at["taken"])
    assert asked.asked_unit == "police"
    unit = town.here.units.get(code="police").name
    assert f"Chờ ý kiến của {unit}, hạn" in browser.get(address).content.decode()


def test_a_paper_that_was_made_is_named_in_the_story(town: Town) -> None:
    assert _more("dossiers.form_made", {"form": "06"}, {}) == "Phiếu kiểm soát quá trình giải quyết hồ sơ"


@pytest.mark.parametrize(
    ("about", "leads_to"),
    [
        ("plan_task:a75fcj42hy8e", "/ke-hoach/viec/a75fcj42hy8e/"),
        ("plan_answer:yffed6q1y2v4", "/ke-hoach/vuong-mac/yffed6q1y2v4/"),
        ("plan_obstacle:yffed6q1y2v4", "/ke-hoach/vuong-mac/yffed6q1y2v4/"),
        ("something_new:x", "/ban-lam-viec/hop-thu/"),
    ],
)
def test_a_notice_about_a_plan_leads_there(town: Town, enter: Enter, about: str, leads_to: str) -> None:
    words = {"number": "7", "plan": "41/KH-UBND", "due": "2026-12-12"}
    staff = town.staff("hotich.anhoa")
    tell(to=f"staff:{staff.pk}", kind="plan_task_late", words=words, about=about, key="plan")
    browser = enter("hotich.anhoa")
    (notice,) = browser.get(reverse("desk:inbox")).context["notices"]
    assert browser.post(reverse("desk:notice", args=[notice.public_id]))["Location"] == leads_to


@pytest.mark.parametrize(("due", "words"), [("return", "thu khi trả kết quả")])
def test_a_fee_that_is_due_later_says_so(
    town: Town, enter: Enter, monkeypatch: pytest.MonkeyPatch, due: str, words: str
) -> None:
    real = pack_of(town.at["unpaid"].procedure_version_id)
    later = real.model_copy(update={"fees": [each.model_copy(update={"due": due}) for each in real.fees]})
    assert words not in page(town, enter, "tiepnhan.anhoa", "unpaid", "yeu-cau-phi")
    monkeypatch.setattr(money, "pack_of", lambda version: later)
    assert words in page(town, enter, "tiepnhan.anhoa", "unpaid", "yeu-cau-phi")


def test_what_the_rules_say_is_due_on_return_needs_no_amount(
    town: Town, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.sign_result(dossier=town.now("to_sign"), by=town.viewer("chutich.anhoa"))
    issued(town.now("to_sign"))
    real = pack_of(town.at["to_sign"].procedure_version_id)
    later = real.model_copy(update={"fees": [each.model_copy(update={"due": "return"}) for each in real.fees]})
    address = reverse("desk:dossier", args=[town.at["to_sign"].public_id]) + "thu-khi-tra"
    browser = enter("tiepnhan.anhoa")
    assert browser.post(address, {"fee": "certificate", "amount": ""}).status_code == 422
    monkeypatch.setattr(money, "pack_of", lambda version: later)
    # Nothing is due by the real rules of this procedure: it is they that were asked, not the typed amount.
    refused = browser.post(address, {"fee": "certificate", "amount": ""})
    assert refused.status_code == 422
    assert "không có khoản nào phải nộp khi nhận kết quả" in refused.content.decode()


def test_a_passed_station_says_when_it_was_done(town: Town, enter: Enter) -> None:
    with hour(days=1):
        api.sign_result(dossier=town.now("to_sign"), by=town.viewer("chutich.anhoa"))
        issued(town.now("to_sign"))
    step = town.now("to_sign").steps.get(key="sign")
    shown = page(town, enter, "tiepnhan.anhoa", "to_sign")
    line = shown[shown.index('<ol class="line') : shown.index("</ol>")]
    assert step.opened_at is not None
    assert step.done_at is not None
    station = next(each for each in line.split("<li") if step.name in each)
    assert (show_moment(step.done_at) in station, show_moment(step.opened_at) in station) == (True, False)
    # A result that lies ready is not "expected" on the day it was promised for.
    assert "dự kiến" not in line


def test_how_a_dossier_ended_is_told_apart_from_why(town: Town, enter: Enter) -> None:
    api.withdraw(dossier=town.now("new"), reason="Đã làm ở nơi khác", by=town.viewer("tiepnhan.anhoa"))
    shown = page(town, enter, "tiepnhan.anhoa", "new")
    assert "<b>Lý do người nộp rút hồ sơ:</b> Đã làm ở nơi khác" in shown
    assert '<div class="note bad slim"><p><b>' not in shown


def test_a_day_that_moves_while_the_person_is_waited_for_says_so(town: Town, enter: Enter) -> None:
    taken = town.now("taken")
    judged = dict.fromkeys([each.id for each in pack_of(taken.procedure_version_id).components], "good")
    api.ask_supplement(
        dossier=taken, checklist=judged | {"form": "wrong"}, items=[{"component": "form", "what": "Ghi rõ nơi dùng"}],
        reason="Chưa rõ", by=town.viewer("hotich.anhoa"),
    )  # fmt: skip
    assert "lùi theo thời gian chờ" in page(town, enter, "tiepnhan.anhoa", "taken")
    assert "lùi theo thời gian chờ" not in page(town, enter, "hotich.anhoa", "late")


def test_late_within_the_house_is_no_broken_promise(town: Town, enter: Enter) -> None:
    taken = town.now("taken")
    step = taken.current_step
    assert step is not None
    assert step.due_at is not None
    assert taken.due_at is not None
    with freeze(step.due_at + timedelta(minutes=1)):
        inside = page(town, enter, "hotich.anhoa", "taken")
    with freeze(taken.due_at + timedelta(minutes=1)):
        broken = page(town, enter, "hotich.anhoa", "taken")
    assert ("(quá giờ của bước)" in inside, "(trễ hẹn)" in inside, "lẽ ra xong" in inside) == (True, False, True)
    assert ("(quá giờ của bước)" in broken, "(trễ hẹn)" in broken) == (False, True)


def test_a_procedure_without_relief_offers_none(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = town.viewer("tiepnhan.anhoa")
    assert api.offers(town.now("unpaid"), clerk)["relieve_fee"]
    real = pack_of(town.at["unpaid"].procedure_version_id)
    monkeypatch.setattr(fees, "pack_of", lambda version: real.model_copy(update={"exemptions": []}))
    assert not api.offers(town.now("unpaid"), clerk)["relieve_fee"]


def test_what_a_clerk_must_type_is_not_called_optional(town: Town, enter: Enter) -> None:
    asked = page(town, enter, "tiepnhan.anhoa", "new", "yeu-cau-phi")
    assert "không bắt buộc" not in asked
    assert "Với khoản còn nợ" not in asked
    assert "Với khoản còn nợ" in page(town, enter, "tiepnhan.anhoa", "unpaid", "yeu-cau-phi")


def test_a_bill_is_written_in_vietnamese_and_read_in_the_clerks_language(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan.anhoa")
    clerk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    at = reverse("desk:dossier", args=[town.at["new"].public_id])
    clerk.post(f"{at}yeu-cau-phi", {"fee": "certificate", "amount": "8.000"})
    bill = bill_for(town.now("new").bill)
    fee = next(each for each in pack_of(town.at["new"].procedure_version_id).fees if each.code == "certificate")
    assert bill is not None
    assert [line["name"] for line in bill.lines] == [fee.name.vi]
    assert str(fee.name.en) in clerk.get(f"{at}thu-tien-mat").content.decode()


def test_a_hand_over_is_shown_until_it_is_confirmed(town: Town, enter: Enter) -> None:
    officer, unit = town.viewer("hotich.anhoa"), town.here.units.get(code="police")
    api.hand_over(dossier=town.now("taken"), to_agency=town.here, to_unit=unit.code, note="Xác minh", by=officer)
    shown = page(town, enter, "tiepnhan.anhoa", "taken")
    assert f"Đã chuyển cho {unit.name} lúc" in shown
    assert "Xác minh" in shown
    api.take(dossier=town.now("taken"), by=town.viewer("congan.anhoa"))
    assert "Đã chuyển cho" not in page(town, enter, "tiepnhan.anhoa", "taken")


def test_for_whom_it_waits_is_shown_and_they_hear_it(town: Town, enter: Enter) -> None:
    officer, colleague = town.viewer("hotich.anhoa"), town.viewer("hotich2.anhoa")
    with hour():
        api.hand_over(
            dossier=town.now("taken"), to_agency=town.here, to_unit="justice", to_staff=colleague.staff, by=officer
        )
    assert colleague.staff is not None
    shown = page(town, enter, "tiepnhan.anhoa", "taken")
    assert f"Đã chuyển cho {colleague.staff.full_name}, {town.here.units.get(code='justice').name} lúc" in shown
    told = [each for each in inbox(colleague) if each.about == f"dossier:{town.at['taken'].public_id}"]
    assert [each.sentence for each in told] == [f"Hồ sơ {town.at['taken'].code} được chuyển cho ông/bà xử lý."]
    assert inbox(town.viewer("xahoi.anhoa")) == []


def test_an_opinion_against_is_not_green(town: Town, enter: Enter) -> None:
    asked = api.OpinionRequest.objects.get(dossier=town.at["asked"])
    api.give_opinion(request=asked, opinion="disagree", answer="Đã có vợ.", by=town.viewer("hotich.thanhlam"))
    shown = page(town, enter, "hotich.anhoa", "asked")
    box = shown[: shown.index("Đã có vợ.")].rpartition('<div class="note')[2]
    assert box.startswith(" wait")
    assert "Hỏi: Ông Huy đã đăng ký kết hôn ở xã chưa?" in box


def test_a_paper_is_shown_under_its_name_not_its_files(town: Town, enter: Enter) -> None:
    api.sign_result(dossier=town.now("to_sign"), by=town.viewer("chutich.anhoa"))
    issued(town.now("to_sign"))
    result = api.Result.objects.get(dossier=town.at["to_sign"])
    handed_in = api.Part.objects.filter(dossier=town.at["new"], file__isnull=False)[0]
    pack = pack_of(town.at["new"].procedure_version_id)
    name = next(say(each.name) for each in pack.components if each.id == handed_in.component)
    for stage, file, title in (("to_sign", result.file, result.title), ("new", handed_in.file, name)):
        assert file is not None
        address = reverse("desk:look", args=[town.at[stage].public_id, file.public_id])
        shown = enter("tiepnhan.anhoa").get(address).content.decode()
        assert f"<h1>{title}" in shown
        assert file.name in shown


def test_the_serial_of_a_certificate_reads_in_groups() -> None:
    assert serial(str(0x5401010A9FCDE0)) == "54 0101 0A9F CDE0"
    assert serial(str(0xABCD1234)) == "ABCD 1234"

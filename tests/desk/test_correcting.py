"""A wrong result is corrected in its own dossier: drafted, signed, and from then on in the place of the old one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from motcua.base.actor import STAFF, Actor, system
from motcua.base.clock import today
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import OutboxItem
from motcua.desk.deeds.drafting import template_of
from motcua.desk.drafting import boxes, words_of
from motcua.desk.pages.preview import draft_preview
from motcua.directory.api import Person, Subject, User, deactivate_staff
from motcua.dossiers import api
from motcua.dossiers.actions.issue_result import fail_result, issue_result
from motcua.dossiers.asking import RETURN_RESULT
from motcua.dossiers.codes import FeeState
from motcua.dossiers.selectors.filters import Filter, conditions, open_dossiers
from motcua.dossiers.selectors.seat import seat_of
from motcua.dossiers.tasks.return_electronically import return_electronically
from motcua.indicators.api import Fact as Counted
from motcua.indicators.api import catch_up
from motcua.notices.models import Notice
from motcua.papers.api import IssuedPaper, allocate_number, check, papers_for
from motcua.rules.codes import Delivery
from motcua.vault.api import Fact, Paper, keep_fact, papers_of
from tests.desk.conftest import Enter
from tests.desk.town import Town, citizen, hour, issued
from tests.support.town_fixture import signed_in

pytestmark = pytest.mark.django_db
SIGNER, OFFICER, CLERK, OWNER = "phochutich.anhoa", "hotich.anhoa", "tiepnhan.anhoa", "066082004455"
WRONG = "Ghi sai tình trạng hôn nhân do nhầm sổ"
BOX = "serial-certificate"


@pytest.fixture
def signed(town: Town) -> Town:
    api.sign_result(dossier=town.now("to_sign"), by=town.viewer(SIGNER))
    issued(town.now("to_sign"))
    return town


def handed_over(town: Town, how: Delivery = Delivery.ELECTRONIC, **more: object) -> Town:
    given = {"to": "Người nhận"} | more if how == Delivery.COUNTER else more
    api.return_result(dossier=town.now("to_sign"), how=how, by=town.viewer(CLERK), **given)  # type: ignore[arg-type]
    return town


@pytest.fixture
def returned(signed: Town) -> Town:
    return handed_over(signed)


def address(town: Town, slug: str = "") -> str:
    return reverse("desk:dossier", args=[town.at["to_sign"].public_id]) + slug


def results(town: Town) -> list[api.Result]:
    return list(api.Result.objects.filter(dossier=town.at["to_sign"]).order_by("pk"))


def paper(town: Town, number: int = 0) -> IssuedPaper:
    found = results(town)[number].issued_paper
    assert found is not None
    return found


def correct(town: Town, who: str = OFFICER, wrong: str = WRONG, status: str = "Đã ly hôn") -> api.Result:
    data = results(town)[0].data | {"status": status}
    return api.correct_result(dossier=town.now("to_sign"), wrong=wrong, data=data, by=town.viewer(who))


def sign(town: Town, who: str = SIGNER) -> api.Result:
    """The leader signs, and the job ends well."""
    (result,) = api.sign_result(dossier=town.now("to_sign"), by=town.viewer(who))
    with transaction.atomic():
        number = allocate_number(agency=town.here.code, series="XN", on=today())
    by = Actor(STAFF, str(town.staff(who).pk))
    pdf = b"%%PDF-1.7 corrected %d" % result.pk
    assert issue_result(result=result, attempt=result.sign_tries, pdf=pdf, number=number, by=by)
    assert not issue_result(result=result, attempt=result.sign_tries, pdf=pdf, number=number, by=by)
    result.refresh_from_db()
    return result


def events(town: Town) -> list[str]:
    return [each.event.removeprefix("dossiers.") for each in api.journal_of(town.at["to_sign"])]


def shown(browser: Client, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200, where
    return str(answer.content.decode())


def at_home() -> Client:
    person = Person.objects.get(personal_id=OWNER)
    return signed_in(User.objects.get_or_create(username=OWNER, defaults={"person": person})[0], "oidc")


def ticks(leader: Client) -> list[str]:
    """What the page of signatures lets tick."""
    return [each.dossier.public_id for each in leader.get(reverse("desk:sign")).context["waiting"]]


def letters(kind: str, to: str = "") -> int:
    return Notice.objects.filter(to=to or str(citizen(OWNER).actor), kind=kind).count()


def usable(day: int = 2) -> list[str]:
    return [each.number for each in papers_of(Subject("person", OWNER), citizen(OWNER), on=date(2026, 12, day))]


def typed(town: Town, **changed: str) -> dict[str, str]:
    """What stands in the boxes of the page, with some of it changed."""
    result = results(town)[0]
    shown = boxes(template_of(town.now("to_sign"), result.key))
    return {box.id: words_of(result.data, box) for box in shown} | {"result": result.key} | changed


def test_from_the_page_to_the_public_check(returned: Town, enter: Enter, client: Client) -> None:
    officer, leader, owner, old = enter(OFFICER), enter(SIGNER), at_home(), paper(returned)
    page = shown(officer, address(returned, "dinh-chinh"))
    assert 'name="wrong"' in page
    assert words_of(results(returned)[0].data, boxes(template_of(returned.now("to_sign"), "certificate"))[0]) in page
    before = returned.now("to_sign")
    words = typed(returned, wrong=WRONG, **{"d-status": "Đã ly hôn"})
    for _press in range(2):
        assert officer.post(address(returned, "dinh-chinh"), words).status_code == 302
    assert check(old.check_code).state == "valid"  # nothing has changed yet
    assert usable() == [old.number_text]
    opened = shown(officer, address(returned))
    assert f"Thay số {old.number_text}. {WRONG}" in opened
    assert "dang dinh chinh" not in opened
    to_sign = shown(leader, reverse("desk:sign"))
    assert WRONG in to_sign
    assert "Đã ly hôn" in to_sign
    assert before.public_id in ticks(leader)
    assert before.code in shown(leader, reverse("desk:work") + "?loc=cho-toi-ky")
    leader.post(reverse("desk:sign"), {"dossier": before.public_id})
    (asked,) = api.Result.objects.filter(dossier=before, state="signing")
    assert before.code in shown(leader, reverse("desk:sign"))
    fail_result(result=asked, attempt=1, reason="Chưa có thời gian ký", final=True, by=system("test"))
    assert "Ký lại" in shown(leader, address(returned))
    new = sign(returned)
    told = check(old.check_code)
    assert (told.state, told.replaced_by, told.reason) == ("replaced", new.number, WRONG)
    public = shown(client, f"/kiem-tra/{old.check_code}/")
    assert f"đã được thay bằng văn bản {new.number} ngày 02/12/2026" in public
    assert WRONG in public
    assert check(paper(returned, 1).check_code).in_force
    mine = shown(owner, reverse("portal:dossier", args=[before.public_id]))
    assert f"Nay dùng số {new.number}" in mine
    first, second = (reverse("portal:result", args=[before.public_id, each.pk]) for each in results(returned))
    assert 0 < mine.index(second) < mine.index(first)  # the one that counts, then the one it replaced
    assert "Kết quả đính chính đã được ký" in mine
    papers = shown(owner, reverse("portal:my_papers"))
    assert "đã có bản mới" in papers
    assert WRONG in papers
    assert new.number in papers
    assert usable() == [new.number]
    assert letters("corrected") == 1
    desk = shown(officer, address(returned))
    assert f"nay dùng số {new.number}" in desk
    after = returned.now("to_sign")
    assert before.code not in shown(leader, reverse("desk:work") + "?loc=cho-toi-ky")
    same = ("status", "status_since", "finished_at", "returned_at", "due_at", "first_due_at", "fee_state", "bill")
    assert [getattr(after, each) for each in same] == [getattr(before, each) for each in same]
    assert api.replayed_status(after) == 10
    assert events(returned)[-4:] == ["sign_asked", "sign_failed", "sign_asked", "result_corrected"]


def test_what_is_counted_and_rated_stays(returned: Town) -> None:
    catch_up()
    fact = Counted.objects.filter(dossier=returned.at["to_sign"].public_id).values().get()
    asked = letters("rate")
    with hour(days=9):
        correct(returned)
        sign(returned)
        catch_up()
    assert Counted.objects.filter(dossier=returned.at["to_sign"].public_id).values().get() == fact
    assert letters("rate") == asked


def test_after_taking_back_the_day_and_the_decision_stay_and_the_new_number_is_said(
    returned: Town, client: Client
) -> None:
    old = paper(returned)
    revoke(returned)
    with hour(days=1):
        correct(returned)
        new = sign(returned)
    told = check(old.check_code)
    assert (told.state, told.replaced_by, str(told.state_on)) == ("revoked", new.number, "2026-12-02")
    assert told.reason.startswith("Quyết định 45")
    assert f"đã bị thu hồi ngày 02/12/2026, nay dùng văn bản {new.number}" in shown(
        client, f"/kiem-tra/{old.check_code}/"
    )
    mine = shown(at_home(), reverse("portal:dossier", args=[returned.at["to_sign"].public_id]))
    assert "Đã thu hồi lúc" in mine
    assert f"Nay dùng số {new.number}" in mine
    assert "khiếu nại" not in mine.split("<h2>Kết quả</h2>")[1].split("</div>")[0]
    assert usable(day=3) == [new.number]
    assert returned.now("to_sign").fee_state == FeeState.NONE
    assert not {"fee_asked"} & set(events(returned))


def revoke(town: Town) -> None:
    decision = "Quyết định 45/QĐ-UBND ngày 02/12/2026"
    api.revoke_result(dossier=town.now("to_sign"), decision=decision, reason="Ghi sai", by=town.viewer(SIGNER))


def test_a_correction_is_corrected_and_the_last_one_can_be_taken_back(returned: Town) -> None:
    correct(returned)
    first = sign(returned)
    correct(returned, wrong="Còn sai năm sinh", status="Chưa kết hôn")
    second = sign(returned)
    states = [(each.corrects_id, check(paper(returned, n).check_code).replaced_by) for n, each in
              enumerate(results(returned))]  # fmt: skip
    assert states == [(None, first.number), (results(returned)[0].pk, second.number), (first.pk, "")]
    assert usable() == [second.number]
    assert len(papers_for(returned.at["to_sign"].stream)) >= 3
    revoke(returned)
    assert check(paper(returned, 2).check_code).state == "revoked"
    assert not api.is_left_something(returned.at["to_sign"].public_id)
    assert usable() == []


def test_the_leader_does_not_sign_and_another_draft_may_be_made(returned: Town, enter: Enter) -> None:
    correct(returned)
    leader, officer = enter(SIGNER), enter(OFFICER)
    leader.post(address(returned, "khong-ky-dinh-chinh"), {"reason": "Sổ gốc ghi đúng như bản cũ"})
    assert check(paper(returned).check_code).state == "valid"
    assert "Sổ gốc ghi đúng như bản cũ" in shown(officer, address(returned))
    assert letters("correction_declined", f"staff:{returned.staff(OFFICER).pk}") == 1
    assert letters("corrected") == 0
    assert returned.at["to_sign"].public_id not in ticks(leader)
    with pytest.raises(api.NotNow):
        sign(returned)
    assert WRONG in shown(officer, address(returned, "dinh-chinh"))  # gone on with, not begun anew
    correct(returned)
    assert sign(returned).number
    assert "correction_declined" in events(returned)


def test_a_reason_is_needed_not_to_sign(returned: Town) -> None:
    correct(returned)
    with pytest.raises(Refusal, match="lý do"):
        api.decline_correction(dossier=returned.now("to_sign"), reason=" ", by=returned.viewer(SIGNER))


def test_whoever_drafted_it_takes_it_back_without_a_letter_to_themselves(returned: Town) -> None:
    correct(returned)
    api.decline_correction(dossier=returned.now("to_sign"), reason="Xem lại sổ", by=returned.viewer(OFFICER))
    assert letters("correction_declined", f"staff:{returned.staff(OFFICER).pk}") == 0
    assert [each.state for each in results(returned)] == ["returned", "declined"]


def test_only_who_drafts_such_results_may_begin_and_only_who_signs_may_sign(returned: Town, enter: Enter) -> None:
    for who in (CLERK, "vanthu.anhoa", "ketoan.anhoa", "phochutich.thanhlam", "hotich.thanhlam"):
        assert not api.offers(returned.now("to_sign"), returned.viewer(who))["correct_result"], who
        with pytest.raises(Forbidden):
            correct(returned, who)
        enter(who).post(address(returned, "dinh-chinh"), typed(returned, wrong=WRONG, **{"d-status": "Khác"}))
    for number in (OWNER, "066070006789"):
        with pytest.raises(Forbidden):
            api.correct_result(dossier=returned.now("to_sign"), wrong=WRONG, data={}, by=citizen(number))
    assert len(results(returned)) == 1
    correct(returned)
    for who in (OFFICER, CLERK, "phochutich.thanhlam"):
        with pytest.raises(Forbidden):
            api.sign_result(dossier=returned.now("to_sign"), by=returned.viewer(who))
    with pytest.raises(Forbidden):
        api.decline_correction(dossier=returned.now("to_sign"), reason="x", by=returned.viewer(CLERK))


def test_nobody_corrects_or_signs_what_is_about_themselves(returned: Town) -> None:
    correct(returned)
    for who, act in ((OFFICER, correct), (SIGNER, sign)):
        staff = returned.staff(who)
        staff.personal_id = OWNER
        staff.save(update_fields=["personal_id"])
        with pytest.raises(Forbidden, match="của chính ông/bà"):
            act(returned, who)


def test_not_before_there_is_a_result(town: Town) -> None:
    assert not api.offers(town.now("to_sign"), town.viewer(OFFICER))["correct_result"]
    with pytest.raises(Forbidden, match="chưa có kết quả"):
        correct(town)


@pytest.mark.parametrize(
    ("wrong", "status", "says"),
    [("", "Khác", "sai ở đâu"), ("x" * 301, "Khác", "300"), (WRONG, "", "giống hệt")],
)
def test_what_is_wrong_must_be_said_and_something_changed(returned: Town, wrong: str, status: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        correct(returned, wrong=wrong, status=status or results(returned)[0].data["status"])
    assert len(results(returned)) == 1


def test_two_officers_at_once_the_second_hears_who_drafts_it(returned: Town) -> None:
    correct(returned)
    drafter = returned.staff(OFFICER)
    with pytest.raises(api.NotNow, match=drafter.full_name):
        correct(returned, "hotich2.anhoa", wrong="Khác")
    assert results(returned)[1].wrong == WRONG
    deactivate_staff(staff=drafter, by=system("test"))
    assert correct(returned, "hotich2.anhoa", wrong="Khác").wrong == "Khác"  # whoever left keeps nobody waiting


def test_what_is_being_signed_is_neither_rewritten_nor_ended_nor_begun_twice(returned: Town) -> None:
    begun = correct(returned)
    api.sign_result(dossier=returned.now("to_sign"), by=returned.viewer(SIGNER))
    with pytest.raises(api.NotNow, match="trình ký"):
        correct(returned, wrong="Khác")
    with pytest.raises(api.NotNow):
        api.decline_correction(dossier=returned.now("to_sign"), reason="x", by=returned.viewer(SIGNER))
    assert not api.offers(returned.now("to_sign"), returned.viewer(OFFICER))["correct_result"]
    with pytest.raises(IntegrityError), transaction.atomic():
        api.Result.objects.create(
            dossier=begun.dossier, key=begun.key, kind=begun.kind, title="x", drafted_at=begun.drafted_at,
            corrects=begun.corrects, wrong="x",
        )  # fmt: skip


def test_taken_back_while_it_is_signed_the_corrected_one_still_stands(returned: Town) -> None:
    correct(returned)
    revoke(returned)
    new = sign(returned)
    assert check(paper(returned).check_code).replaced_by == new.number
    assert usable() == [new.number]


def test_what_was_read_from_the_old_copy_is_offered_no_more(returned: Town) -> None:
    copy = Paper.objects.get(origin=returned.at["to_sign"].code)
    whose = Subject("person", OWNER)
    keep_fact(
        subject=whose, name="marital_status", value="married", source="result", as_of=date(2026, 12, 2),
        evidence=copy, by=system("test"),
    )  # fmt: skip
    correct(returned)
    assert Fact.objects.filter(evidence=copy, superseded_at=None).exists()
    sign(returned)
    assert not Fact.objects.filter(evidence=copy, superseded_at=None).exists()
    copy.refresh_from_db()
    assert (copy.state, copy.state_reason) == ("replaced", WRONG)
    assert copy.replaced_by is not None


def to_fetch(town: Town) -> None:
    api.Dossier.objects.filter(pk=town.at["to_sign"].pk).update(delivery=Delivery.COUNTER)


def test_before_the_hand_over_it_waits_and_only_the_corrected_one_is_given(signed: Town, enter: Enter) -> None:
    to_fetch(signed)
    code, clerk, one = signed.at["to_sign"].code, enter(CLERK), reverse(
        "portal:dossier", args=[signed.at["to_sign"].public_id]
    )  # fmt: skip
    assert code in shown(clerk, reverse("desk:work") + "?loc=cho-tra")
    correct(signed)
    assert code not in shown(clerk, reverse("desk:work") + "?loc=cho-tra")
    (row,) = [line for line in shown(clerk, reverse("desk:work") + "?loc=tat-ca").split("<tr") if code in line]
    assert "đang đính chính" in row
    assert "người ký</td>" in row
    assert "Mời đến nhận" not in shown(at_home(), one)
    assert "đang được đính chính" in shown(at_home(), one)
    with pytest.raises(api.NotNow, match="đang được đính chính"):
        handed_over(signed)
    new = sign(signed)
    assert signed.now("to_sign").status == 9
    assert code in shown(clerk, reverse("desk:work") + "?loc=cho-tra")
    assert "Mời đến nhận" in shown(at_home(), one)
    handed_over(signed, Delivery.COUNTER)
    assert [each.state for each in results(signed)] == ["issued", "returned"]
    assert [each.number for each in Paper.objects.filter(origin=code)] == [new.number]
    assert letters("returned") == 1


@pytest.mark.parametrize("end", [lambda town: sign(town), lambda town: _declined(town)], ids=["signed", "declined"])
def test_an_electronic_hand_over_goes_on_when_the_correction_ends(signed: Town, end: Callable[[Town], object]) -> None:
    public_id = signed.at["to_sign"].public_id
    correct(signed)
    return_electronically(dossier=public_id)
    assert signed.now("to_sign").status == 9
    asked = OutboxItem.objects.filter(task=RETURN_RESULT, payload__dossier=public_id)
    before = asked.count()
    end(signed)
    assert asked.count() == before + 1
    return_electronically(dossier=public_id)
    assert signed.now("to_sign").status == 10
    assert len(usable()) == 1


def _declined(town: Town) -> None:
    api.decline_correction(dossier=town.now("to_sign"), reason="Không sai", by=town.viewer(SIGNER))


def test_on_a_preprinted_form_the_old_one_is_cancelled_and_the_new_one_given(
    signed: Town, enter: Enter, client: Client
) -> None:
    handed_over(signed, Delivery.COUNTER, serials={"certificate": "AB 1"})
    clerk, code = enter(CLERK), signed.at["to_sign"].code
    assert not api.offers(signed.now("to_sign"), signed.viewer(CLERK))["return_result"]
    correct(signed)
    new = sign(signed)
    assert (new.state, usable()) == ("issued", [new.number])  # electronically at once, on paper when they come
    old_page = shown(client, f"/kiem-tra/{paper(signed).check_code}/")
    assert "AB1 (02/12/2026)" in old_page
    assert "mang bản cũ đến đổi" in shown(at_home(), reverse("portal:dossier", args=[signed.at["to_sign"].public_id]))
    listed = shown(clerk, reverse("desk:work") + "?loc=cho-tra")
    assert code in listed
    assert "chờ trao bản đính chính" in listed
    assert "Trao bản giấy đính chính" in shown(clerk, address(signed))
    assert shown(clerk, address(signed, "tra-ket-qua")).count(f'name="{BOX}"') == 1
    since = signed.now("to_sign").returned_at
    clerk.post(address(signed, "tra-ket-qua"), {"how": "0", "to": "Lò Thị Mai", BOX: "AB 2"})
    new.refresh_from_db()
    assert (new.state, new.delivered_to) == ("returned", "Lò Thị Mai")
    blanks = [(each.serial, each.spoiled_at is None) for each in api.PaperBlank.objects.order_by("pk")]
    assert blanks == [("AB1", False), ("AB2", True)]
    last = api.PaperBlank.objects.get(serial="AB2")
    assert last.replaces is not None
    assert (last.replaces.serial, last.result) == ("AB1", new)
    assert "AB2" in shown(client, f"/kiem-tra/{paper(signed, 1).check_code}/")
    assert signed.now("to_sign").returned_at == since
    assert events(signed)[-2:] == ["correction_returned", "blank_given"]
    assert events(signed).count("result_returned") == 1
    assert code not in shown(clerk, reverse("desk:work") + "?loc=cho-tra")
    with pytest.raises(Forbidden):
        handed_over(signed, Delivery.COUNTER)


def test_the_form_that_stands_for_a_lost_one_is_of_the_corrected_result(signed: Town) -> None:
    handed_over(signed, Delivery.COUNTER, serials={"certificate": "AB 1"})
    correct(signed)
    new = sign(signed)
    blank = api.replace_blank(
        dossier=signed.now("to_sign"), old="AB1", serial="AB2", reason="", by=signed.viewer(CLERK)
    )
    assert blank.result == new


def test_the_draft_says_in_whose_place_it_stands(returned: Town) -> None:
    correct(returned)
    pdf = draft_preview(returned.now("to_sign"), "certificate", returned.viewer(SIGNER))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    assert f"thay thế văn bản số {paper(returned).number_text} ngày 02/12/2026" in text
    assert "Đã ly hôn" in text


def test_of_many_dossiers_only_those_being_corrected_come_back(returned: Town) -> None:
    for who in (SIGNER, OFFICER, CLERK):
        seat = seat_of(returned.viewer(who))
        assert not open_dossiers(seat).filter(pk=returned.at["to_sign"].pk).exists()
    correct(returned)
    seat = seat_of(returned.viewer(SIGNER))
    here = conditions(seat, returned.here)
    assert open_dossiers(seat).filter(here[Filter.SIGN], pk=returned.at["to_sign"].pk).exists()
    assert open_dossiers(seat).filter(here[Filter.MINE], pk=returned.at["to_sign"].pk).exists()
    other = seat_of(returned.viewer("phochutich.thanhlam"))
    assert not open_dossiers(other).filter(pk=returned.at["to_sign"].pk).exists()

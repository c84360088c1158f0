"""A result issued wrongly is revoked by who signs for the agency, and everybody who meets it afterwards is told so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.actor import system
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Person, Subject, User
from motcua.dossiers import api
from motcua.dossiers.fees import bill_reference
from motcua.dossiers.tasks.return_electronically import return_electronically
from motcua.notices.models import Notice
from motcua.papers.api import IssuedPaper, check, papers_for, replace
from motcua.payments.api import Bill, keep_fee, open_bill, refunds_to_do, take_cash
from motcua.rules.codes import Delivery
from motcua.vault.api import Paper, papers_of
from tests.desk.conftest import Enter
from tests.desk.town import Town, citizen, issued
from tests.support.town_fixture import signed_in

pytestmark = pytest.mark.django_db
SIGNER, CLERK, OWNER = "phochutich.anhoa", "tiepnhan.anhoa", "066082004455"
ACCOUNTANT = "ketoan.anhoa"
DECISION, REASON = "Quyết định 45/QĐ-UBND ngày 02/12/2026", "Ghi sai tình trạng hôn nhân"
WHY = f"{DECISION}. {REASON}"


@pytest.fixture
def signed(town: Town) -> Town:
    api.sign_result(dossier=town.now("to_sign"), by=town.viewer(SIGNER))
    issued(town.now("to_sign"))
    return town


def handed_over(town: Town) -> Town:
    api.return_result(dossier=town.now("to_sign"), how=Delivery.ELECTRONIC, by=town.viewer(CLERK))
    return town


def page(town: Town, slug: str = "") -> str:
    return reverse("desk:dossier", args=[town.at["to_sign"].public_id]) + slug


def revoke(town: Town, who: str = SIGNER, decision: str = DECISION, reason: str = REASON, key: str = "") -> api.Result:
    viewer = town.viewer(who)
    return api.revoke_result(dossier=town.now("to_sign"), decision=decision, reason=reason, key=key, by=viewer)


def paper(town: Town) -> IssuedPaper:
    found = api.Result.objects.get(dossier=town.at["to_sign"]).issued_paper
    assert found is not None
    return found


def told(town: Town) -> list[JournalEntry]:
    return [each for each in api.journal_of(town.at["to_sign"]) if each.event == "dossiers.result_revoked"]


def at_home_of(number: str) -> Client:
    person = Person.objects.get(personal_id=number)
    return signed_in(User.objects.get_or_create(username=number, defaults={"person": person})[0], "oidc")


def shown(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_pressed_twice_it_is_revoked_once_and_said_on_every_page(signed: Town, enter: Enter, client: Client) -> None:
    handed_over(signed)
    owner = citizen(OWNER)
    offered = Subject("person", OWNER)
    day = date(2026, 12, 2)
    assert [each.number for each in papers_of(offered, owner, on=day)] == [paper(signed).number_text]
    browser, at_home = enter(SIGNER), at_home_of(OWNER)
    assert "dùng được đến" in shown(at_home, reverse("portal:my_papers"))
    assert "không lấy lại được" in shown(browser, page(signed, "thu-hoi"))
    for _press in range(2):
        desk = browser.post(page(signed, "thu-hoi"), {"decision": DECISION, "reason": REASON}, follow=True)
    assert WHY in desk.content.decode()
    assert "thu-hoi" not in desk.content.decode()
    (entry,) = told(signed)
    assert (entry.actor, entry.data["from_status"], entry.data["to_status"]) == (
        str(signed.viewer(SIGNER).actor),
        10,
        10,
    )
    assert entry.data["paper"] == paper(signed).public_id
    assert REASON not in entry.body
    assert api.replayed_status(signed.now("to_sign")) == signed.now("to_sign").status == 10
    (kept,) = Paper.objects.filter(origin=signed.at["to_sign"].code)
    assert (kept.state, kept.state_reason) == (Paper.State.REVOKED, WHY)
    assert papers_of(offered, owner, on=day) == []
    assert "Đã thu hồi lúc 08:00" in desk.content.decode()
    mine = shown(at_home, reverse("portal:dossier", args=[signed.at["to_sign"].public_id]))
    assert f"Đã thu hồi lúc 08:00 thứ Tư, 02/12/2026. {WHY}" in mine
    assert "khiếu nại" in mine
    papers = shown(at_home, reverse("portal:my_papers"))
    assert WHY in papers
    assert "dùng được đến" not in papers
    assert '<span class="tag bad">đã thu hồi</span>' in papers
    public = shown(client, f"/kiem-tra/{paper(signed).check_code}/")
    assert "đã bị thu hồi ngày 02/12/2026" in public
    assert WHY in public
    assert letters("revoked") == 1
    assert "đã bị thu hồi" in shown(at_home, reverse("portal:inbox"))


def test_revoked_before_it_was_handed_over_it_arrives_revoked(signed: Town) -> None:
    revoke(signed)
    assert signed.now("to_sign").status == 9
    handed_over(signed)
    (kept,) = Paper.objects.filter(origin=signed.at["to_sign"].code)
    assert (kept.state, kept.state_reason) == (Paper.State.REVOKED, WHY)
    assert papers_of(Subject("person", OWNER), citizen(OWNER), on=date(2026, 12, 2)) == []


def to_fetch(town: Town) -> None:
    api.Dossier.objects.filter(pk=town.at["to_sign"].pk).update(delivery=Delivery.COUNTER)


def letters(kind: str) -> int:
    return Notice.objects.filter(to=str(citizen(OWNER).actor), kind=kind).count()


def test_revoked_before_it_was_handed_over_nobody_is_called_to_fetch_it(
    signed: Town, enter: Enter, client: Client
) -> None:
    to_fetch(signed)
    at_home, tracked = at_home_of(OWNER), reverse("portal:track") + f"?ma={signed.at['to_sign'].code}"
    mine, one = reverse("portal:my_dossiers"), reverse("portal:dossier", args=[signed.at["to_sign"].public_id])
    assert "Mời đến nhận bản giấy" in shown(at_home, one)
    assert "Đã có kết quả" in shown(at_home, mine)
    assert "Đã có kết quả" in shown(client, tracked)
    revoke(signed)
    told = shown(at_home, one)
    assert "Mời đến nhận" not in told
    assert "Kết quả đã thu hồi trước khi trao, ông/bà chưa phải đến nhận." in told
    for where, browser in ((mine, at_home), (reverse("portal:home"), at_home), (tracked, client)):
        page = shown(browser, where)
        assert "Đã có kết quả" not in page, where
        assert "Kết quả đã thu hồi" in page, where
    assert "ông/bà chưa phải đến nhận" in shown(client, tracked)
    assert "hẹn ngày" not in shown(client, tracked)
    assert api.track(signed.at["to_sign"].code).station.startswith("Kết quả đã thu hồi")


def test_the_desk_sees_that_it_needs_another_and_does_not_hand_it_out(signed: Town, enter: Enter) -> None:
    to_fetch(signed)
    code, clerk = signed.at["to_sign"].code, enter(CLERK)
    to_hand_out, everything = reverse("desk:work") + "?loc=cho-tra", reverse("desk:work") + "?loc=tat-ca"
    assert code in shown(clerk, to_hand_out)
    assert "btn quiet" not in shown(clerk, page(signed)).split("tra-ket-qua")[0].rpartition("<a class")[2]
    revoke(signed)
    assert code not in shown(clerk, to_hand_out)
    listed = shown(clerk, everything)
    assert code in listed
    assert "Kết quả đã thu hồi, cần kết quả mới" in listed
    assert "chờ kết quả mới" in listed
    opened = shown(clerk, page(signed))
    assert '<span class="tag bad">Kết quả đã thu hồi, cần kết quả mới</span>' in opened
    assert "chờ trả kết quả" not in opened
    assert "Trả bản đã thu hồi" in opened
    assert "btn quiet" in opened.split("tra-ket-qua")[0].rpartition("<a class")[2]
    assert not api.offers(signed.now("to_sign"), signed.viewer(CLERK))["ask_return_fee"]


def test_revoked_before_it_goes_out_by_itself_it_stays_and_no_letter_says_it_is_ready(signed: Town) -> None:
    revoke(signed)
    return_electronically(dossier=signed.at["to_sign"].public_id)
    assert signed.now("to_sign").status == 9
    handed_over(signed)
    assert signed.now("to_sign").status == 10
    assert (letters("returned"), letters("revoked")) == (0, 1)


def test_what_is_left_is_still_handed_out(signed: Town, enter: Enter) -> None:
    api.sign_result(dossier=signed.now("to_sign_too"), by=signed.viewer(SIGNER))
    issued(signed.now("to_sign_too"))
    api.Result.objects.filter(dossier=signed.at["to_sign_too"]).update(dossier=signed.at["to_sign"], key="second")
    to_fetch(signed)
    revoke(signed, key="certificate")
    assert not api.is_taken_back(signed.now("to_sign"))
    mine = shown(at_home_of(OWNER), reverse("portal:dossier", args=[signed.at["to_sign"].public_id]))
    assert "Mời đến nhận bản giấy" in mine
    assert signed.at["to_sign"].code in shown(enter(CLERK), reverse("desk:work") + "?loc=cho-tra")
    handed_over(signed)
    assert letters("returned") == 1


def paid_in_cash(town: Town, amount: int) -> Bill:
    dossier = town.now("to_sign")
    lines = [{"code": "f", "name": "Lệ phí", "kind": "le_phi", "list": amount, "payable": amount, "units": 1}]
    reference = bill_reference(dossier.public_id, "submission")
    payer = Subject("person", OWNER)
    bill = open_bill(
        reference=reference, agency=dossier.agency, payer=payer, payer_name="A", lines=lines, purpose="Lệ phí",
        by=system("test"),
    )  # fmt: skip
    take_cash(bill=bill, amount=amount, by=town.viewer(ACCOUNTANT), key="k")
    return bill


@pytest.mark.parametrize("before", [lambda town: town, handed_over], ids=["ready", "handed over"])
def test_what_was_paid_for_it_is_put_before_the_accountant_once(
    signed: Town, enter: Enter, before: Callable[[Town], Town]
) -> None:
    bill = paid_in_cash(before(signed), 15_000)
    revoke(signed)
    (refund,) = refunds_to_do(signed.viewer(ACCOUNTANT))
    assert (refund.amount, refund.cause, refund.state) == (15_000, "revoked", "asked")
    assert refund.movement.bill == bill
    money = shown(enter(ACCOUNTANT), reverse("desk:money"))
    assert "kết quả đã bị thu hồi" in money
    assert "15.000" in money
    assert letters("refund_asked") == 1
    mine = shown(at_home_of(OWNER), reverse("portal:dossier", args=[signed.at["to_sign"].public_id]))
    assert "(kết quả đã bị thu hồi): chờ kế toán quyết định" in mine
    keep_fee(refund=refund, basis="Thông tư 12/2026/TT-BTC, Điều 5", by=signed.viewer(ACCOUNTANT))
    assert not refunds_to_do(signed.viewer(ACCOUNTANT)).exists()


def test_where_another_result_is_left_nothing_is_asked_back(signed: Town) -> None:
    api.sign_result(dossier=signed.now("to_sign_too"), by=signed.viewer(SIGNER))
    issued(signed.now("to_sign_too"))
    api.Result.objects.filter(dossier=signed.at["to_sign_too"]).update(dossier=signed.at["to_sign"], key="second")
    paid_in_cash(signed, 15_000)
    revoke(signed, key="second")
    assert not refunds_to_do(signed.viewer(ACCOUNTANT)).exists()
    revoke(signed, key="certificate")
    assert [each.cause for each in refunds_to_do(signed.viewer(ACCOUNTANT))] == ["revoked"]


def test_whoever_settles_a_dossier_it_was_handed_in_with_sees_that_it_was_revoked(signed: Town, enter: Enter) -> None:
    issued_file = api.Result.objects.get(dossier=signed.at["to_sign"]).file
    assert issued_file is not None
    other = signed.now("taken")
    given = {"file": issued_file, "sha256": issued_file.sha256, "size": issued_file.size, "name": "giay.pdf"}
    api.Part.objects.create(dossier=other, component="old_certificate", position=90, source="vault", **given)
    address = reverse("desk:dossier", args=[other.public_id])
    assert "giấy đã bị thu hồi" not in shown(enter("hotich.anhoa"), address)
    revoke(signed)
    after = shown(enter("hotich.anhoa"), address)
    assert f'<span class="tag bad">giấy đã bị thu hồi</span> {WHY}' in after


def test_only_who_signs_for_the_agency_that_decided(signed: Town) -> None:
    handed_over(signed)
    everybody = ("hotich.anhoa", CLERK, "vanthu.anhoa", "ketoan.anhoa", "phochutich.thanhlam", "tiepnhan.thanhlam")
    for who in everybody:
        viewer = signed.viewer(who)
        with pytest.raises(Forbidden):
            revoke(signed, who)
        assert not api.offers(signed.now("to_sign"), viewer)["revoke_result"], who
    for number in (OWNER, "066070006789"):
        with pytest.raises(Forbidden):
            api.revoke_result(dossier=signed.now("to_sign"), decision=DECISION, reason=REASON, by=citizen(number))
    assert paper(signed).state == IssuedPaper.State.VALID
    assert told(signed) == []
    assert api.offers(signed.now("to_sign"), signed.viewer(SIGNER))["revoke_result"]


def test_the_page_is_closed_to_a_colleague_and_to_another_agency(signed: Town, enter: Enter) -> None:
    handed_over(signed)
    typed = {"decision": DECISION, "reason": REASON}
    assert "thu-hoi" not in shown(enter(CLERK), page(signed))
    for who in (CLERK, "phochutich.thanhlam"):
        enter(who).post(page(signed, "thu-hoi"), typed)
        assert paper(signed).state == IssuedPaper.State.VALID, who


def test_nobody_revokes_what_is_about_themselves(signed: Town) -> None:
    handed_over(signed)
    staff = signed.staff(SIGNER)
    staff.personal_id = OWNER
    staff.save(update_fields=["personal_id"])
    with pytest.raises(Forbidden, match="của chính ông/bà"):
        revoke(signed)


def test_not_before_there_is_a_result(town: Town) -> None:
    with pytest.raises(Forbidden, match="chưa có kết quả"):
        revoke(town)
    assert not api.offers(town.now("to_sign"), town.viewer(SIGNER))["revoke_result"]


@pytest.mark.parametrize(
    ("decision", "reason", "boxes"),
    [(" ", REASON, ["decision"]), (DECISION, " ", ["reason"]), ("", "", ["decision", "reason"]),
     (DECISION, "x" * 300, ["reason"])],
)  # fmt: skip
def test_without_decision_or_reason_nothing_happens(signed: Town, decision: str, reason: str, boxes: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        revoke(signed, decision=decision, reason=reason)
    assert list(refused.value.fields) == boxes
    assert check(paper(signed).check_code).state == "valid"


def test_an_unknown_result_and_one_with_another_in_its_place_are_refused(signed: Town) -> None:
    with pytest.raises(Refusal) as refused:
        revoke(signed, key="nonsense")
    assert list(refused.value.fields) == ["key"]
    api.sign_result(dossier=signed.now("to_sign_too"), by=signed.viewer(SIGNER))
    issued(signed.now("to_sign_too"))
    other = papers_for(signed.at["to_sign_too"].stream)[0]
    replace(paper=paper(signed), replacement=other, reason="Cấp lại", by=system("test"))
    with pytest.raises(api.NotNow, match="không còn hiệu lực"):
        revoke(signed)
    assert not api.offers(signed.now("to_sign"), signed.viewer(SIGNER))["revoke_result"]

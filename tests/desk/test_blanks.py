"""Preprinted forms: the serial a result was given on is kept, serves once, and leads back to the signed copy."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from motcua.base.actor import system
from motcua.base.errors import Forbidden, Refusal
from motcua.base.journal.verify import verify
from motcua.dossiers import api
from motcua.dossiers.actions import print_register as register
from motcua.dossiers.selectors.search import found_by
from motcua.dossiers.selectors.seat import seat_of
from motcua.rules.codes import Delivery
from tests.desk.conftest import Enter
from tests.desk.town import Town, issued

pytestmark = pytest.mark.django_db
CLERK = "tiepnhan.anhoa"
BOX = "serial-certificate"


@pytest.fixture
def signed(town: Town) -> Town:
    for stage in ("to_sign", "to_sign_too"):
        api.sign_result(dossier=town.now(stage), by=town.viewer("phochutich.anhoa"))
        issued(town.now(stage))
    return town


def address(town: Town, slug: str = "", stage: str = "to_sign") -> str:
    return reverse("desk:dossier", args=[town.at[stage].public_id]) + slug


def give(town: Town, stage: str, serial: str) -> api.Dossier:
    return api.return_result(
        dossier=town.now(stage), how=Delivery.COUNTER, to="Người nhận", serials={"certificate": serial},
        by=town.viewer(CLERK),
    )  # fmt: skip


def spoil(town: Town, stage: str, serial: str, reason: str = "In lệch") -> api.PaperBlank:
    return api.spoil_blank(dossier=town.now(stage), serial=serial, reason=reason, by=town.viewer(CLERK))


def kept() -> list[tuple[str, bool, bool]]:
    blanks = api.PaperBlank.objects.order_by("id")
    return [(each.serial, each.given_at is not None, each.spoiled_at is not None) for each in blanks]


def told(town: Town, stage: str = "to_sign") -> list[tuple[str, str]]:
    found = api.journal_of(town.at[stage])
    return [(each.event[9:], each.data["serial"]) for each in found if each.event.startswith("dossiers.blank_")]


def press_return(browser: Client, town: Town, **typed: str) -> str:
    answer = browser.post(address(town, "tra-ket-qua"), {"how": "0", "to": "Lò Thị Mai"} | typed, follow=True)
    return str(answer.content.decode())


def test_the_serial_is_kept_with_the_hand_over_and_a_second_press_changes_nothing(signed: Town, enter: Enter) -> None:
    browser = enter(CLERK)
    assert "Số sê-ri của phôi, nếu có" in browser.get(address(signed, "tra-ket-qua")).content.decode()
    for _press in range(2):
        shown = press_return(browser, signed, **{BOX: "ab 123 456"})
    assert kept() == [("AB123456", True, False)]
    blank = api.PaperBlank.objects.get()
    assert (blank.given_by, blank.kind) == (signed.staff(CLERK), blank.result.kind)
    assert "Phôi số AB123456: " in shown
    assert signed.staff(CLERK).full_name in shown
    assert told(signed) == [("blank_given", "AB123456")]
    assert api.replayed_status(signed.now("to_sign")) == 10
    assert verify().ok


def test_most_results_have_no_such_form(signed: Town, enter: Enter) -> None:
    shown = press_return(enter(CLERK), signed)
    assert "Đã trả kết quả" in shown
    assert (kept(), told(signed)) == ([], [])
    assert "phoi-hong" not in shown


def test_a_serial_serves_once_and_nothing_is_handed_over_with_a_used_one(signed: Town, enter: Enter) -> None:
    give(signed, "to_sign_too", "AB123456")
    shown = press_return(enter(CLERK), signed, **{BOX: "AB 123456"})
    assert "Số sê-ri AB123456 đã được ghi cho một phôi cùng loại" in shown
    assert 'value="AB 123456"' in shown
    assert 'value="Lò Thị Mai"' in shown
    assert signed.now("to_sign").status == 9
    assert told(signed) == []
    assert kept() == [("AB123456", True, False)]


def test_the_database_itself_refuses_a_twin_but_not_one_of_another_kind(signed: Town) -> None:
    give(signed, "to_sign_too", "AB1")
    first = api.PaperBlank.objects.get()
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)
    first.kind = "another-kind"
    first.save(force_insert=True)


def test_nobody_is_told_of_a_twin_where_it_is_not_said_who_gave_it(signed: Town) -> None:
    with pytest.raises(IntegrityError, match="paper_blank_given_or_spoiled"), transaction.atomic():
        api.return_result(
            dossier=signed.now("to_sign"), how=Delivery.COUNTER, to="x", serials={"certificate": "AB1"},
            by=system("test"),
        )  # fmt: skip
    assert kept() == []


@pytest.mark.parametrize("said", ["không có", "AB", "A" * 31 + "1", "AB 1; 2", "<b>1"])
def test_what_is_no_serial_is_refused_by_its_box(signed: Town, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        give(signed, "to_sign", said)
    assert list(refused.value.fields) == [BOX]
    assert kept() == []


def test_an_electronic_result_has_no_form(signed: Town) -> None:
    with pytest.raises(Refusal, match="Bản điện tử không in trên phôi"):
        api.return_result(
            dossier=signed.now("to_sign"), how=Delivery.ELECTRONIC, serials={"certificate": "AB1"},
            by=signed.viewer(CLERK),
        )  # fmt: skip
    assert signed.now("to_sign").status == 9


def test_a_spoiled_form_is_kept_with_its_reason_and_never_serves(signed: Town, enter: Enter) -> None:
    browser, typed = enter(CLERK), {"serial": "ab 7", "reason": "In lệch dòng"}
    for _press in range(2):
        shown = browser.post(address(signed, "phoi-hong"), typed, follow=True).content.decode()
    assert "Hỏng, hủy: In lệch dòng" in shown
    assert (kept(), told(signed)) == ([("AB7", False, True)], [("blank_spoiled", "AB7")])
    for stage in ("to_sign", "to_sign_too"):
        with pytest.raises(Refusal, match="hỏng hoặc hủy nên không dùng nữa"):
            give(signed, stage, "AB7")
    give(signed, "to_sign", "AB8")
    assert kept() == [("AB7", False, True), ("AB8", True, False)]


def test_a_spoiled_form_needs_serial_and_reason(signed: Town) -> None:
    with pytest.raises(Refusal) as refused:
        spoil(signed, "to_sign", "AB7", " ")
    assert list(refused.value.fields) == ["reason"]
    with pytest.raises(Refusal) as refused:
        spoil(signed, "to_sign", "")
    assert list(refused.value.fields) == ["serial"]


def test_a_form_that_was_given_is_cancelled_and_only_that_one(signed: Town) -> None:
    give(signed, "to_sign", "AB1")
    assert api.offers(signed.now("to_sign"), signed.viewer(CLERK))["spoil_blank"]
    with pytest.raises(Refusal, match="không phải phôi đã trao"):
        spoil(signed, "to_sign", "AB2")
    spoil(signed, "to_sign", "AB1", "Thu hồi vì sai họ tên")
    assert kept() == [("AB1", True, True)]
    assert told(signed) == [("blank_given", "AB1"), ("blank_spoiled", "AB1")]
    assert not api.offers(signed.now("to_sign"), signed.viewer(CLERK))["spoil_blank"]
    with pytest.raises(Refusal, match="hỏng hoặc hủy"):
        give(signed, "to_sign_too", "AB1")


def test_another_dossier_cannot_spoil_a_form_that_was_given(signed: Town) -> None:
    give(signed, "to_sign", "AB1")
    with pytest.raises(Refusal, match="đã được ghi cho một phôi cùng loại"):
        spoil(signed, "to_sign_too", "AB1")
    assert kept() == [("AB1", True, False)]


@pytest.mark.parametrize("who", ["hotich.anhoa", "ketoan.anhoa", "tiepnhan.thanhlam"])
def test_only_a_clerk_of_the_desk_records_it(signed: Town, who: str) -> None:
    with pytest.raises(Forbidden):
        api.spoil_blank(dossier=signed.now("to_sign"), serial="AB1", reason="x", by=signed.viewer(who))


def test_before_the_signature_there_is_nothing_to_spoil(town: Town) -> None:
    with pytest.raises(Forbidden):
        spoil(town, "taken", "AB1")


def test_the_serial_finds_the_dossier_with_its_signed_copy(signed: Town, enter: Enter) -> None:
    give(signed, "to_sign", "AB 123456")
    for said in ("AB123456", "ab 123 456"):
        found = found_by(said, seat_of(signed.viewer(CLERK)))
        assert [each.pk for each in found] == [signed.at["to_sign"].pk]
    assert not found_by("AB123456", seat_of(signed.viewer("tiepnhan.thanhlam"))).exists()
    assert "Giấy tờ đã lập" in enter(CLERK).get(address(signed)).content.decode()


def notes_in_the_book(town: Town, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the printed register of the month of `to_sign` notes, by the code of the dossier."""
    printed: dict[str, str] = {}

    def render(_template: str, data: dict[str, list[dict[str, str]]]) -> bytes:
        printed.update({row["code"]: row["note"] for row in data["rows"]})
        return b"%PDF"

    monkeypatch.setattr(register, "render", render)
    accepted = town.now("to_sign").accepted_at
    assert accepted is not None
    api.print_register(agency=town.here, month=accepted.date(), by=town.viewer("vanthu.anhoa"))
    return printed


def test_the_book_says_which_form_was_given_and_which_was_spoiled(
    signed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(signed, "to_sign", "AB7", "Rách")
    give(signed, "to_sign", "AB8")
    printed = notes_in_the_book(signed, monkeypatch)
    assert printed.pop(signed.at["to_sign"].code) == "phôi AB7 hỏng, hủy: Rách; phôi AB8"
    assert set(printed.values()) == {""}


def replaced(town: Town, old: str, serial: str, reason: str = "Người dân làm mất") -> api.PaperBlank:
    return api.replace_blank(
        dossier=town.now("to_sign"), old=old, serial=serial, reason=reason, by=town.viewer(CLERK)
    )  # fmt: skip


def code_of(town: Town) -> str:
    paper = api.Result.objects.get(dossier=town.at["to_sign"]).issued_paper
    assert paper is not None
    return paper.check_code


def test_a_form_lost_after_it_was_given_is_cancelled_and_another_stands_for_it(signed: Town, enter: Enter) -> None:
    browser = enter(CLERK)
    give(signed, "to_sign", "AB1")
    assert 'value="AB1"' in browser.get(address(signed, "thay-phoi")).content.decode()
    typed = {"old": "AB1", "serial": "ab 2", "reason": "Người dân làm mất"}
    for _press in range(2):
        shown = browser.post(address(signed, "thay-phoi"), typed, follow=True).content.decode()
    assert "Hỏng, hủy: Người dân làm mất" in shown
    assert "Thay phôi số AB1." in shown
    assert kept() == [("AB1", True, True), ("AB2", True, False)]
    assert told(signed) == [("blank_given", "AB1"), ("blank_spoiled", "AB1"), ("blank_given", "AB2")]
    given = api.journal_of(signed.at["to_sign"])[-1]
    assert (given.data["replaces"], given.actor) == ("AB1", str(signed.viewer(CLERK).actor))
    assert "AB2 thay AB1" in shown
    assert [each.pk for each in found_by("AB2", seat_of(signed.viewer(CLERK)))] == [signed.at["to_sign"].pk]
    assert api.replayed_status(signed.now("to_sign")) == 10


def test_the_public_check_says_which_serial_counts(signed: Town, client: Client) -> None:
    give(signed, "to_sign", "AB1")
    address_of_check = f"/kiem-tra/{code_of(signed)}/"

    def facts() -> dict[str, str]:
        return dict(client.get(address_of_check).context["verdict"].facts)

    assert facts()["Số sê-ri phôi"] == "AB1"
    assert "Phôi đã hủy, không còn giá trị" not in facts()
    spoil(signed, "to_sign", "AB1", "Thu hồi vì rách")
    assert "không còn phôi nào có giá trị" in facts()["Số sê-ri phôi"]
    replaced(signed, "AB1", "AB2", "")
    assert facts()["Số sê-ri phôi"] == "AB2"
    assert facts()["Phôi đã hủy, không còn giá trị"] == "AB1 (02/12/2026)"
    assert "Thu hồi" not in client.get(address_of_check).content.decode()
    assert api.PaperBlank.objects.get(serial="AB1").reason == "Thu hồi vì rách"


def test_a_result_without_a_form_says_nothing_of_serials(signed: Town, client: Client) -> None:
    give(signed, "to_sign", "")
    assert "sê-ri" not in client.get(f"/kiem-tra/{code_of(signed)}/").content.decode()


def test_a_replacement_can_be_lost_in_turn(signed: Town) -> None:
    give(signed, "to_sign", "AB1")
    replaced(signed, "AB1", "AB2")
    replaced(signed, "AB2", "AB3", "Cháy nhà")
    assert [each.serial for each in api.blanks_to_replace(signed.at["to_sign"])] == ["AB3"]
    with pytest.raises(api.NotNow, match="đã được thay bằng phôi khác"):
        replaced(signed, "AB1", "AB4")
    assert kept() == [("AB1", True, True), ("AB2", True, True), ("AB3", True, False)]


def test_a_replacement_needs_the_form_that_was_given_a_reason_and_a_serial_never_used(signed: Town) -> None:
    spoil(signed, "to_sign", "AB7")
    give(signed, "to_sign", "AB1")
    give(signed, "to_sign_too", "AB9")
    for old, serial, reason, box in (
        ("AB7", "AB2", "x", "old"), ("AB9", "AB2", "x", "old"), ("AB1", "AB2", " ", "reason"),
        ("AB1", "AB9", "x", "serial"), ("AB1", "AB7", "x", "serial"), ("AB1", "AB1", "x", "serial"),
        ("AB1", "", "x", "serial"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused, transaction.atomic():
            replaced(signed, old, serial, reason)
        assert list(refused.value.fields) == [box], (old, serial)
    assert kept() == [("AB7", False, True), ("AB1", True, False), ("AB9", True, False)]


def test_only_a_clerk_of_the_desk_replaces_and_only_after_the_hand_over(signed: Town) -> None:
    with pytest.raises(Forbidden):
        replaced(signed, "AB1", "AB2")
    give(signed, "to_sign", "AB1")
    for who in ("hotich.anhoa", "ketoan.anhoa", "tiepnhan.thanhlam", "chutich.anhoa"):
        with pytest.raises(Forbidden):
            api.replace_blank(
                dossier=signed.now("to_sign"), old="AB1", serial="AB2", reason="x", by=signed.viewer(who)
            )  # fmt: skip
        assert not api.offers(signed.now("to_sign"), signed.viewer(who))["replace_blank"], who
    assert api.offers(signed.now("to_sign"), signed.viewer(CLERK))["replace_blank"]


def test_the_book_says_which_form_stands_for_which(signed: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    give(signed, "to_sign", "AB1")
    replaced(signed, "AB1", "AB2")
    printed = notes_in_the_book(signed, monkeypatch)
    assert printed[signed.at["to_sign"].code] == "phôi AB1 hỏng, hủy: Người dân làm mất; phôi AB2 thay phôi AB1"

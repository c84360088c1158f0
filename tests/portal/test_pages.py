"""What pages say is so: fees, the way of a dossier, the letter, the question before."""

from __future__ import annotations

import html
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.base.actor import system
from motcua.catalogue.api import load_packs, pack_of
from motcua.catalogue.models import LocalFee, Procedure
from motcua.catalogue.pack import Pack
from motcua.catalogue.packs import read_pack
from motcua.catalogue.selectors import forget
from motcua.directory.api import agency
from motcua.dossiers.api import ask_supplement
from motcua.eforms.api import CheckRow, CheckSection, CheckSheet, draft_for, open_draft, save_answers
from motcua.papers.api import issue
from motcua.portal.letter import letter_of
from motcua.portal.views import results
from motcua.portal.way import back_from, go_on
from motcua.portal.words import fee_told
from motcua.signing.verification import SignatureFinding, Verification
from tests.desk.town import MORNING, Town, citizen, hour
from tests.portal.conftest import Enter

CHILDLESS = "066144005678"


@cache
def pack(slug: str) -> Pack:
    return read_pack(Path(settings.ROOT).parent / "procedures" / f"{slug}.yaml")


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("birth_registration", "Không mất tiền"),
        ("death_registration", "Theo mức của tỉnh"),  # the copies are priced, the registration is the province's
        ("civil_status_copy", "8.000 đ mỗi bản"),
        ("temporary_residence", "Từ 5.000 đ"),  # by list; alone it is 7.000 đ
        ("social_pension", "Không mất tiền"),
    ],
)
def test_the_fee_on_the_procedure_page_is_what_is_owed(slug: str, title: str) -> None:
    assert fee_told(pack(slug)).title.replace("\xa0", " ") == title


def set_fee(town: Town, amount: int, channel: str = "any", where: str = "H99") -> None:
    LocalFee.objects.create(
        agency=agency(where), procedure=Procedure.objects.get(slug="birth_registration"), fee="registration",
        channel=channel, amount=amount, decision="12/2026/NQ-HĐND", decided_on=date(2026, 6, 1),
        valid_from=date(2026, 7, 1), entered_by="test", entered_at=MORNING,
    )  # fmt: skip


def fee_shown(enter: Enter) -> str:
    with hour():
        page = enter().get("/thu-tuc/birth_registration/").content.decode().replace("\xa0", " ")
    return re.sub(r"<[^>]+>", " ", page)


@pytest.mark.django_db
def test_the_procedure_page_tells_what_the_province_set_and_where(town: Town, enter: Enter) -> None:
    assert "NQ-HĐND" not in fee_shown(enter)
    set_fee(town, 5_000)
    set_fee(town, 9_000, "counter")
    page = fee_shown(enter)
    assert re.search(r"Bao nhiêu tiền\?\s+5\.000 đ\s", page)
    assert "Đăng ký khai sinh: mức thu theo 12/2026/NQ-HĐND; nộp tại quầy 9.000 đ" in page


@pytest.mark.django_db
def test_what_two_agencies_set_differently_is_not_told_as_one(town: Town, enter: Enter) -> None:
    set_fee(town, 5_000, where="H99.31")
    set_fee(town, 6_000, where="H99.32")
    assert "5.000 đ" not in fee_shown(enter)


def row(field: str, **wishes: object) -> CheckRow:
    told = {"row": 0, "label": field, "shown": field, "source": "", "action": "edit", "page": "p", "note": ""}
    return CheckRow(field=field, problems=(), **(told | wishes))  # type: ignore[arg-type]


def test_a_letter_has_every_row_once_and_hides_nothing_that_was_said() -> None:
    rows = (
        row("typed", typed=True),
        row("known", source="từ CSDL dân cư", type="name", shown="Trần Thị Mai"),
        row("family", source="tính", type="name", shown="Trần"),
        row("differ", source="từ CSDL dân cư", action="choose"),
        row("corrected", source="từ CSDL dân cư", note="Ông/bà cho biết đúng ra là 3"),
        row("empty"),
    )
    letter = letter_of(CheckSheet((CheckSection("s", "Mẹ", 0, rows),), (), ()))
    said = [each.field for section in letter.said for each in section.rows]
    folded = [each.field for section in letter.known for each in section.rows]
    assert said == ["typed", "differ", "corrected"]
    assert folded == ["known", "family", "empty"]
    assert (letter.filled, letter.people) == (2, ["Trần Thị Mai"])


@pytest.mark.django_db
def test_quay_lai_leads_to_the_question_before(town: Town) -> None:
    viewer = citizen(CHILDLESS)
    draft = open_draft(viewer=viewer, procedure="marital_status_certificate", agency=town.here)
    first = go_on(draft).url
    assert "/hoi/" in first
    page = first.rstrip("/").rsplit("/", 1)[-1]
    assert back_from(draft, page) == "/thu-tuc/marital_status_certificate/"

    save_answers(draft=draft, values={"purpose": "loan"}, by=viewer, page="purpose", passed=True)
    draft = draft_for(draft.public_id, viewer)
    assert back_from(draft) == f"/khai/{draft.public_id}/hoi/purpose/"
    assert back_from(draft, "purpose") == "/thu-tuc/marital_status_certificate/"


@pytest.mark.django_db
def test_levels_are_counted_and_told_in_plain_words(town: Town, enter: Enter) -> None:
    slugs = ("marital_status_certificate", "birth_registration", "social_pension", "civil_status_copy")
    levels: list[str] = [pack(slug).online_level for slug in slugs]
    shown = enter().get("/thu-tuc/").content.decode()
    for code, name in (("full", "Toàn trình"), ("partial", "Một phần")):
        assert (f"<li>{name} {levels.count(code)}: " in shown) is bool(levels.count(code))
    page = enter().get("/thu-tuc/birth_registration/").content.decode()
    assert "Toàn trình: nộp, giải quyết và nhận kết quả đều qua mạng" in page
    assert "Vì sao chưa toàn trình" not in page


@pytest.mark.django_db
def test_what_is_not_full_says_why_on_its_page(town: Town, enter: Enter) -> None:
    with hour():
        load_packs(packs=[pack("copy_certification")], by=system("test"))
        forget()
        page = enter().get("/thu-tuc/copy_certification/").content.decode()
    reason = pack("copy_certification").online_reason
    assert reason is not None
    assert f"Vì sao chưa toàn trình: {reason.vi}" in html.unescape(page)


@pytest.mark.django_db
def test_a_code_tells_the_state_and_the_promised_day(town: Town, enter: Enter) -> None:
    dossier = town.now("supplement")
    text = enter().get(f"/tra-cuu/?ma={dossier.code}").content.decode()
    line = re.search(r'<ol class="line">.*?</ol>', text, re.S)
    assert line
    assert re.search(r'<li class="yours"[^>]*><b>Cần bổ sung', line.group())
    assert line.group().count("<li") == 3


@pytest.mark.django_db
def test_a_promised_day_that_moves_says_so(town: Town, enter: Enter) -> None:
    taken = town.now("taken")
    judged = dict.fromkeys([each.id for each in pack_of(taken.procedure_version_id).components], "good")
    assert "lùi theo" not in enter().get(f"/tra-cuu/?ma={taken.code}").content.decode()
    with hour():
        ask_supplement(
            dossier=taken, checklist=judged | {"form": "wrong"}, items=[{"component": "form", "what": "Ghi rõ"}],
            reason="Chưa rõ", by=town.viewer("hotich.anhoa"),
        )  # fmt: skip
    assert "lùi theo thời gian chờ" in enter().get(f"/tra-cuu/?ma={taken.code}").content.decode()


@pytest.mark.django_db
def test_a_slip_without_a_signature_is_no_fake(town: Town, enter: Enter) -> None:
    pdf = b"%PDF-1.7 a slip of the one-stop desk"
    with hour():
        issue(kind="receipt", agency=town.here.code, pdf=pdf, subject="person:066302008035", by=system("test"),
              title="Giấy tiếp nhận", number_text="H99.31-1", check_code="ABCD-EFGH")  # fmt: skip

    def said(content: bytes) -> str:
        upload = SimpleUploadedFile("phieu.pdf", content, "application/pdf")
        return enter().post("/kiem-tra/", {"file": upload}).content.decode()

    assert "đúng bản do cơ quan ở đây lập" in said(pdf)
    assert "Không nên tin" in said(pdf + b" ")


@pytest.mark.django_db
def test_what_kind_of_certificate_signed_is_said_in_words(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = SignatureFinding(
        "Đỗ Thị Phượng", "official", "chứng thư số công vụ của cá nhân", "", None, True, True, [], "ChuKy1"
    )
    monkeypatch.setattr(results, "verify", lambda pdf: Verification(True, [], [], [signed]))
    upload = SimpleUploadedFile("ket-qua.pdf", b"%PDF-1.7 signed", "application/pdf")
    page = enter().post("/kiem-tra/", {"file": upload}).content.decode()
    assert "Chứng thư số công vụ của cá nhân" in page
    assert "official" not in page


@pytest.mark.django_db
def test_bat_dau_leads_a_stranger_straight_to_the_provider(town: Town, enter: Enter) -> None:
    address = "/thu-tuc/birth_registration/"
    assert 'href="/dang-nhap/vneid?next=' in enter().get(address).content.decode()
    assert 'href="/nop/birth_registration/"' in enter(CHILDLESS).get(address).content.decode()

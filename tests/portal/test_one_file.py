"""A new procedure needs one file and no code: found, filed, settled and handed back from its pack alone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from motcua.base.files import read_file
from motcua.base.jobs.registry import task_named
from motcua.base.models import OutboxItem
from motcua.desk.drafting import first_words, read_draft
from motcua.dossiers import api
from motcua.dossiers.tasks import sign as signing
from motcua.payments.api import bill_for, take_cash
from motcua.vault.api import papers_of
from tests.desk.town import HERE, Town, citizen, photo
from tests.portal.conftest import Enter
from tests.portal.own_packs import own_packs

pytestmark = pytest.mark.django_db

SLUG, KEEPER = "bee_hives_confirmation", "066090001234"
WHERE = {"site": "Vườn cà phê Thôn 2", "from_elsewhere": "no"}
DAY = {"placed_on-day": "1", "placed_on-month": "12", "placed_on-year": "2026"}

PRINTED = (
    "GIẤY XÁC NHẬN ĐIỂM ĐẶT TỔ ONG", "01/XN-ONG", "Người nuôi: Nguyễn Văn Hùng", "Số tổ: 3", "Giống: Giống khác",
    "Tên giống: Ong khoái", "Đặt từ ngày: 01/12/2026", "Ghi chú: Ong hiền", "Bà Sáu: 120 m", "Ông Bình: 300 m",
)  # fmt: skip


@pytest.fixture
def loaded(town: Town, tmp_path: Path) -> Iterator[None]:
    with own_packs(tmp_path, SLUG):
        yield


@pytest.fixture
def pens(monkeypatch: pytest.MonkeyPatch) -> None:
    """No signature and no seal; these have their own tests."""
    monkeypatch.setattr(signing, "sign", lambda pdf, **_more: pdf)
    monkeypatch.setattr(signing, "seal", lambda pdf, **_more: pdf)


def answer(phone: Client, page: str, typed: dict[str, Any]) -> str:
    """Press "Tiếp tục" on a question page; where it leads."""
    sent = phone.post(page, typed | {"go": "1"})
    assert sent.status_code == 302, sent.content.decode()
    return str(sent.headers["Location"])


def to_the_letter(phone: Client) -> str:
    """From "Bắt đầu" through every question and the paper; the address of the letter."""
    first = phone.post(f"/nop/{SLUG}/", {"agency": HERE}).headers["Location"]
    assert first.endswith("/hoi/hives/")
    kind = {"hive_count": "3", "bee_kind": "other"}
    assert "Tên giống" in phone.post(first, kind | {"go": "1"}).content.decode()  # the condition opens a box
    second = answer(phone, first, kind | {"bee_kind_name": "Ong khoái"})
    assert second.endswith("/hoi/where/")
    third = answer(phone, second, WHERE | DAY)
    assert third.endswith("/hoi/houses/")
    rows = {"house_name.0": "Bà Sáu", "house_metres.0": "120", "house_name.1": "Ông Bình", "house_metres.1": "300"}
    paper = answer(phone, third, rows)  # where the keeper lives is known, so nobody asks
    assert paper.endswith("/giay-to/site_photo/")
    sent = phone.post(paper, {"files": photo("vuon"), "send": "1"})
    return str(sent.headers["Location"])


def file_it(phone: Client) -> api.Dossier:
    letter = to_the_letter(phone)
    assert letter.endswith("/xem-lai/")
    told = phone.get(letter).content.decode()
    for words in ("Ong khoái", "01/12/2026", "Bà Sáu", "Nguyễn Văn Hùng", "15.000", "Tôi cam đoan khai đúng."):
        assert words in told.replace("\xa0", " "), words
    assert "giấy kiểm dịch" not in told.lower()
    more = letter.replace("/xem-lai/", "/hoi/more/")
    assert f"{more}?back=check" in told  # a page nobody is led to is offered here
    assert answer(phone, more, {"note": "Ong hiền", "back": "check"}) == letter
    filed = phone.post(letter.replace("/xem-lai/", "/nop/"))
    assert filed.headers["Location"].endswith("/da-nop/"), filed.content.decode()
    dossier = api.Dossier.objects.get(procedure_version__procedure_id=SLUG)
    assert dossier.applicant.personal_id == KEEPER
    assert (dossier.subject_kind, dossier.subject_key) == ("person", KEEPER)
    assert (dossier.channel, dossier.filed_as, dossier.help_kind) == (2, "self", "none")
    return dossier


def run(name: str) -> None:
    """Every waiting job called `name`, once."""
    for item in OutboxItem.objects.filter(task=name, state="ready").order_by("id"):
        task_named(name).work(**item.payload)
        OutboxItem.objects.filter(pk=item.pk).update(state="done")


def settle(town: Town, dossier: api.Dossier) -> api.Dossier:
    """Paid, accepted, examined with the draft as it opens, checked, signed, handed over by itself."""
    bill = bill_for(dossier.bill)
    assert bill is not None
    take_cash(bill=bill, amount=15_000, by=town.viewer("ketoan.anhoa"), key="1")
    dossier = api.accept(dossier=api.Dossier.objects.get(pk=dossier.pk), by=town.viewer("tiepnhan.anhoa"))
    officer = town.viewer("kinhte.anhoa")
    api.take(dossier=dossier, by=officer)
    data = read_draft("result-confirmation", first_words(dossier, "confirmation"))
    api.draft_result(dossier=dossier, key="confirmation", data=data, by=officer)
    api.finish_step(dossier=dossier, by=officer)
    api.finish_step(dossier=dossier, by=town.viewer("truongphong.kinhte.anhoa"))
    api.sign_result(dossier=dossier, by=town.viewer("phochutich.anhoa"))
    run("dossiers.sign_result")
    run("dossiers.return_electronically")
    return api.Dossier.objects.get(pk=dossier.pk)


@pytest.mark.usefixtures("loaded")
def test_it_is_found_and_told(enter: Enter) -> None:
    stranger = enter("")
    for words in ("xác nhận điểm đặt tổ ong", "dua ong ve xa lay mat"):
        assert f"/thu-tuc/{SLUG}/" in stranger.get("/tim/", {"q": words}).content.decode(), words
    page = stranger.get(f"/thu-tuc/{SLUG}/").content.decode().replace("\xa0", " ")
    for words in (
        "5.000 đ",
        "3 ngày làm việc",
        "Ảnh chỗ đặt tổ",
        "Đàn ong từ tỉnh khác đến",
        "32/2018/QH14",
        "Bắt đầu",
    ):
        assert words in page, words


@pytest.mark.usefixtures("loaded", "pens")
def test_it_is_filed_settled_and_handed_back(town: Town, enter: Enter) -> None:
    phone = enter(KEEPER)
    dossier = settle(town, file_it(phone))
    assert (dossier.status, dossier.current_step) == (10, None)
    result = dossier.results.get()
    assert (result.state, result.number, result.title) == ("returned", "01/XN-ONG", "Giấy xác nhận điểm đặt tổ ong")
    assert result.file is not None
    text = " ".join(PdfReader(BytesIO(read_file(result.file))).pages[0].extract_text().split())
    for words in PRINTED:
        assert words in text, words
    viewer = citizen(KEEPER)
    assert viewer.subject is not None
    assert [each.kind for each in papers_of(viewer.subject, viewer, kinds=[SLUG])] == [SLUG]
    assert phone.get(f"/ho-so/{dossier.public_id}/ket-qua/{result.pk}/").status_code == 200

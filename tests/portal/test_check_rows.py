"""A row of the check page that several things are wrong with."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
from django.template.loader import render_to_string

from motcua.catalogue.api import pack_of
from motcua.catalogue.pack import Fee
from motcua.dossiers import fees
from motcua.eforms.api import Draft
from motcua.eforms.check_sheet import CheckRow, CheckSection
from motcua.eforms.checks import Problem
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db


def drawn(draft: Draft, *said: tuple[Literal["warning", "error"], str]) -> str:
    problems = tuple(Problem("mother_id", 0, "who", level, "number", words, "Số") for level, words in said)
    row = CheckRow("mother_id", 0, "Số", "066192002345", "", "edit", "who", "", problems)
    return render_to_string(
        "portal/check_rows.html", {"draft": draft, "section": CheckSection("mother", "Mẹ", 0, (row,))}
    )


def test_each_warning_is_a_sentence_of_its_own(draft: Draft) -> None:
    shown = drawn(draft, ("warning", "Số này lạ."), ("warning", "Năm sinh không khớp."))
    assert '<p class="warn">Số này lạ.</p><p class="warn">Năm sinh không khớp.</p>' in shown
    assert '<div class="row warn"' in shown


def test_only_what_stands_against_filing_is_red(draft: Draft) -> None:
    shown = drawn(draft, ("warning", "Số này lạ."), ("error", "Số có đúng 12 chữ số."))
    assert '<div class="row bad"' in shown
    assert '<p class="warn">Số này lạ.</p><p class="err">Số có đúng 12 chữ số.</p>' in shown
    assert '<div class="row"' in drawn(draft)


FEE: dict[str, Any] = {"kind": "le_phi", "legal": "1/2026/QH16"}
LATER = FEE | {"code": "permit", "name": "Cấp giấy phép", "amount": 75_000, "due": "return"}
NOW = FEE | {"code": "form", "name": "Mẫu đơn", "amount": 5_000}
UNKNOWN = FEE | {"code": "permit", "name": "Cấp giấy phép", "set_by": "province_council", "due": "return"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "Không mất tiền"),
        ([LATER], "75.000 đ, trả khi nhận kết quả"),
        ([UNKNOWN], "Theo mức của tỉnh, cán bộ báo sau"),
        ([NOW, LATER], "5.000 đ; 75.000 đ, trả khi nhận kết quả Mẫu đơn: 5.000 đ Cấp giấy phép: 75.000 đ"),
    ],
)
def test_what_is_paid_with_the_result_is_told_before_filing(
    draft: Draft, enter: Enter, monkeypatch: pytest.MonkeyPatch, lines: list[dict[str, Any]], said: str
) -> None:
    pack = pack_of(draft.procedure_version_id).model_copy(update={"fees": [Fee(**each) for each in lines]})
    monkeypatch.setattr(fees, "pack_of", lambda version_id: pack)
    page = enter(OWNER).get(f"/khai/{draft.public_id}/xem-lai/").content.decode()
    found = re.search(r"<dt>Phí</dt><dd>(.*?)</dd>", page)
    assert found is not None
    words = re.sub(r"<[^>]+>", " ", found[1])
    assert " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split()) == said

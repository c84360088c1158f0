"""The layout of Decree 30/2020/NĐ-CP, Annex I, measured on the pages by a reader of its own."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pytest
from pypdfium2 import raw

from motcua.papers.api import render
from tests.papers.samples import SAMPLES

MM = 72 / 25.4
WIDTH, HEIGHT = 210, 297  # A4
FOOT = 32  # mm from below: under it stands the code by which the paper is checked
OFFICIAL = [code for code in SAMPLES if code.startswith(("form-", "result-")) and code != "form-07-register"]
NUMBERED = [code for code in OFFICIAL if code.startswith(("form-02", "form-03", "form-04", "form-05"))]


@dataclass(frozen=True)
class Letter:
    """One letter; places in mm from the left and from the top of its page."""

    page: int
    letter: str
    size: float
    font: str
    left: float
    right: float
    top: float
    bottom: float


def letters(pdf: bytes) -> Iterator[Letter]:
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        assert [round(side / MM) for side in page.get_size()] == [WIDTH, HEIGHT]
        text = page.get_textpage()
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            if not letter.isspace():
                left, bottom, right, top = (side / MM for side in text.get_charbox(index))
                font = ctypes.create_string_buffer(99)
                raw.FPDFText_GetFontInfo(text, index, font, 99, ctypes.c_int())
                size = round(raw.FPDFText_GetFontSize(text, index), 1)
                name = font.value.decode()
                yield Letter(number, letter, size, name, left, right, HEIGHT - top, HEIGHT - bottom)


def standing(on: list[Letter], words: str) -> list[Letter]:
    """The letters of `words` where they first stand."""
    sought = words.replace(" ", "")
    start = "".join(each.letter for each in on).index(sought)
    return on[start : start + len(sought)]


@pytest.mark.parametrize("code", OFFICIAL)
def test_page_margins_and_letters(code: str) -> None:
    found = list(letters(render(code, SAMPLES[code])))
    body = [each for each in found if each.top > 19 and each.bottom < HEIGHT - FOOT]
    assert min(each.left for each in body) >= 29.5
    assert max(each.right for each in body) <= WIDTH - 15
    assert min(each.top for each in body) >= 20
    assert all(each.top > 20 for each in found if each.page == 1), "no number on the first page"
    sizes = Counter(each.size for each in body)
    assert 13 <= sizes.most_common(1)[0][0] <= 14
    assert {each.font.partition("-")[0].rpartition("+")[2] for each in found} == {"LiberationSerif"}  # as wide as Times


@pytest.mark.parametrize("code", OFFICIAL)
def test_the_names_of_country_and_agency_and_the_day(code: str) -> None:
    found = [each for each in letters(render(code, SAMPLES[code])) if each.page == 1]
    country = standing(found, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = standing(found, "Độc lập - Tự do - Hạnh phúc")
    day = standing(found, "ngày 05 tháng 02 năm 2026")
    assert {12 <= each.size <= 13 and each.font.endswith("Bold") for each in country} == {True}
    assert {13 <= each.size <= 14 and each.font.endswith("Bold") for each in motto} == {True}
    if not code.startswith("result-"):  # a certificate may put place and day where whoever signs stands
        assert country[0].left > WIDTH * 0.4
        assert {13 <= each.size <= 14 and each.font.endswith("Italic") for each in day} == {True}
        agency = standing(found, "XÃ HÒA ẨN")
        assert agency[-1].right < WIDTH / 2
        assert {12 <= each.size <= 13 and each.font.endswith("Bold") for each in agency} == {True}


@pytest.mark.parametrize("code", NUMBERED)
def test_the_number_stands_under_the_agency(code: str) -> None:
    found = list(letters(render(code, SAMPLES[code])))
    number = standing(found, f"Số: {SAMPLES[code]['number']}")
    agency = standing(found, "XÃ HÒA ẨN")
    assert {each.size for each in number} == {13}
    assert agency[0].bottom < number[0].top
    assert number[-1].right < WIDTH / 2


def test_pages_after_the_first_have_their_number_in_the_middle_of_the_top_margin() -> None:
    found = list(letters(render("result-building-permit", SAMPLES["result-building-permit"])))
    assert max(each.page for each in found) == 2
    (number,) = (each for each in found if each.page == 2 and each.top < 19)
    assert (number.letter, 13 <= number.size <= 14) == ("2", True)
    assert abs((number.left + number.right) / 2 - (30 + WIDTH - 18) / 2) < 1

"""Pieces of the page kit that are made once, or drawn by hand for speed."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from django.template import Context, Template
from django.utils import translation
from PIL import Image

from motcua.base.kit.field_view import ChoiceView
from motcua.base.kit.qr import qr


def test_said_once_in_each_language_and_without_the_request() -> None:
    """Whatever the first visitor's page knew, the next one must not read it."""
    page = Template(
        "{% load kit %}{% once_a_language %}{{ kit.theme.name }}|{{ name|default:'' }}"
        "{% get_current_language as now %}{{ now }}{% end_once_a_language %}".replace(
            "{% load kit %}", "{% load kit i18n %}"
        )
    )
    with translation.override("vi"):
        first = page.render(Context({"name": "Nguyễn Thị Hoa"}))
    with translation.override("en"):
        english = page.render(Context({"name": "Trần Văn Bình"}))
    with translation.override("vi"):
        again = page.render(Context({"name": "Lê Văn Cường"}))
    assert first == again == "Một cửa|vi"
    assert english == "Một cửa|en"


def test_fixed_words_are_kept_for_each_language_and_everything_else_is_asked_anew() -> None:
    page = Template(
        "{% load i18n kit %}{% translate 'Quay lại' %}|{% translate word %}|{% translate 'Quay lại' as back %}"
        "{{ back }}|{% translate 'Quay lại'|upper %}|{% translate 'A < B' %}|{% translate 'Quay lại' noop %}"
    )

    def said(language: str, word: str) -> str:
        with translation.override(language):
            return str(page.render(Context({"word": word})))

    assert said("vi", "Tiếp tục") == "Quay lại|Tiếp tục|Quay lại|QUAY LẠI|A < B|Quay lại"
    assert said("en", "Tiếp tục") == "Back|Continue|Back|BACK|A < B|Quay lại"
    assert said("vi", "<b>") == "Quay lại|&lt;b&gt;|Quay lại|QUAY LẠI|A < B|Quay lại"


def test_a_list_to_choose_from_is_escaped_and_marks_what_is_chosen() -> None:
    lines = Template("{% load kit %}{% options them %}").render(
        Context({"them": [ChoiceView("01", "Hà Nội"), ChoiceView('"><b>', "<i>Đắk & Lắk</i>", chosen=True)]})
    )
    assert lines == (
        '<option value="01">Hà Nội</option>'
        '<option value="&quot;&gt;&lt;b&gt;" selected>&lt;i&gt;Đắk &amp; Lắk&lt;/i&gt;</option>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1:8000/tra-cuu/?ma=H99.01.01-261122-0001",
        "http://127.0.0.1:8000/tra-cuu/?ma=H99.01.01-261122-9876",
        "https://mot-cua.example.gov.vn/kiem-tra/abcdefghjkmn/",
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061250005802VN6304ABCD",
        "1234567",
        "Giấy hẹn số 12",
    ],
)
def test_a_foreign_reader_reads_the_code(text: str) -> None:
    out = io.BytesIO()
    qr(text).save(out, kind="png", scale=4, border=2)
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(out.getvalue())))
    assert [each.text for each in found] == [text]

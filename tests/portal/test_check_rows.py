"""A row of the check page that several things are wrong with."""

from __future__ import annotations

from typing import Literal

import pytest
from django.template.loader import render_to_string

from motcua.eforms.api import Draft
from motcua.eforms.check_sheet import CheckRow, CheckSection
from motcua.eforms.checks import Problem

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

"""A row of the check page that several things are wrong with."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from motcua.eforms.api import Draft
from motcua.eforms.check_sheet import CheckRow, CheckSection
from motcua.eforms.checks import Problem

pytestmark = pytest.mark.django_db


def test_each_warning_is_a_sentence_of_its_own(draft: Draft) -> None:
    said = ("Số này lạ.", "Năm sinh không khớp.")
    problems = tuple(Problem("mother_id", 0, "who", "warning", "number", each, "Số") for each in said)
    row = CheckRow("mother_id", 0, "Số", "066192002345", "", "edit", "who", "", problems)
    shown = render_to_string(
        "portal/check_rows.html", {"draft": draft, "section": CheckSection("mother", "Mẹ", 0, (row,))}
    )
    assert '<p class="err">Số này lạ.</p><p class="err">Năm sinh không khớp.</p>' in shown

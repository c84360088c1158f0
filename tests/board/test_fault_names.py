"""Faults of a document on the page where a plan is confirmed: each kind has a name, in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from motcua.plans import checks
from motcua.plans.api import Plan, faults_of
from motcua.plans.faults import KINDS, fault_words
from tests.board.test_plan_pages import Enter, demo, draft, enter, here, viewer

__all__ = ["demo", "draft", "enter", "here", "viewer"]
_KIND = re.compile(
    r'finding\(\s*"([a-z_]+)"'  # told in the call
    r'|"([a-z_]+)" if [^\n]+ else "([a-z_]+)"\n[^\n]*\n?[^\n]*finding\(kind'  # one of two
    r'|^\s+"(missing_[a-z]+)":',  # named by a table
    re.M,
)


def kinds_of_the_checks() -> set[str]:
    files = Path(str(checks.__file__)).parent.glob("*.py")
    text = "\n".join(each.read_text("utf-8") for each in files)
    return {kind for found in _KIND.findall(text) for kind in found if kind} - {"targets", "tasks"}


def test_every_kind_the_checks_know_has_a_name() -> None:
    known = kinds_of_the_checks()
    assert {"count_differs", "number_gap", "missing_lead", "unit_ended"} <= known
    assert known - set(KINDS) == set()
    assert fault_words("a kind of a later reader") == ""


@pytest.mark.django_db
def test_the_names_stand_before_the_sentences(draft: Plan, enter: Enter) -> None:
    faults = faults_of(draft)
    assert faults
    browser, address = enter("kiemsoat.anhoa"), f"/ke-hoach/{draft.public_id}/xac-nhan/"
    page = browser.get(address).content.decode()
    for fault in faults:
        assert f'<b>{KINDS[fault["kind"]]}</b>: <span lang="vi">' in page
    note = "giữ nguyên tiếng Việt"
    assert note not in page
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = browser.get(address).content.decode()
    with translation.override("en"):
        told = translation.gettext("Câu nói rõ từng lỗi dẫn lời văn bản nên giữ nguyên tiếng Việt.")
    assert f'<p class="soft">{told}</p>' in english

"""After a save the draft in hand says what a fresh reading says, although nothing was read again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.directory.api import Viewer
from motcua.eforms.api import Draft, draft_for, page, pages, problems, save_answers
from motcua.eforms.held import Held
from motcua.eforms.models import Answer
from motcua.eforms.state import form_of, state_of

pytestmark = pytest.mark.django_db

SAVES: list[dict[str, Any]] = [
    {"given_name": "Lan"},
    {"given_name": "", "born": {"day": "31", "month": "2", "year": "2026"}},
    {"born": {"day": "2", "month": "11", "year": "2026"}, "given_name": "  Mai  "},
    {"home": {"province": "99", "commune": "99001", "detail": "Thôn 3"}, "sibling_name.0": "An"},
    {"sibling_name.0": "", "given_name": "Ánh"},
    {"given_name": "Ánh"},
    {"born_at_home": "yes"},
    {"khong_co": "1"},
]


def test_what_stands_is_what_was_written(filled: Draft, father: Viewer) -> None:
    for values in SAVES:
        save_answers(draft=filled, values=values, by=father, ask_sources=False)
        with CaptureQueriesContext(connection) as asked:
            in_hand = dict(state_of(filled).sheet.held)
        assert not asked.captured_queries
        fresh = draft_for(filled.public_id, father)
        assert in_hand == dict(state_of(fresh).sheet.held), values
        assert problems(filled) == problems(fresh)
        assert pages(filled) == pages(fresh)
        for each in form_of(filled).pages:
            assert page(filled, each.id) == page(fresh, each.id)


def test_a_save_reads_each_thing_once(filled: Draft, father: Viewer) -> None:
    draft = draft_for(filled.public_id, father)
    save_answers(draft=draft, values={"given_name": "Lan"}, by=father, page="child", ask_sources=False)
    with CaptureQueriesContext(connection) as asked:
        save_answers(draft=draft, values={"given_name": "Mai"}, by=father, page="child", ask_sources=False)
        pages(draft)
    told = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(told) == 4, "\n".join(told)  # the row locked, its answers, those that changed written, the row written


def test_what_is_held_says_what_a_row_says() -> None:
    """Rows become answers by the order of their columns."""
    assert Held._fields == tuple(each.attname for each in Answer._meta.concrete_fields)[2:]

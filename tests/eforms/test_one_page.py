"""What is wrong on one page, worked out for it alone, is what is wrong on it when everything is worked out."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.directory.api import Viewer
from motcua.eforms.api import Draft, draft_for, next_page, pages, save_answers
from motcua.eforms.pages import is_to_ask
from motcua.eforms.state import state_of

pytestmark = pytest.mark.django_db

SAVES: list[dict[str, Any]] = [
    {},
    {"given_name": "Lan", "phone": "1"},
    {"born": {"day": "31", "month": "2", "year": "2026"}, "sibling_name.0": "", "mother_id": "066090001234"},
    {"born_at_home": "yes", "phone": "0912345678"},
]


@pytest.mark.parametrize("values", SAVES)
def test_each_page_alone_and_all_at_once_say_the_same(filled: Draft, father: Viewer, values: dict[str, Any]) -> None:
    save_answers(draft=filled, values=values, by=father, ask_sources=False)
    Draft.objects.filter(pk=filled.pk).update(unmatched=["mother_id"])
    first, second = draft_for(filled.public_id, father), draft_for(filled.public_id, father)
    one, whole = state_of(first), list(state_of(second).of_answers)
    for page in one.form.pages:
        assert one.of_page(page.id) == tuple(each for each in whole if each.page == page.id)
    assert any(one.of_page(page.id) for page in one.form.pages)
    assert {each.page for each in whole} <= {page.id for page in one.form.pages}


def test_the_next_page_is_the_first_that_has_something_to_ask(filled: Draft, father: Viewer) -> None:
    save_answers(draft=filled, values={"phone": "1", "given_name": ""}, by=father, ask_sources=False)
    found = draft_for(filled.public_id, father)
    state = state_of(found)
    wanted = [each for each in state.form.pages if is_to_ask(state.sheet, each, state.of_answers, found.passed)]
    assert len(wanted) > 1
    assert pages(found) == wanted
    assert next_page(found) == wanted[0]
    assert next_page(draft_for(found.public_id, father)) == wanted[0]

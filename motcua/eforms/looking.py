"""One field of a draft, and all its values, for doors that show a piece of the form."""

from __future__ import annotations

from typing import Any

from motcua.eforms.models import Draft
from motcua.eforms.names import place_of
from motcua.eforms.pages import FieldView, field_view, nothing_to_type
from motcua.eforms.state import state_of


def field_of(draft: Draft, name: str) -> FieldView | None:
    """The field in the box `name` as a page shows it; None where the form has no such field as things stand."""
    state = state_of(draft)
    place = place_of(state.form, name)
    if place is None or not state.sheet.visible(*place):
        return None
    return field_view(state.sheet, place[0], place[1], state.problems, draft.passed)


def values_so_far(draft: Draft) -> dict[str, Any]:
    """What conditions and fee rules see now."""
    return dict(state_of(draft).sheet.facts)


def beyond_mending(draft: Draft) -> list[str]:
    """What is wrong with values of sources that only an officer can overrule: no question page leads there."""
    state = state_of(draft)
    return [each.message for each in state.of_answers if each.level == "error" and nothing_to_type(state.sheet, each)]

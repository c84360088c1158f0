"""Names of boxes: `field`, `field.row` in a repeat section, and `field-part` for dates and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.eforms.compile import CompiledForm
from motcua.eforms.sheet import Place

MOST_ROWS = 200
_NAME = re.compile(r"([a-z][a-z0-9_]*)(?:\.([0-9]{1,3}))?(?:-([a-z_]+))?")
_PARTS = {
    "date": ("day", "month", "year"),
    "address": ("country", "province", "commune", "detail", "text"),
    "place": ("country", "province", "commune", "detail", "text"),
}


def place_of(form: CompiledForm, name: str) -> Place | None:
    """Field and row that a name means; None where the form has no such field."""
    found = _NAME.fullmatch(name)
    if found is None or found[3] or found[1] not in form.fields:
        return None
    row = int(found[2] or 0)
    in_rows = form.fields[found[1]].repeat is not None
    return (found[1], row) if row < MOST_ROWS and (in_rows or not found[2]) else None


def values_from_post(form: CompiledForm, post: Mapping[str, Any]) -> dict[str, Any]:
    """Values for `save_answers` from what a browser sent: parts of dates and addresses put together, the rest as is.

    Names that the form does not know (the token, the button) are left out. A box that is not there is not emptied.
    """
    values: dict[str, Any] = {}
    for name, sent in post.items():
        found = _NAME.fullmatch(name)
        if found is None or found[1] not in form.fields:
            continue
        box = name.split("-", 1)[0]
        if found[3] is None:
            values.setdefault(box, sent)
        elif found[3] in _PARTS.get(form.fields[found[1]].field.type, ()):
            parts = values.setdefault(box, {})
            if isinstance(parts, dict):
                parts[found[3]] = sent
    return values

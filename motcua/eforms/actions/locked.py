"""Taking a draft in hand: checked, locked, still open."""

from __future__ import annotations

from datetime import datetime

from motcua.base.clock import now
from motcua.base.kept_query import KeptQuery
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.eforms.errors import NotOpen
from motcua.eforms.models import Draft
from motcua.eforms.policies import may_fill
from motcua.eforms.state import forget_state

STILL_ACTIVE = 300  # seconds: a longer pause is not counted as time spent on the form
_for_update: KeptQuery[Draft] = KeptQuery(
    lambda number: (
        Draft.objects.select_for_update(of=("self",))
        .select_related("procedure_version", "agency")
        .defer("procedure_version__pack_json")
        .filter(pk=number)
    ),
    int,
)

_COLUMNS = tuple(each.attname for each in Draft._meta.concrete_fields)


def lock_row(pk: int) -> Draft:
    """The row, locked until the transaction ends, whatever its state."""
    found = _for_update.one(pk)
    if found is None:
        raise Draft.DoesNotExist
    return found


def locked(draft: Draft, by: Viewer) -> Draft:
    """The row of `draft`, locked until the transaction ends. Raises `Forbidden`, `NotOpen`."""
    require(may_fill(by, draft))
    row = lock_row(draft.pk)
    if row.state != Draft.State.OPEN:
        draft.state = row.state
        raise NotOpen(sealed=row.state == Draft.State.SEALED)
    return row


def touched(row: Draft, page: str = "") -> list[str]:
    """Count the time since the last touch as spent on `page` (default: where the person is); the columns to save."""
    moment = now()
    pause = seconds_active(row, moment)
    if pause:
        row.active_seconds += pause
        row.page_seconds = spent_on(row.page_seconds, page or row.at_page, pause)
    row.last_saved_at = moment
    return ["active_seconds", "page_seconds", "last_saved_at"]


def seconds_active(row: Draft, moment: datetime) -> int:
    """Whole seconds since the last touch; 0 where the form was left alone."""
    pause = (moment - (row.last_saved_at or row.opened_at)).total_seconds()
    return round(pause) if 0 <= pause <= STILL_ACTIVE else 0


def spent_on(seconds: dict[str, int], page: str, more: int) -> dict[str, int]:
    """`seconds` by page, with `more` of them on `page`."""
    return seconds | {page: seconds.get(page, 0) + more} if page and more else seconds


def take_over(draft: Draft, row: Draft) -> None:
    """Let the caller's object say what the row now says."""
    for name in _COLUMNS:
        value = getattr(row, name)
        if getattr(draft, name) != value:
            setattr(draft, name, value)
    forget_state(draft)

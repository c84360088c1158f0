"""What becomes of an answer when the person gives another: a pure step from one `Held` to the next."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from motcua.catalogue.pack import Field
from motcua.eforms.held import TYPED, Held
from motcua.eforms.normalise import Read

Outcome = Literal["same", "changed", "edited", "settled", "cleared", "locked"]
CONFLICT_REASON = "sources_differ"


def answered(
    field: Field, row: int, current: Held | None, virtual: Held | None, read: Read, at: datetime, device: str
) -> tuple[Outcome, Held | None]:
    """The outcome and the answer to keep (None: keep nothing). `virtual`: what stood there worked out, not held.

    locked: the field's value came from a source and only a dispute may speak against it.
    """
    if current is not None and current.unsettled:
        return _settled(field, current, read, at, device)
    if current is not None and field.locked and current.from_source and current.value is not None:
        return ("same" if read.raw is None and read.value == current.value else "locked"), current
    before = current or virtual
    if before is not None and read.raw is None and before.raw is None and before.value == read.value:
        return "same", current
    if before is not None and read.raw is not None and before.raw == read.raw:
        return "same", current
    if read.raw is None and read.value is None and (before is None or not _known_before(before)):
        return ("same" if current is None else "cleared"), None
    return _replaced(field, row, before, read, at, device)


def _known_before(before: Held) -> bool:
    """Whether a source stands behind what was there, so that emptying it is itself an answer."""
    return before.from_source or before.edited


def _replaced(
    field: Field, row: int, before: Held | None, read: Read, at: datetime, device: str
) -> tuple[Outcome, Held | None]:
    new = Held(field.id, row, read.value, read.raw, TYPED, saved_at=at, saved_from=device)
    if before is None:
        return "changed", new
    if before.from_source:
        return "edited", new._replace(
            original=before.value, original_source=before.source, source_date=before.source_date, edited=True
        )
    if not before.edited:
        return "changed", new
    if read.raw is None and read.value == before.original:
        # Back to what the source said: as if it had never been touched.
        back = before._replace(value=before.original, raw=None, source=before.original_source)
        return "changed", back._replace(original=None, original_source="", edited=False, saved_at=at, saved_from=device)
    return "edited", before._replace(value=read.value, raw=read.raw, saved_at=at, saved_from=device)


def _changed_places(current: Held, conflict: dict[str, Any]) -> Held:
    """The other source's word stands, and the first one is kept beside it."""
    day = conflict.get("date")
    beside = {
        "source": current.source,
        "value": current.value,
        "date": current.source_date.isoformat() if current.source_date else None,
    }
    return current._replace(
        value=conflict["value"],
        source=str(conflict["source"]),
        source_date=date.fromisoformat(day) if day else None,
        conflict=conflict | beside,
    )


def _settled(field: Field, current: Held, read: Read, at: datetime, device: str) -> tuple[Outcome, Held | None]:
    """Two sources differ and the person says which is right; the officer sees both."""
    conflict: dict[str, Any] = {**(current.conflict or {}), "settled": True}
    stamped = current._replace(conflict=conflict, saved_at=at, saved_from=device)
    if read.raw is not None or read.value is None:
        return "same", current
    if read.value == current.value:
        return "settled", stamped
    if field.locked and read.value != conflict["value"]:
        return "locked", current
    if field.locked:
        return "settled", stamped._replace(correction=read.value, disputed=CONFLICT_REASON)
    if read.value == conflict["value"]:
        return "settled", _changed_places(stamped, conflict)
    return "settled", stamped._replace(
        value=read.value, source=TYPED, original=current.value, original_source=current.source, edited=True
    )

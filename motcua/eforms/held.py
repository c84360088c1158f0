"""One answer as it is held: what it says, where it came from, what the person did to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

TYPED = "typed"
VIRTUAL_SOURCES = frozenset({"const", "computed", "session"})
ASKED_AT_HOME = frozenset({"vneid", "vault", "earlier"})  # held in this house: no register need be connected


class Held(NamedTuple):
    """`row` counts the rows of a repeat section and is 0 elsewhere.

    value: as read; None with `raw` set: typed, but not readable yet; None without `raw`: left empty on purpose.
    source: typed, or a source of packs; original, original_source: what a source said before the person changed it.
    correction, disputed: what the person holds against a locked value, kept beside it, and why.
    conflict: another source's value that does not agree, as {"source": …, "value": …, "date": day or None, "what":
    path of both, "settled": bool}.
    """

    field: str
    row: int = 0
    value: Any = None
    raw: Any = None
    source: str = TYPED
    source_date: date | None = None
    original: Any = None
    original_source: str = ""
    edited: bool = False
    correction: Any = None
    disputed: str = ""
    conflict: dict[str, Any] | None = None
    saved_at: datetime | None = None
    saved_from: str = ""

    @property
    def from_source(self) -> bool:
        """Whether the value stands as a source gave it."""
        return self.source != TYPED

    @property
    def voices(self) -> tuple[str, frozenset[str]] | None:
        """What two sources differ about and what they say; None where they do not. The same thing asked in two
        fields has the same voices."""
        if self.conflict is None:
            return None
        return str(self.conflict.get("what", "")), frozenset({str(self.value), str(self.conflict.get("value"))})

    @property
    def unsettled(self) -> bool:
        """Whether two sources disagree and nobody has said yet which is right."""
        return self.conflict is not None and not self.conflict.get("settled")

"""A station of the line: the way of a dossier as people see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

PAST, NOW, YOURS, LATE, AHEAD = "past", "now", "yours", "late", "ahead"


@dataclass(frozen=True, slots=True)
class Station:
    """`state` is past, now, yours (the person must do something), late or ahead; `note` says what to do or why.

    `inside`: late against the house's own division of the time, while the promise still holds. Of a past station
    `until` is when it was done, and that is what is shown.
    """

    state: str
    title: object
    who: object = ""
    since: datetime | None = None
    until: datetime | None = None
    note: object = ""
    inside: bool = False

"""One last day of a calendar that programs subscribe to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Entry:
    """One last day. `key` stays the same when words or the day change, so that programs move the event."""

    key: str
    day: date
    title: str
    words: str
    address: str
    changed: datetime
    done: bool = False

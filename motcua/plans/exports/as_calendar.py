"""Tasks as an iCalendar file (RFC 5545): whole days of Asia/Ho_Chi_Minh, one event a last day, an alarm before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vText

from motcua.base.clock import HO_CHI_MINH
from motcua.plans.exports.entry import Entry

# How long a program may wait before it asks again.
AGAIN_AFTER = timedelta(hours=6)


def calendar_bytes(entries: Iterable[Entry], *, name: str, host: str, stamp: datetime) -> bytes:
    """The file. `host` makes the ids of events unique in the world; `stamp` (aware) is when it was made."""
    made = Calendar()
    made.add("prodid", "-//motcua//plans//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(name))
    made.add("x-wr-timezone", str(HO_CHI_MINH))
    made.add("refresh-interval", AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    for each in entries:
        made.add_component(_event(each, host, stamp))
    return bytes(made.to_ical())


def _event(entry: Entry, host: str, stamp: datetime) -> Event:
    made = Event()
    made.add("uid", f"{hashlib.sha256(entry.key.encode()).hexdigest()[:24]}@{host}")
    made.add("dtstamp", stamp)
    made.add("last-modified", entry.changed)
    made.add("dtstart", entry.day)
    made.add("dtend", entry.day + timedelta(days=1))
    made.add("summary", entry.title)
    made.add("description", entry.words)
    made.add("url", entry.address)
    made.add("transp", "TRANSPARENT")
    made.add("categories", ["done" if entry.done else "open"])
    if not entry.done:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(days=-3, hours=8))
        made.add_component(alarm)
    return made

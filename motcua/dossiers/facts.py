"""Small readings of a dossier that several actions need: its clock, its limit, what every event says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from motcua.base.actor import Actor
from motcua.base.events import record
from motcua.base.models import JournalEntry
from motcua.catalogue.api import Pack, limit_for
from motcua.directory.api import Agency, Staff, Subject, Viewer, actor_of, agency_now
from motcua.dossiers.events import DossierEvent
from motcua.dossiers.models import Dossier
from motcua.rules.calendar import standard_calendar
from motcua.rules.clock import CUTOFF, TimeLimit, TimeUnit, WorkHours, WorkingClock, apology_due
from motcua.rules.codes import Channel
from motcua.rules.lifecycle import Status

CHANNEL_WORD = {Channel.COUNTER: "counter", Channel.ONLINE: "online", Channel.POST: "post"}


def clock_of(agency: Agency) -> WorkingClock:
    """The working clock of an agency: the national calendar with its own hours."""
    return _clock(tuple((opens, closes) for opens, closes in agency.work_sessions))


def promise_clock(dossier: Dossier) -> WorkingClock:
    """The hours by which what was promised is counted, whoever has it in hand: the first answer by those of the desk
    where it was filed, the settlement by those of the agency that decides."""
    return clock_of(dossier.agency if dossier.status == Status.REGISTERED else dossier.competent_agency)


def send_apology_by(dossier: Dossier) -> datetime | None:
    """The last moment at which an apology for missing the promise comes in time; None where nothing was promised."""
    return apology_due(dossier.due_at, clock_of(dossier.competent_agency)) if dossier.due_at else None


@lru_cache(maxsize=512)
def _clock(sessions: tuple[tuple[str, str], ...]) -> WorkingClock:
    hours = WorkHours(tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in sessions))
    return WorkingClock(standard_calendar(), hours)


def limit_of(pack: Pack, channel: Channel, on: date, answers: Mapping[str, Any] | None = None) -> TimeLimit | None:
    """The time limit in force on a day for a channel and this case (`answers`); None where none is set."""
    line = limit_for(pack, CHANNEL_WORD[channel], answers, on)
    if line is None or (line.value < 1 and not line.same_day):
        return None
    return TimeLimit(line.value, TimeUnit(line.unit), line.same_day, line.cutoff or CUTOFF)


def subject_of(dossier: Dossier) -> Subject:
    """Whose dossier it is."""
    return Subject(dossier.subject_kind, dossier.subject_key)


def desk_of(dossier: Dossier) -> Agency:
    """Whose desk answers for it today: where it was filed, or who stands in for that agency since it ended."""
    return agency_now(dossier.agency)


def staff_of(by: Viewer) -> Staff | None:
    """The member of staff behind a viewer, where there is one."""
    return by.staff


def common(dossier: Dossier, *, before: int | None = None) -> dict[str, Any]:
    """What every event says of `dossier`; `before` is the status it had, where it changed."""
    return {
        "dossier": dossier.public_id,
        "procedure": dossier.procedure_slug,
        "version": dossier.procedure_version.number,
        "agency": dossier.agency.code,
        "competent": dossier.competent_agency.code,
        "holding": dossier.holding_agency.code,
        "channel": dossier.channel,
        "filed_as": dossier.filed_as,
        "from_status": dossier.status if before is None else before,
        "to_status": dossier.status,
        "due_at": dossier.due_at,
    }


def tell(happened: DossierEvent, dossier: Dossier, by: Viewer | Actor, *, at: datetime | None = None) -> JournalEntry:
    """Record an event in the dossier's stream."""
    return record(happened, stream=dossier.stream, by=actor_of(by), at=at)

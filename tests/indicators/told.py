"""Dossiers that live in the journal alone: what rooms would have told, told by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.events import Event, record
from motcua.dossiers import events
from motcua.feedback.events import Invited, Rated
from motcua.indicators import api

MORNING = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
NOVEMBER = api.Period(date(2026, 11, 1), date(2026, 11, 30))
BY = Actor("person", "1")


def common(name: str, channel: int = 2, **more: object) -> dict[str, object]:
    said = {"dossier": name, "procedure": "social_pension", "version": 1, "agency": "H99.01", "competent": "H99.01"}
    return said | {"holding": "H99.01", "channel": channel, "filed_as": "self", "from_status": 2, "to_status": 4} | more


def tell(happened: Event, at: datetime, *, stream: str = "", by: Actor = BY) -> None:
    with transaction.atomic():
        record(happened, stream=stream or f"dossier:{happened.dossier}", by=by, at=at)


def file(
    name: str,
    minutes: float,
    *,
    channel: int = 2,
    filed_as: str = "self",
    place: str = "elsewhere",
    day: int = 0,
    idle: int = 0,
    **more: object,
) -> None:
    at = MORNING + timedelta(days=day)
    procedure = {"procedure": more.pop("procedure", "social_pension")}
    told = common(name, channel, from_status=None, to_status=1, filed_as=filed_as) | procedure
    submitted = events.Submitted(
        **told, code=name, place_kind=place, device_class="phone", help_kind="none" if filed_as == "self" else "typed",
        support_point=None, subject_kind="person", acting_for=False, login_at=at - timedelta(minutes=minutes),
        returned_from_idp_at=None, submitted_at=at, first_answer_due=None, fields_total=10, fields_prefilled=8,
        fields_edited=1, fields_typed=2, files=0, components_reused=0, fee_total=0, delivery=2,
        draft_opened_at=None, resumed=idle > 0, active_seconds=60, longest_idle_seconds=idle, **more,
    )  # fmt: skip
    tell(submitted, at)


def finish(name: str, worked: int, *, channel: int = 2, late: bool = False, day: int = 3, how: int = 2) -> None:
    at = MORNING + timedelta(days=day)
    done = events.ResultSigned(
        **common(name, channel, to_status=9), result="r", kind="decision", paper="p", sha256="0" * 64, late=late,
        worked=worked, pauses=0, supplements=0, electronic=True,
    )  # fmt: skip
    tell(done, at)
    returned = events.ResultReturned(**common(name, channel, from_status=9, to_status=10), how=how, in_vault=True)
    tell(returned, at)


def refused(name: str) -> None:
    said = common(name, from_status=1, to_status=3)
    tell(events.Refused(**said, reason="other", first_answer_late=False), MORNING + timedelta(days=1))


def rate(name: str, level: int | None, channel: int = 2, procedure: str = "social_pension") -> None:
    told: list[Event] = [Invited(name, procedure, "H99.01", channel, "self")]
    if level is not None:
        told.append(Rated(name, procedure, "H99.01", channel, "self", level, [], False))
    with transaction.atomic():
        for each in told:
            record(each, stream=f"dossier:{name}", by=BY)

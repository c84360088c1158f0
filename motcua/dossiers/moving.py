"""The one place where the status of a dossier changes, by the table of `rules.lifecycle`, clocks with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.base.kept_query import KeptQuery
from motcua.dossiers.codes import PauseReason, StepState
from motcua.dossiers.errors import NotNow, Stale
from motcua.dossiers.facts import clock_of
from motcua.dossiers.models import ClockPause, Dossier, Step
from motcua.dossiers.sole import release_sole
from motcua.dossiers.words import not_from_here
from motcua.rules.clock import shift_due
from motcua.rules.lifecycle import ClockEffect, Passage, Status, passage

ALWAYS_TOGETHER = ("procedure_version", "agency", "competent_agency", "holding_agency")
_held: KeptQuery[Dossier] = KeptQuery(
    lambda number: (
        Dossier.objects.select_for_update(of=("self",))
        .select_related(*ALWAYS_TOGETHER)
        .defer("procedure_version__pack_json")
        .filter(pk=number)
    ),
    int,
)


def locked(dossier: Dossier) -> Dossier:
    """The dossier as it stands now, held until the transaction ends, so that one act comes after the other."""
    held = _held.one(dossier.pk)
    if held is None:
        raise Dossier.DoesNotExist
    return held


def must_pass(dossier: Dossier, action: str) -> Passage:
    """The row of the table for `action` from here; `NotNow` where the table has none."""
    found = passage(action, dossier.status)
    if found is None:
        raise NotNow(not_from_here(dossier.state))
    return found


def pass_to(dossier: Dossier, action: str, *, at: datetime, reason: PauseReason | None = None, **changes: Any) -> int:
    """Move `dossier` by `action`, write `changes` with it, and answer the status it had.

    The update is conditional on the status read before, so of two racing acts one is refused (`Stale`).
    The caller has checked the right to do it and records the event.
    """
    row = must_pass(dossier, action)
    before = dossier.status
    previous = None if dossier.previous_status is None else Status(dossier.previous_status)
    fields = {
        **_clock_changes(dossier, row.clock, at, reason),
        **changes,
        "status": int(row.target(previous)),
        "previous_status": before,
        "status_since": at,
    }
    write(dossier, **fields)
    release_sole(dossier, dossier.state, at)
    return before


def write(dossier: Dossier, **fields: Any) -> None:
    """Update `fields` of the dossier where its status is still the one read; `Stale` otherwise."""
    if not Dossier.objects.filter(pk=dossier.pk, status=dossier.status).update(**fields):
        raise Stale
    for name, value in fields.items():
        setattr(dossier, name, value)


def waited_minutes(dossier: Dossier, since: datetime, until: datetime) -> int:
    """Working minutes of the deciding agency between two moments."""
    return clock_of(dossier.competent_agency).minutes_between(since, until)


def _clock_changes(
    dossier: Dossier, effect: ClockEffect, at: datetime, reason: PauseReason | None
) -> dict[str, datetime | None]:
    if effect is ClockEffect.PAUSES:
        ClockPause.objects.create(dossier=dossier, reason=reason or PauseReason.SUPPLEMENT, began_at=at)
        return {}
    if effect not in (ClockEffect.RESUMES, ClockEffect.ENDS):
        return {}
    pause = ClockPause.objects.filter(dossier=dossier, ended_at__isnull=True).first()
    if pause is None:
        return {}
    pause.ended_at = at
    pause.save(update_fields=["ended_at"])
    return _shifted(dossier, pause.began_at, at) if effect is ClockEffect.RESUMES else {}


def _shifted(dossier: Dossier, began: datetime, ended: datetime) -> dict[str, datetime | None]:
    clock = clock_of(dossier.competent_agency)
    for step in Step.objects.filter(
        dossier=dossier, due_at__isnull=False, state__in=[StepState.WAITING, StepState.OPEN, StepState.CLAIMED]
    ):
        Step.objects.filter(pk=step.pk).update(due_at=shift_due(step.due_at, began, ended, clock))  # type: ignore[arg-type]
    if dossier.due_at is None:
        return {}
    return {
        "due_at": shift_due(dossier.due_at, began, ended, clock),
        "due_soon_told_at": None,
        "overdue_told_at": None,
    }

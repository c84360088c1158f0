"""Why a dossier is late, and who owes the reason where none was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.base.clock import now
from motcua.directory.api import Staff
from motcua.dossiers.in_charge import heads_of, with_roles
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.policies import HEADS
from motcua.rules.lifecycle import Status

RUNNING = (Status.ACCEPTED, Status.PROCESSING)
STANDING_STILL = (Status.SUPPLEMENT, Status.FEE_DUE)


@dataclass(frozen=True)
class Lateness:
    """A promise that was not kept. `reason`: what the apology says, empty where there was none; then `owes` names who
    should have written it, at least the agency. `again`: the one new date has passed too. `told_at`: when the heads
    heard of it.
    """

    promised: datetime
    settled: bool
    again: bool
    reason: str
    owes: tuple[str, ...]
    told_at: datetime | None


def lateness(dossier: Dossier) -> Lateness | None:
    """How `dossier` missed its promised time (Decree 118/2025/NĐ-CP: an apology with the reason is owed).

    None where the time was kept or is not over, and where nobody waits any more (refused, withdrawn, stopped).
    Reads nothing of a dossier in time.
    """
    until = _measured_at(dossier)
    if dossier.due_at is None or until is None or until <= dossier.due_at:
        return None
    settled = dossier.finished_at is not None
    owed = () if dossier.apology_reason else _who_owes(dossier, dossier.due_at, settled)
    owes = owed or (dossier.competent_agency.short_name,)
    return Lateness(
        dossier.due_at, settled, bool(dossier.apology_count), dossier.apology_reason, owes, dossier.overdue_told_at
    )


def _measured_at(dossier: Dossier) -> datetime | None:
    """Until when the time counts: it was settled, stands still since, or runs on."""
    if dossier.finished_at is not None:
        return dossier.finished_at
    if dossier.status in STANDING_STILL:
        return dossier.status_since
    return now() if dossier.status in RUNNING else None


def _who_owes(dossier: Dossier, promised: datetime, settled: bool) -> tuple[str, ...]:
    """Whoever of those who may apologise has it (once settled: had it when the time ran out), else who may take it,
    else the heads of the agency that decides."""
    step = _step_at(dossier, promised) if settled else dossier.current_step
    if step is None or step.role not in HEADS or step.agency_id != dossier.competent_agency_id:
        return _names(heads_of(dossier.competent_agency))
    if step.holder is not None:
        return (step.holder.full_name,)
    return _names(with_roles(step.agency, (step.role,), step.unit) or heads_of(step.agency))


def _step_at(dossier: Dossier, moment: datetime) -> Step | None:
    """The step the dossier was at."""
    ended = Q(done_at__isnull=True) | Q(done_at__gt=moment)
    steps = Step.objects.select_related("agency", "holder").filter(ended, dossier=dossier, opened_at__lte=moment)
    return steps.order_by("-opened_at", "-place").first()


def _names(people: list[Staff]) -> tuple[str, ...]:
    return tuple(each.full_name for each in people)

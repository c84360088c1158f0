"""Why a dossier is late, and who owes the reason where none was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.base.clock import now
from motcua.dossiers.in_charge import apology_to_sign, heads_of, who_sign_apology, with_roles
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.policies import SETTLERS
from motcua.rules.lifecycle import SETTLING, WAITING_FOR_APPLICANT


@dataclass(frozen=True)
class Lateness:
    """A promise that was not kept. `again`: it was the one new date; else no apology gave a reason, and `owes` names
    who should have written it, at least the agency. `told_at`: when the heads heard of it.
    """

    promised: datetime
    settled: bool
    again: bool
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
    again = bool(dossier.apology_count)
    return Lateness(
        promised=dossier.due_at,
        settled=dossier.finished_at is not None,
        again=again,
        owes=() if again else _who_owes(dossier, dossier.due_at),
        told_at=dossier.overdue_told_at,
    )


def _measured_at(dossier: Dossier) -> datetime | None:
    """Until when the time counts: it was settled, stands still since, or runs on."""
    if dossier.finished_at is not None:
        return dossier.finished_at
    if dossier.status in WAITING_FOR_APPLICANT:
        return dossier.status_since
    return now() if dossier.status in SETTLING else None


def _who_owes(dossier: Dossier, promised: datetime) -> tuple[str, ...]:
    """Who may sign it, where it is written; else whoever of those who may apologise has it (once settled: had it when
    the time ran out), else who may take it, else the heads of the agency that decides."""
    agency = dossier.competent_agency
    if apology_to_sign(dossier) is not None:
        return tuple(each.full_name for each in who_sign_apology(dossier)) or (agency.short_name,)
    step = dossier.current_step if dossier.finished_at is None else _step_at(dossier, promised)
    if step is None or step.role not in SETTLERS or step.agency_id != agency.pk:
        people = heads_of(agency)
    elif step.holder is not None:
        people = [step.holder]
    else:
        people = with_roles(agency, (step.role,), step.unit) or heads_of(agency)
    return tuple(each.full_name for each in people) or (agency.short_name,)


def _step_at(dossier: Dossier, moment: datetime) -> Step | None:
    """The step the dossier was at."""
    ended = Q(done_at__isnull=True) | Q(done_at__gt=moment)
    steps = Step.objects.select_related("agency", "holder").filter(ended, dossier=dossier, opened_at__lte=moment)
    return steps.order_by("-opened_at", "-place").first()

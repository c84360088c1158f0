"""Take a step: of several who reach for it exactly one has it."""

from __future__ import annotations

from django.db import transaction

from motcua.base.clock import now
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.codes import StepState
from motcua.dossiers.errors import NotNow, Taken
from motcua.dossiers.events import StepClaimed
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, HandOver, Step
from motcua.dossiers.moving import locked, write
from motcua.dossiers.policies import holds_role_of
from motcua.dossiers.words import NO_STEP


@transaction.atomic
def take(*, dossier: Dossier, by: Viewer) -> Step:
    """Claim the open step of `dossier` by conditional update. Raises `Forbidden`, `Taken`, `NotNow`."""
    held = locked(dossier)
    step = Step.objects.select_related("agency").filter(dossier=held, state__in=["open", "claimed"]).first()
    if step is None or by.staff is None:
        raise NotNow(NO_STEP)
    require(holds_role_of(by, step))
    at = now()
    unit = step.unit or _unit_of(by, step)
    won = Step.objects.filter(pk=step.pk, state=StepState.OPEN).update(
        state=StepState.CLAIMED, holder=by.staff, claimed_at=at, unit=unit
    )
    if not won:
        raise Taken
    step.state, step.holder, step.claimed_at, step.unit = StepState.CLAIMED, by.staff, at, unit
    write(held, holder=by.staff)
    HandOver.objects.filter(dossier=held, to_agency=step.agency, received_at__isnull=True).update(
        received_at=at, received_by=by.staff
    )
    happened = StepClaimed(
        **common(held),
        step=step.key,
        place=step.place,
        round=step.round,
        unit=by.staff.unit_id,
    )
    tell(happened, held, by, at=at)
    return step


def _unit_of(viewer: Viewer, step: Step) -> str:
    """Where whoever takes a step of no unit does such work; "": for the whole agency."""
    if viewer.serves(step.role, step.agency_id, ""):
        return ""
    return next(held.unit for held in viewer.roles if (held.role, held.agency_id) == (step.role, step.agency_id))

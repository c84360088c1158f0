"""Give a step back untouched, so that somebody else may take it."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.verdict import refuse, require
from motcua.directory.api import Viewer
from motcua.dossiers.codes import StepState
from motcua.dossiers.errors import NotNow, Stale
from motcua.dossiers.events import StepReleased
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.moving import locked, write
from motcua.dossiers.policies import NOT_YOURS, may_manage
from motcua.dossiers.steps import active_step
from motcua.dossiers.words import NO_STEP


@transaction.atomic
def release(*, dossier: Dossier, by: Viewer) -> Step:
    """Un-claim the step: its holder, or a head (somebody is ill). Raises `Forbidden`, `NotNow`, `Stale`."""
    held = locked(dossier)
    step = active_step(held)
    if step is None or step.state != StepState.CLAIMED:
        raise NotNow(NO_STEP)
    own = by.staff is not None and step.holder_id == by.staff.pk
    if not own and not may_manage(by, held):
        require(refuse(NOT_YOURS))
    return _give_back(held, step, by)


@transaction.atomic
def release_all_of(*, staff: int, by: Actor) -> int:
    """Give back every step in the hands of a member of staff who left; answers how many. The directory has checked
    the right to switch them off."""
    mine = Dossier.objects.filter(current_step__holder=staff, current_step__state=StepState.CLAIMED).order_by("pk")
    given = 0
    for dossier in mine:
        held = locked(dossier)
        step = active_step(held)
        if step is not None and step.state == StepState.CLAIMED and step.holder_id == staff:
            _give_back(held, step, by)
            given += 1
    return given


def _give_back(held: Dossier, step: Step, by: Viewer | Actor) -> Step:
    at = now()
    given = Step.objects.filter(pk=step.pk, state=StepState.CLAIMED, holder=step.holder_id).update(
        state=StepState.OPEN, holder=None, claimed_at=None
    )
    if not given:
        raise Stale
    step.state, step.holder = StepState.OPEN, None
    write(held, holder=None)
    tell(StepReleased(**common(held), step=step.key, place=step.place, round=step.round), held, by, at=at)
    return step

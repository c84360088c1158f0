"""An agency ended: its successor receives, settles and returns what runs there. The promised dates stay."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.directory.api import Agency, Unit
from motcua.dossiers.codes import StepState
from motcua.dossiers.events import Succeeded
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, OpinionRequest, Step
from motcua.dossiers.models.step import ACTIVE
from motcua.dossiers.moving import locked, write
from motcua.rules.lifecycle import Status

# Where it was filed stays on record; clerks of whoever stands in for that agency receive and return it.
PLACES = ("competent_agency", "holding_agency", "support_agency")


def succeed(*, ended: Agency, successor: Agency, by: Actor) -> int:
    """Every open dossier that `ended` has a part in passes to `successor`, each in a transaction of its own.

    Steps in somebody's hands are open again, questions asked of `ended` wait for the successor. What is over stays
    where it was settled. May be run again. Answers how many passed. For the program only.
    """
    concerned = Q(pk__in=[])
    for place in PLACES:
        concerned |= Q(**{place: ended})
    over = [each for each in Status if each.is_final]
    found = Dossier.objects.filter(concerned).exclude(status__in=over).order_by("pk")
    passed = [_pass(each, ended, successor, by) for each in list(found)]
    units = _units(successor)
    for asked in OpinionRequest.objects.filter(asked_agency=ended, answered_at__isnull=True):
        unit = asked.asked_unit if asked.asked_unit in units else ""
        OpinionRequest.objects.filter(pk=asked.pk).update(asked_agency=successor, asked_unit=unit)
    return sum(passed)


@transaction.atomic
def _pass(dossier: Dossier, ended: Agency, successor: Agency, by: Actor) -> bool:
    held = locked(dossier)
    moved = {place: successor for place in PLACES if getattr(held, f"{place}_id") == ended.pk}
    if held.state.is_final or not moved:
        return False
    here = Step.objects.filter(dossier=held, agency=ended)
    in_hand = here.filter(state=StepState.CLAIMED).update(state=StepState.OPEN, holder=None, claimed_at=None)
    ahead = here.filter(state__in=[*ACTIVE, StepState.WAITING])
    ahead.exclude(unit__in=_units(successor)).update(unit="")
    ahead.update(agency=successor)
    write(held, **moved, **({"holder": None} if in_hand else {}))
    happened = Succeeded(**common(held), from_agency=ended.code, to_agency=successor.code)
    tell(happened, held, by, at=now())
    return True


def _units(agency: Agency) -> list[str]:
    return list(Unit.objects.filter(agency=agency, active=True).values_list("code", flat=True))

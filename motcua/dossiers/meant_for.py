"""A free step that waits for one colleague by name: the one rule for pages, lists and actions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from motcua.directory.api import Staff
from motcua.dossiers.codes import StepState
from motcua.dossiers.models import Dossier, HandOver, Step


def colleague_meant(step: Step) -> HandOver | None:
    """The hand-over by which a free step waits for somebody by name; None where it waits for everybody of its role."""
    if step.state != StepState.OPEN or step.opened_at is None:
        return None
    return _by_name().select_related("to_staff").filter(dossier=step.dossier_id, given_at__gte=step.opened_at).first()


def colleagues_meant(dossiers: Iterable[Dossier]) -> dict[int, HandOver]:
    """The same of the steps many dossiers are at, by dossier. One query, none where no step is free."""
    opened = {
        each.pk: each.current_step.opened_at
        for each in dossiers
        if each.current_step is not None and each.current_step.state == StepState.OPEN
    }
    slips = _by_name().select_related("to_staff").filter(dossier__in=list(opened)) if opened else ()
    return {each.dossier_id: each for each in slips if (at := opened[each.dossier_id]) and each.given_at >= at}


def meant_for_others(staff: int) -> Q:
    """Condition over dossiers: the free step they are at waits for a colleague of `staff` (id) by name.

    A list of keys, which may be counted; a condition on each row (`Exists`) may not.
    """
    free = {"dossier__current_step__state": StepState.OPEN, "given_at__gte": F("dossier__current_step__opened_at")}
    others = _by_name().filter(**free).exclude(Q(to_staff=staff) | Q(from_staff=staff))
    return Q(pk__in=others.values("dossier"))


def may_be_theirs(slip: HandOver | None, staff: Staff | None) -> bool:
    """May `staff` take the step it was handed over with: one for nobody by name, for them, or from them? (Who handed it
    over may take it back.)"""
    return slip is None or (staff is not None and staff.pk in (slip.to_staff_id, slip.from_staff_id))


def _by_name() -> QuerySet[HandOver]:
    """The last hand-over of each dossier, where it names somebody who is still here and has not taken it."""
    last = HandOver.objects.filter(dossier=OuterRef("dossier")).order_by("-number").values("pk")[:1]
    return HandOver.objects.filter(pk=Subquery(last), received_at=None, to_staff__active=True)

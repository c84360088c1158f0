"""Pass an accepted dossier on from the desk to those who settle it."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.codes import FormCode
from motcua.dossiers.events import PassedOn
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, HandOver
from motcua.dossiers.moving import locked, pass_to
from motcua.dossiers.policies import may_pass
from motcua.dossiers.steps import next_step, open_step


@transaction.atomic
def pass_on(*, dossier: Dossier, by: Viewer | Actor) -> Dossier:
    """Status 2 to 4: the first step after the desk opens, the control slip (form 06) gets its first line.

    The law gives until the end of the day, after 15:00 until the next morning; usually it follows acceptance at once.
    Raises `Forbidden`, `NotNow`.
    """
    held = locked(dossier)
    if isinstance(by, Viewer):
        require(may_pass(by, held, "pass_on"))
    at = now()
    before = pass_to(held, "pass_on", at=at)
    first = next_step(held, None)
    giver = by.staff if isinstance(by, Viewer) else None
    number = HandOver.objects.filter(dossier=held).count() + 1
    HandOver.objects.create(
        dossier=held,
        number=number,
        from_agency=held.agency,
        from_staff=giver,
        to_agency=first.agency if first else held.competent_agency,
        to_unit=first.unit if first else "",
        given_at=at,
        due_at=held.due_at,
    )
    tell(PassedOn(**common(held, before=before)), held, by, at=at)
    if first is not None:
        open_step(held, first, at=at, by=by)
    ask_for_form(held, FormCode.CONTROL, number)
    return held

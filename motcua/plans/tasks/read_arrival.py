"""Read a file that somebody brought, however long that takes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import override

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.files import read_file
from motcua.base.jobs import task
from motcua.plans.actions.import_plan import import_for
from motcua.plans.actions.take_in import READ
from motcua.plans.models import Arrival, Plan


@task(READ, attempts=4, lease_seconds=1200)
def read_arrival(arrival: str) -> None:
    """Read it and keep the plan as a draft, or the sentence that says why not. Run twice it makes one plan."""
    found = Arrival.objects.select_related("agency", "file", "replaces").get(public_id=arrival)
    if found.state in (Arrival.State.READ, Arrival.State.REFUSED):
        return
    Arrival.objects.filter(pk=found.pk).update(state=Arrival.State.READING, began_at=now())
    try:
        plan = import_for(
            content=read_file(found.file),
            name=found.file.name,
            agency=found.agency,
            replaces=found.replaces,
            by=Actor.parse(found.by),
        )
    except Refusal as refusal:
        _ended(found, state=Arrival.State.REFUSED, trouble=_in_vietnamese(refusal))
    else:
        _ended(found, state=Arrival.State.READ, plan=plan)


@override("vi")
def _in_vietnamese(refusal: Refusal) -> str:
    """What is kept is Vietnamese, whoever brought the file (see `Arrival.why`)."""
    return str(refusal.message)


@transaction.atomic
def _ended(found: Arrival, *, state: Arrival.State, plan: Plan | None = None, trouble: str = "") -> None:
    Arrival.objects.filter(pk=found.pk).update(state=state, plan=plan, trouble=trouble, ended_at=now())

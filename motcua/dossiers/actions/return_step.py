"""Send work back to an earlier step, saying why."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.codes import ResultState, StepState
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import StepReturned
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Result, Step
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_work
from motcua.dossiers.steps import RECEIVE, active_step, open_step
from motcua.dossiers.words import NO_STEP
from motcua.rules.lifecycle import Status


@transaction.atomic
def return_step(*, dossier: Dossier, note: str, to: str | None = None, by: Viewer) -> Dossier:
    """Send the dossier back to step `to` (key; default the one before) with `note` for whoever takes it up.

    The steps from there to here get new rows with the next round; due times stay as promised.
    Raises `Forbidden`, `NotNow`, `Refusal` without a note.
    """
    held = locked(dossier)
    step = active_step(held)
    if step is None or held.status != Status.PROCESSING:
        raise NotNow(NO_STEP)
    require(may_work(by, step))
    if not note.strip():
        raise Refusal(_("Xin ghi rõ vì sao trả lại, để người làm trước sửa đúng chỗ."))
    if Result.objects.filter(dossier=held, state=ResultState.SIGNING).exists():
        raise NotNow(_("Kết quả đang được ký, xin chờ."))
    target = _target(held, step, to)
    at = now()
    Step.objects.filter(pk=step.pk).update(
        state=StepState.RETURNED, done_at=at, outcome="returned", note=note.strip(), holder=by.staff
    )
    again = _new_round(held, target, step)
    happened = StepReturned(**common(held), step=step.key, place=step.place, round=step.round, back_to=target.key)
    tell(happened, held, by, at=at)
    open_step(held, again, at=at, by=by)
    return held


def _target(held: Dossier, step: Step, to: str | None) -> Step:
    earlier = Step.objects.filter(dossier=held, place__lt=step.place).exclude(kind=RECEIVE)
    found = (earlier.filter(key=to) if to else earlier).order_by("-place", "-round").first()
    if found is None:
        raise NotNow(_("Không có bước nào trước bước này để trả lại."))
    return found


def _new_round(held: Dossier, target: Step, step: Step) -> Step:
    latest: dict[int, Step] = {}
    for each in Step.objects.filter(dossier=held, place__gte=target.place, place__lte=step.place).order_by("round"):
        latest[each.place] = each
    copies = [
        Step(
            dossier=held, place=each.place, round=each.round + 1, key=each.key, kind=each.kind, name=each.name,
            role=each.role, unit=each.unit, share=each.share, agency_id=each.agency_id, due_at=each.due_at,
        )
        for _place, each in sorted(latest.items())
    ]  # fmt: skip
    return Step.objects.bulk_create(copies)[0]

"""Finish a step; the next one opens."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.verdict import require
from motcua.catalogue.api import pack_of
from motcua.directory.api import Viewer
from motcua.dossiers.errors import NotNow
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_work
from motcua.dossiers.steps import RETURN, SIGN, active_step, close_step, next_step, open_step
from motcua.dossiers.words import NO_DRAFT_YET, NO_STEP
from motcua.rules.lifecycle import Status


@transaction.atomic
def finish_step(*, dossier: Dossier, outcome: str = "done", note: str = "", by: Viewer) -> Dossier:
    """Close the active step (taking it first where it is open and of the viewer's role) and open the next.

    `outcome` is a short code; `note` stays inside the agency. A step of kind sign ends by signing, one of kind return
    by handing over. Before a sign step every result the pack can render must be drafted. Raises `Forbidden`, `NotNow`.
    """
    held = locked(dossier)
    step = active_step(held)
    if step is None or held.status != Status.PROCESSING:
        raise NotNow(NO_STEP)
    require(may_work(by, step))
    if step.kind == SIGN:
        raise NotNow(_("Bước này xong khi kết quả được ký."))
    following = next_step(held, step)
    if following is None or following.kind in (SIGN, RETURN):
        _must_be_drafted(held)
    if following is None or following.kind == RETURN:
        raise NotNow(_("Bước này xong khi kết quả được ký và ban hành."))
    at = now()
    close_step(held, step, outcome=outcome[:40], note=note, at=at, by=by)
    open_step(held, following, at=at, by=by)
    return held


def _must_be_drafted(held: Dossier) -> None:
    wanted = {each.id for each in pack_of(held.procedure_version_id).results if each.template}
    drafted = set(Result.objects.filter(dossier=held).values_list("key", flat=True))
    if not wanted <= drafted:
        raise NotNow(NO_DRAFT_YET)

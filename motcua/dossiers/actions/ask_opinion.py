"""Ask another unit or agency for its opinion; it has a clock of its own, the dossier's runs on."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Agency, Unit, Viewer
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import OpinionAsked
from motcua.dossiers.facts import clock_of, common, tell
from motcua.dossiers.models import Dossier, OpinionRequest
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_work
from motcua.dossiers.steps import active_step
from motcua.dossiers.words import NO_STEP
from motcua.rules.clock import TimeLimit, due_at
from motcua.rules.lifecycle import Status

NO_UNIT = _("Cơ quan này không có bộ phận đó. Bỏ trống để hỏi cả cơ quan.")


@transaction.atomic
def ask_opinion(
    *, dossier: Dossier, agency: Agency, question: str, limit: TimeLimit, unit: str = "", by: Viewer
) -> OpinionRequest:
    """Ask `agency` a question, to be answered within `limit` by that agency's working clock.

    With `unit`, the code of an open unit there, only who works in that unit sees the dossier and answers.
    Raises `Forbidden`, `NotNow`, `Refusal` without a question or for a unit that is not there.
    """
    held = locked(dossier)
    step = active_step(held)
    if step is None or by.staff is None or held.status != Status.PROCESSING:
        raise NotNow(NO_STEP)
    require(may_work(by, step))
    if not question.strip():
        raise Refusal(_("Xin ghi rõ điều cần hỏi ý kiến."))
    if unit and not Unit.objects.filter(agency=agency, code=unit, active=True).exists():
        raise Refusal(NO_UNIT, fields={"unit": NO_UNIT})
    at = now()
    request = OpinionRequest.objects.create(
        dossier=held,
        step=step,
        asked_agency=agency,
        asked_unit=unit,
        question=question.strip(),
        asked_by=by.staff,
        asked_at=at,
        due_at=due_at(at, limit, clock_of(agency)),
    )
    happened = OpinionAsked(
        **common(held),
        opinion=request.pk,
        asked_agency=agency.code,
        asked_unit=unit,
        opinion_due_at=request.due_at,
    )
    tell(happened, held, by, at=at)
    return request

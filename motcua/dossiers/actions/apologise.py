"""Late: an apology with the reason and the one new date (form 04)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.codes import FormCode
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Apologised
from motcua.dossiers.facts import clock_of, common, tell
from motcua.dossiers.models import Dossier
from motcua.dossiers.moving import locked, write
from motcua.dossiers.policies import may_apologise
from motcua.dossiers.steps import plan_anew
from motcua.rules.clock import apology_due
from motcua.rules.lifecycle import SETTLING, second_promise_allowed


@transaction.atomic
def apologise(*, dossier: Dossier, new_due: datetime, reason: str, by: Viewer) -> Dossier:
    """Promise `new_due` (aware) once, with the reason the applicant reads; the first promise stays on record.

    Should come at least a day before the deadline (Decree 118/2025); coming late it is still sent, and counted.
    Raises `Forbidden`, `NotNow` for a second one, `Refusal` for a date that is not later.
    """
    held = locked(dossier)
    require(may_apologise(by, held))
    if held.status not in SETTLING or held.due_at is None:
        raise NotNow(_("Hồ sơ này không có ngày hẹn để hẹn lại."))
    if not second_promise_allowed(held.apology_count):
        raise NotNow(_("Hồ sơ này đã được hẹn lại một lần. Pháp luật không cho hẹn lại lần nữa."))
    at, old = now(), held.due_at
    if not reason.strip() or new_due <= max(old, at):
        raise Refusal(_("Xin ghi lý do và một ngày hẹn mới muộn hơn ngày hẹn cũ."))
    in_time = at <= apology_due(old, clock_of(held.competent_agency))
    write(
        held,
        due_at=new_due,
        apology_count=held.apology_count + 1,
        apology_reason=reason.strip(),
        due_soon_told_at=None,
        overdue_told_at=None,
    )
    plan_anew(held, at=at)
    tell(Apologised(**common(held), old_due_at=old, in_time=in_time), held, by, at=at)
    ask_for_form(held, FormCode.APOLOGY)
    return held

"""A correction is not signed: the leader does not, or whoever drafted it takes it back. The old result stays."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.asking import go_on_returning
from motcua.dossiers.codes import ResultState
from motcua.dossiers.corrections import SIGNABLE, being_corrected
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import CorrectionDeclined
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_decline_correction
from motcua.dossiers.sole import give_back_sole
from motcua.dossiers.taken_back import is_left_something
from motcua.dossiers.words import NO_CORRECTION


@transaction.atomic
def decline_correction(*, dossier: Dossier, reason: str, by: Viewer) -> list[Result]:
    """End every correction of `dossier` that waits for its signature, for a reason whoever drafted it reads; another
    may be begun. What is being signed this moment is not ended.

    Raises `Forbidden`, `NotNow`, `Refusal` without a reason.
    """
    held = locked(dossier)
    found = list(being_corrected(held).filter(SIGNABLE))
    require(may_decline_correction(by, held, found))
    if not found:
        raise NotNow(NO_CORRECTION)
    if not reason.strip():
        raise Refusal(_("Xin ghi lý do không ký."), fields={"reason": _("Chưa có lý do.")})
    for each in found:
        each.state, each.failure = ResultState.DECLINED, reason.strip()[:500]
        each.save(update_fields=["state", "failure"])
        tell(CorrectionDeclined(**common(held), result=each.key, whom=each.drafted_by_id), held, by)
    if not being_corrected(held).exists() and not is_left_something(held.public_id):
        give_back_sole(held, now())
    go_on_returning(held, after=f"correction-{found[-1].pk}")
    return found

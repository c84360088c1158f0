"""Answer a question of another unit or agency."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.codes import Opinion
from motcua.dossiers.errors import Stale
from motcua.dossiers.events import OpinionGiven
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import OpinionRequest
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_give_opinion


@transaction.atomic
def give_opinion(*, request: OpinionRequest, opinion: str, answer: str, by: Viewer) -> OpinionRequest:
    """Answer once: `opinion` is a code of `Opinion`, `answer` the words. Raises `Forbidden`, `Refusal`, `Stale`."""
    held = locked(request.dossier)
    require(may_give_opinion(by, request))
    if opinion not in Opinion.values:
        raise Refusal(_("Xin chọn thống nhất, không thống nhất hoặc có ý kiến khác."))
    if opinion != Opinion.AGREE and not answer.strip():
        raise Refusal(_("Xin ghi rõ ý kiến."), fields={"answer": _("Chưa có nội dung.")})
    at = now()
    changed = OpinionRequest.objects.filter(pk=request.pk, answered_at__isnull=True).update(
        answered_at=at, answered_by=by.staff, opinion=opinion, answer=answer.strip()
    )
    if not changed:
        raise Stale
    request.refresh_from_db()
    happened = OpinionGiven(
        **common(held),
        opinion=request.pk,
        asked_agency=request.asked_agency.code,
        says=opinion,
        late=at > request.due_at,
    )
    tell(happened, held, by, at=at)
    return request

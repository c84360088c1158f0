"""A procedure is taken off the portal."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.catalogue.events import ProcedureWithdrawn
from motcua.catalogue.models import Procedure
from motcua.catalogue.policies import may_publish_packs
from motcua.catalogue.selectors import forget
from motcua.directory.api import Viewer

LONGEST_REASON = 300


@transaction.atomic
def withdraw_procedure(*, slug: str, reason: str, by: Viewer) -> bool:
    """Nobody begins or files it from now on; dossiers that run go on, on their version. False where it was withdrawn
    already. `reason` is read by everybody: the decision that ends it.

    Raises `Forbidden`; `Refusal` without a reason.
    """
    require(may_publish_packs(by))
    why = reason.strip()[:LONGEST_REASON]
    if not why:
        raise Refusal(_("Xin ghi lý do thôi công bố, người dân sẽ đọc."), fields={"reason": _("Chưa có lý do.")})
    changed = Procedure.objects.filter(slug=slug, published=True).update(
        published=False, withdrawn_at=now(), withdrawn_reason=why
    )
    if changed:
        record(ProcedureWithdrawn(slug, why), stream=f"procedure:{slug}", by=by.actor)
        transaction.on_commit(forget)
    return bool(changed)

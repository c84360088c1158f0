"""The applicant takes the dossier back before the result is signed (form 05)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.codes import FormCode, ResultState
from motcua.dossiers.ending import close_request, held_with_bills, let_go
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Withdrawn
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.moving import pass_to
from motcua.dossiers.policies import may_pass
from motcua.payments.api import RefundCause


@transaction.atomic
def withdraw(*, dossier: Dossier, reason: str = "", by: Viewer) -> Dossier:
    """Status 1, 2, 4, 5 or 6 to 7; no reason is demanded. An open request for a supplement is closed, an unpaid bill
    cancelled, a paid one put before the accountant.

    Raises `Forbidden`; `NotNow` while the result is being signed.
    """
    held = held_with_bills(dossier)
    require(may_pass(by, held, "withdraw"))
    if Result.objects.filter(dossier=held, state__in=[ResultState.SIGNING, ResultState.ISSUED]).exists():
        raise NotNow(_("Kết quả đang được ký nên hồ sơ không rút được nữa."))
    at = now()
    close_request(held, at, by)
    before = pass_to(held, "withdraw", at=at, end_reason=reason.strip())
    tell(Withdrawn(**common(held, before=before)), held, by, at=at)
    let_go(held, RefundCause.WITHDRAWN, by)
    ask_for_form(held, FormCode.STOP)
    return held

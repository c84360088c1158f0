"""The head does not sign an apology: the promise made first stands."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.directory.api import Viewer
from motcua.dossiers.actions.sign_apology import to_be_signed
from motcua.dossiers.codes import ApologyState
from motcua.dossiers.events import ApologyDeclined
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Apology, Dossier


@transaction.atomic
def decline_apology(*, dossier: Dossier, reason: str, by: Viewer) -> Apology:
    """Do not sign it, for a reason whoever wrote it reads: the promise made first stands. Raises `Forbidden`, `NotNow`,
    `Refusal` without a reason."""
    held, found = to_be_signed(dossier, by)
    if not reason.strip():
        raise Refusal(_("Xin ghi lý do không ký."), fields={"reason": _("Chưa có lý do.")})
    found.state, found.failure = ApologyState.DECLINED, reason.strip()[:500]
    found.save(update_fields=["state", "failure"])
    tell(ApologyDeclined(**common(held)), held, by)
    return found

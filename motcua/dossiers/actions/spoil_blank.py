"""A preprinted form went wrong: torn or misprinted before it was given, or cancelled after."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.blanks import keep_blank, serial_of
from motcua.dossiers.corrections import in_place
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import BlankSpoiled
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, PaperBlank, Result
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_spoil_blank
from motcua.rules.lifecycle import Status


@transaction.atomic
def spoil_blank(*, dossier: Dossier, serial: str, reason: str, key: str = "", by: Viewer) -> PaperBlank:
    """Record a spoiled or cancelled form with its reason; its serial never serves again. The same press again changes
    nothing. `key`: of which result of the pack, where there are several.

    Raises `Forbidden`, `NotNow` without a signed result, `Refusal` without reason or where another dossier has it.
    """
    held = locked(dossier)
    require(may_spoil_blank(by, held))
    plain, why = serial_of(serial, box="serial"), reason.strip()[:300]
    if not why:
        raise Refusal(_("Xin ghi lý do phôi bị hỏng, hủy."), fields={"reason": _("Chưa có lý do.")})
    result = _result(held, key)
    blank = PaperBlank.objects.filter(result__dossier=held, kind=result.kind, serial=plain).first()
    if blank is not None and blank.spoiled_at is not None:
        return blank
    if blank is not None:
        blank.spoiled_by, blank.spoiled_at, blank.reason = by.staff, now(), why
        blank.save(update_fields=["spoiled_by", "spoiled_at", "reason"])
    elif held.status == Status.RETURNED:
        words = _("Phôi số %(serial)s không phải phôi đã trao của hồ sơ này.") % {"serial": plain}
        raise Refusal(words, fields={"serial": words})
    else:
        spoiled = PaperBlank(result=result, serial=plain, spoiled_by=by.staff, spoiled_at=now(), reason=why)
        blank = keep_blank(held, spoiled, box="serial")
    told = BlankSpoiled(**common(held), result=result.key, kind=blank.kind, serial=plain)
    tell(told, held, by)
    return blank


def _result(held: Dossier, key: str) -> Result:
    signed = in_place(held)
    found = (signed.filter(key=key) if key else signed).first()
    if found is None:
        raise NotNow(_("Hồ sơ chưa có kết quả đã ký để in ra phôi."))
    return found

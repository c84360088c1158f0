"""A preprinted form was handed over and is spoiled or lost: it is cancelled, and another is given in its place."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.blanks import keep_blank, serial_of
from motcua.dossiers.corrections import stands_for
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import BlankGiven, BlankSpoiled
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, PaperBlank
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_replace_blank

REASON = 300


@transaction.atomic
def replace_blank(*, dossier: Dossier, old: str, serial: str, reason: str, by: Viewer) -> PaperBlank:
    """Cancel the form `old` that was handed over and record `serial` given for it; the result itself, its number and
    its electronic copy stay. `reason` may be empty where the old one was cancelled before. The same press again
    changes nothing.

    Raises `Forbidden`; `Refusal` for a form not given with this dossier or replaced before, without reason, or where
    the new serial was used.
    """
    held = locked(dossier)
    require(may_replace_blank(by, held))
    lost, new = serial_of(old, box="old"), serial_of(serial, box="serial")
    first = PaperBlank.objects.filter(result__dossier=held, serial=lost, given_at__isnull=False).first()
    if first is None:
        words = _("Phôi số %(serial)s không phải phôi đã trao của hồ sơ này.") % {"serial": lost}
        raise Refusal(words, fields={"old": words})
    later = PaperBlank.objects.filter(replaces=first).first()
    if later is not None:
        if later.serial == new:
            return later
        raise NotNow(_("Phôi số %(serial)s đã được thay bằng phôi khác.") % {"serial": lost})
    _cancel(held, first, reason.strip()[:REASON], by)
    given = PaperBlank(result=stands_for(first.result), serial=new, given_by=by.staff, given_at=now(), replaces=first)
    blank = keep_blank(held, given, box="serial")
    told = BlankGiven(**common(held), result=first.result.key, kind=blank.kind, serial=new, replaces=lost)
    tell(told, held, by)
    return blank


def _cancel(held: Dossier, first: PaperBlank, why: str, by: Viewer) -> None:
    if first.spoiled_at is not None:
        return
    if not why:
        raise Refusal(_("Xin ghi lý do phôi bị hỏng, hủy."), fields={"reason": _("Chưa có lý do.")})
    first.spoiled_by, first.spoiled_at, first.reason = by.staff, now(), why
    first.save(update_fields=["spoiled_by", "spoiled_at", "reason"])
    tell(BlankSpoiled(**common(held), result=first.result.key, kind=first.kind, serial=first.serial), held, by)

"""Late: whoever settles writes the apology with the one new date, for the head to sign (form 04)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.codes import ApologyState
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import ApologyAsked
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.moving import locked, write
from motcua.dossiers.policies import may_apologise
from motcua.dossiers.words import ONLY_STAFF
from motcua.rules.lifecycle import SETTLING, second_promise_allowed


@transaction.atomic
def ask_apology(*, dossier: Dossier, new_due: datetime, reason: str, by: Viewer) -> Apology:
    """Put `new_due` (aware) and the reason the applicant will read before who signs for the agency; written again, it
    takes the place of what was not signed. Nothing is promised yet: `sign_apology` does that.

    Whoever may sign hears of it before the time runs out, as who settles did.
    Raises `Forbidden`, `NotNow` for a second promise, `Refusal` for a date that is not later.
    """
    held = locked(dossier)
    require(may_apologise(by, held))
    if by.staff is None:
        raise NotNow(ONLY_STAFF)
    at, kept = now(), Apology.objects.filter(dossier=held).first()
    still_possible(held, kept)
    if not reason.strip() or not is_later(new_due, held, at):
        raise Refusal(_("Xin ghi lý do và một ngày hẹn mới muộn hơn ngày hẹn cũ."))
    if kept is not None and kept.waits and (kept.new_due_at, kept.reason) == (new_due, reason.strip()):
        return kept  # pressed again
    made = kept or Apology(dossier=held)
    made.new_due_at, made.reason, made.asked_by, made.asked_at = new_due, reason.strip(), by.staff, at
    made.state, made.signer, made.failure = ApologyState.ASKED, None, ""
    made.save()
    write(held, due_soon_told_at=None)
    tell(ApologyAsked(**common(held), new_due_at=new_due), held, by, at=at)
    return made


def still_possible(held: Dossier, kept: Apology | None) -> None:
    """Raise `NotNow` where no (other) new date may be promised."""
    if held.status not in SETTLING or held.due_at is None:
        raise NotNow(_("Hồ sơ này không có ngày hẹn để hẹn lại."))
    if not second_promise_allowed(held.apology_count):
        raise NotNow(_("Hồ sơ này đã được hẹn lại một lần. Pháp luật không cho hẹn lại lần nữa."))
    if kept is not None and kept.state == ApologyState.SIGNING and not kept.failure:
        raise NotNow(_("Văn bản xin lỗi đang được ký."))


def is_later(new_due: datetime, held: Dossier, at: datetime) -> bool:
    """Whether the new date lies ahead, and after the one promised before."""
    return held.due_at is not None and new_due > max(held.due_at, at)

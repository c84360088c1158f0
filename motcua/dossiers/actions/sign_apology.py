"""The head decides to sign an apology; the signing itself is a job, because it calls the outside."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.actions.ask_apology import is_later, still_possible
from motcua.dossiers.asking import ask_to_sign_apology
from motcua.dossiers.codes import ApologyState
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import ApologySignAsked
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_sign_apology

GONE = _("Không có văn bản xin lỗi nào chờ ký ở hồ sơ này.")


@transaction.atomic
def sign_apology(*, dossier: Dossier, by: Viewer) -> Apology:
    """Ask for the head's signature on what `ask_apology` wrote. Asked again after a failure, it is one more try.

    A job then numbers, renders, signs, seals and sends it; from then on the new date counts. Raises `Forbidden`,
    `NotNow`; `Refusal` where the date written has passed meanwhile.
    """
    held, found = to_be_signed(dossier, by)
    still_possible(held, found)
    at = now()
    if not is_later(found.new_due_at, held, at):
        raise Refusal(_("Ngày hẹn mới đã qua hoặc không muộn hơn ngày hẹn cũ. Xin ghi lại ngày khác rồi ký."))
    found.state, found.signer, found.failure = ApologyState.SIGNING, by.staff, ""
    found.sign_tries += 1
    found.save(update_fields=["state", "signer", "failure", "sign_tries"])
    tell(ApologySignAsked(**common(held), attempt=found.sign_tries), held, by, at=at)
    ask_to_sign_apology(held, found.sign_tries)
    return found


def sign_apologies(*, dossiers: Iterable[Dossier], by: Viewer) -> dict[str, object]:
    """Batch signing: each in its own transaction. Answers public id → refusal, for those that were refused."""
    refused: dict[str, object] = {}
    for dossier in dossiers:
        try:
            sign_apology(dossier=dossier, by=by)
        except Refusal as refusal:
            refused[dossier.public_id] = refusal.message
    return refused


def to_be_signed(dossier: Dossier, by: Viewer) -> tuple[Dossier, Apology]:
    """The dossier, held, and its apology that waits for `by`'s signature. Raises `Forbidden`, `NotNow`."""
    held = locked(dossier)
    require(may_sign_apology(by, held))
    found = Apology.objects.filter(dossier=held).first()
    if found is None or not found.waits:
        raise NotNow(GONE)
    return held, found

"""The money went back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.directory.api import Viewer
from motcua.payments.actions.refund_steps import locked_refund, move, tell_refund
from motcua.payments.events import Refunded
from motcua.payments.models import Refund


@transaction.atomic
def mark_refunded(*, refund: Refund, proof: str, by: Viewer) -> Refund:
    """ordered → paid; `proof` names the payment order or the signed sheet. Raises `Forbidden`, `Refusal`, `NotNow`."""
    held = locked_refund(refund, by)
    if not proof.strip():
        raise Refusal(_("Xin ghi số chứng từ trả tiền."), fields={"proof": _("Chưa có số chứng từ.")})
    move(held, "pay", proof=proof.strip()[:120], paid_at=now(), paid_by=str(by.actor), by=by)
    tell_refund(held, Refunded, by)
    return held

"""The accountant keeps a paid fee, naming the text that says so."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.directory.api import Viewer
from motcua.payments.actions.refund_steps import locked_refund, move, tell_refund
from motcua.payments.events import FeeKept
from motcua.payments.models import Refund


@transaction.atomic
def keep_fee(*, refund: Refund, basis: str, by: Viewer) -> Refund:
    """asked → kept. `basis` names the text (number and article) by which this fee is not given back.

    The payer reads it. Money that was never owed is not kept. Raises `Forbidden`, `Refusal` without the text, `NotNow`.
    """
    held = locked_refund(refund, by)
    if held.surplus:
        raise Refusal(_("Tiền nộp thừa phải được trả lại."))
    if not basis.strip():
        raise Refusal(
            _("Xin ghi văn bản và điều khoản quy định khoản này không trả lại."),
            fields={"basis": _("Chưa ghi căn cứ.")},
        )
    move(held, "keep", reason=basis.strip()[:300], by=by)
    tell_refund(held, FeeKept, by)
    return held

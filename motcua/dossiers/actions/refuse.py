"""Refuse to accept a dossier (form 03)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.codes import FormCode
from motcua.dossiers.ending import close_request, held_with_bills, let_go
from motcua.dossiers.events import Refused
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier
from motcua.dossiers.moving import pass_to
from motcua.dossiers.policies import may_refuse
from motcua.payments.api import RefundCause


class RefusalReason(TextChoices):
    """Why a dossier is not accepted."""

    NOT_COMPETENT = "not_competent", _("Không thuộc thẩm quyền của cơ quan này")
    NOT_ELIGIBLE = "not_eligible", _("Không đủ điều kiện theo quy định")
    NOT_GENUINE = "not_genuine", _("Giấy tờ không hợp lệ, không xác thực được")
    DUPLICATE = "duplicate", _("Trùng với hồ sơ đang giải quyết")
    OTHER = "other", _("Lý do khác")


@transaction.atomic
def refuse(*, dossier: Dossier, reason: str, words: str, by: Viewer) -> Dossier:
    """Status 1 to 3. `reason` is a code of `RefusalReason`, `words` what the applicant reads; form 03 follows, with
    the way to complain (written into the form). An unpaid bill is cancelled, a paid one put before the accountant.

    Raises `Forbidden`, `Refusal` without words.
    """
    held = held_with_bills(dossier)
    require(may_refuse(by, held))
    if reason not in RefusalReason.values or not words.strip():
        raise Refusal(_("Xin ghi rõ lý do từ chối để người nộp hiểu và biết phải làm gì tiếp."))
    at = now()
    close_request(held, at, by)
    late = held.first_answer_due is not None and at > held.first_answer_due
    before = pass_to(held, "refuse", at=at, end_reason=words.strip(), first_answered_at=at, holder=None)
    tell(Refused(**common(held, before=before), reason=reason, first_answer_late=late), held, by, at=at)
    let_go(held, RefundCause.REFUSED, by)
    ask_for_form(held, FormCode.REFUSAL)
    return held

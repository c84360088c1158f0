"""Take a rating."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import PUBLIC, Actor
from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.feedback.events import Rated
from motcua.feedback.models import Invitation, Rating
from motcua.feedback.reasons import REASONS
from motcua.feedback.selectors import invitation_by_token


@transaction.atomic
def rate(*, token: str, level: int, reasons: Sequence[str] = (), comment: str = "") -> Rating:
    """Record the rating behind a one-time link. The first stays: the link works once.

    Raises `NotFound` for an unknown link and `Refusal` for one that was used or is too old, or an unknown level.
    """
    invitation = invitation_by_token(token)
    if level not in Rating.Level.values:
        raise Refusal(_("Xin chọn một trong ba mức."))
    claimed = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now()).update(used_at=now())
    if not claimed:
        raise Refusal(_("Đường dẫn này đã dùng hoặc đã hết hạn. Cảm ơn ông/bà."))
    known = [each for each in dict.fromkeys(reasons) if each in REASONS]
    rating = Rating.objects.create(
        invitation=invitation, level=level, reasons=known, comment=comment.strip()[:2000], at=now()
    )
    record(
        Rated(
            invitation.dossier,
            invitation.procedure,
            invitation.agency,
            invitation.channel,
            invitation.filed_as,
            level,
            known,
            bool(rating.comment),
        ),
        stream=f"dossier:{invitation.dossier}",
        by=Actor(PUBLIC),
    )
    return rating

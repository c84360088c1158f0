"""Questions about ratings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from motcua.base.clock import HO_CHI_MINH, now
from motcua.base.errors import NotFound
from motcua.feedback.models import Invitation, Rating
from motcua.feedback.reasons import REASONS
from motcua.feedback.tokens import digest_of, token_of


def invitation_by_token(token: str) -> Invitation:
    """The invitation behind a link. Raises `NotFound`."""
    found = Invitation.objects.filter(token_sha256=digest_of(token)).first()
    if found is None:
        raise NotFound(_("Đường dẫn đánh giá này không đúng. Xin mở lại từ tin trong Hộp thư hoặc thư điện tử."))
    return found


def token_to_rate(dossier: str) -> str:
    """The secret of the link by which `dossier` (public id) can still be rated; empty where nobody was asked, where it
    was rated, and where the time is over."""
    still_asked = Invitation.objects.filter(dossier=dossier, used_at=None, expires_at__gt=now())
    return token_of(dossier) if still_asked.exists() else ""


@dataclass(frozen=True)
class Remark:
    """What somebody said with a rating: its level, the reasons in words, the comment; `day` is the first of the month.

    Nothing in it leads to the person or the dossier: whoever rates is promised that.
    """

    level: int
    reasons: tuple[str, ...]
    comment: str
    procedure: str
    day: date


def remarks(agencies: Iterable[str], begin: datetime, end: datetime, most: int) -> list[Remark]:
    """What was said of the work of `agencies` (codes) from `begin` until before `end`, newest first, at most `most`.

    The door asks only for agencies its viewer watches over.
    """
    said = Rating.objects.filter(invitation__agency__in=list(agencies), at__gte=begin, at__lt=end)
    found = said.exclude(comment="", reasons=[]).select_related("invitation").order_by("-at", "-pk")
    return [
        Remark(
            each.level,
            tuple(str(REASONS[code]) for code in each.reasons if code in REASONS),
            each.comment,
            each.invitation.procedure,
            each.at.astimezone(HO_CHI_MINH).date().replace(day=1),
        )
        for each in found[:most]
    ]

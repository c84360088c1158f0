"""Who may fill which draft."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.verdict import Verdict, allow, refuse
from motcua.directory.api import Viewer, acts_for
from motcua.eforms.models import Draft

NO_LONGER_ACTING = _("Ông/bà không còn được ghi nhận là người đại diện, nên không nộp thay được bản khai này.")


def may_open(viewer: Viewer) -> Verdict:
    """Whoever may file: an account of level 2 (Decree 69/2024/NĐ-CP), so that nobody types in vain."""
    if not viewer.is_citizen:
        return refuse(_("Xin đăng nhập bằng VNeID để điền và nộp hồ sơ."))
    if not viewer.may_file:
        return refuse(_("Tài khoản VNeID của ông/bà chưa ở mức độ 2 nên chưa nộp được hồ sơ."), "69/2024/NĐ-CP")
    return allow()


def may_fill(viewer: Viewer, draft: Draft) -> Verdict:
    """Only the account that opened it."""
    if viewer.is_citizen and str(viewer.actor) == draft.owner_ref:
        return allow()
    return refuse(_("Bản khai này của tài khoản khác."))


def may_speak_for(viewer: Viewer, draft: Draft) -> Verdict:
    """Whose draft it is may be handed in by themself, and by whoever is recorded today as acting for them: what was
    true when it was begun may have ended since."""
    if draft.subject == viewer.own_subject or viewer.person is None:
        return allow()
    if acts_for(viewer.person, draft.subject) is not None:
        return allow()
    return refuse(NO_LONGER_ACTING)

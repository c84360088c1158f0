"""Who may look into whose vault."""

from __future__ import annotations

from motcua.base.verdict import Verdict, allow, refuse
from motcua.directory.api import Subject, Viewer
from motcua.vault.errors import NOT_YOURS, WHY


def may_read(viewer: Viewer, subject: Subject, *, purpose: str = "", dossier: str = "") -> Verdict:
    """The owner and who acts for the owner: always. Staff: for a stated purpose and a dossier. Others: no."""
    if is_owner(viewer, subject):
        return allow()
    if viewer.staff is None:
        return refuse(NOT_YOURS)
    if not (purpose.strip() and dossier.strip()):
        return refuse(WHY, "Luật Bảo vệ dữ liệu cá nhân; Nghị định 45/2020/NĐ-CP")
    return allow()


def is_owner(viewer: Viewer, subject: Subject) -> bool:
    """The viewer is the subject, or has chosen to act for it."""
    return subject in (viewer.own_subject, viewer.acting_for)


def may_keep(viewer: Viewer, subject: Subject) -> Verdict:
    """Citizens put things only into a vault of theirs; staff only by the dossier actions that call here."""
    return allow() if is_owner(viewer, subject) or viewer.staff is not None else refuse(NOT_YOURS)

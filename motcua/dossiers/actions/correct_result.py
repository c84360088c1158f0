"""A result that was issued is wrong: whoever drafts such results writes what is wrong, and the one to stand in its
place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Staff, Viewer
from motcua.dossiers.actions.draft_result import CHANGEABLE
from motcua.dossiers.corrections import being_corrected, result_meant
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import CorrectionAsked
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_correct_result
from motcua.dossiers.sole import hold_sole_again
from motcua.dossiers.taken_back import is_left_something
from motcua.dossiers.words import ONLY_STAFF
from motcua.papers.api import IssuedPaper

LONGEST = 300


@transaction.atomic
def correct_result(*, dossier: Dossier, wrong: str, data: Mapping[str, Any], key: str = "", by: Viewer) -> Result:
    """Draft what is to stand in the place of a signed result, in force or revoked; written again by the same hand, it
    takes the place of what was not signed. Nothing changes before `sign_result`: the old one counts as it did, only
    that one which was not handed over yet waits.

    `wrong`: what is wrong and why, read by the applicant and whoever checks the old paper (at most 300 characters).
    `key`: which result of the pack, where there are several. Raises `Forbidden`; `NotNow` where a colleague drafts it,
    it is being signed, or another dossier about the same thing was filed since; `Refusal`.
    """
    held = locked(dossier)
    require(may_correct_result(by, held))
    if by.staff is None:
        raise NotNow(ONLY_STAFF)
    old, why = result_meant(held, key), _words(wrong)
    if old is None:
        raise Refusal(_("Xin chọn kết quả cần đính chính."), fields={"result": _("Chưa chọn.")})
    if old.data == dict(data) and old.issued_paper and old.issued_paper.state == IssuedPaper.State.VALID:
        raise Refusal(_("Bản đính chính giống hệt bản cũ. Xin sửa chỗ sai."))
    at = now()
    begun = being_corrected(held).select_related("drafted_by").filter(corrects=old).first()
    if begun is None:
        begun = _begin(held, old, why, data, by.staff, at)
    elif _same(begun, why, data, by.staff):
        return begun  # pressed again
    else:
        _rewrite(begun, why, data, by.staff, at)
    tell(CorrectionAsked(**common(held), result=begun.key, kind=begun.kind), held, by, at=at)
    return begun


def _begin(held: Dossier, old: Result, why: str, data: Mapping[str, Any], by: Staff, at: datetime) -> Result:
    if not is_left_something(held.public_id):
        hold_sole_again(held)
    return Result.objects.create(
        dossier=held,
        key=old.key,
        kind=old.kind,
        title=old.title,
        data=dict(data),
        drafted_by=by,
        drafted_at=at,
        corrects=old,
        wrong=why,
    )


def _same(begun: Result, why: str, data: Mapping[str, Any], by: Staff) -> bool:
    said = (begun.wrong, begun.data, begun.state, begun.drafted_by_id)
    return said == (why, dict(data), CHANGEABLE[0], by.pk)


def _rewrite(begun: Result, why: str, data: Mapping[str, Any], by: Staff, at: datetime) -> None:
    other = begun.drafted_by
    if other is not None and other.pk != by.pk and other.active:
        raise NotNow(_("Bản đính chính này đang do %(name)s soạn.") % {"name": other.full_name})
    changed = Result.objects.filter(pk=begun.pk, state__in=CHANGEABLE).update(
        wrong=why, data=dict(data), drafted_by=by, drafted_at=at, state=CHANGEABLE[0], failure=""
    )
    if not changed:
        raise NotNow(_("Kết quả đã trình ký nên không sửa được nữa."))
    begun.refresh_from_db()


def _words(wrong: str) -> str:
    words = " ".join(wrong.split())
    if not words:
        raise Refusal(_("Xin ghi sai ở đâu, vì sao."), fields={"wrong": _("Chưa có lý do.")})
    if len(words) > LONGEST:
        long = _("Lý do dài quá 300 chữ cái. Xin ghi ngắn lại.")
        raise Refusal(long, fields={"wrong": long})
    return words

"""The applicant hands in what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.models import StoredFile
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.codes import FormCode, PartSource
from motcua.dossiers.errors import Incomplete, NotNow
from motcua.dossiers.events import SupplementAnswered
from motcua.dossiers.facts import clock_of, common, tell
from motcua.dossiers.intake import require_readable
from motcua.dossiers.models import Dossier, Part, SupplementRequest
from motcua.dossiers.moving import locked, pass_to, waited_minutes, write
from motcua.dossiers.policies import may_pass
from motcua.rules.clock import first_answer_due
from motcua.rules.lifecycle import Status


@dataclass(frozen=True)
class HandedIn:
    """One file for one component."""

    component: str
    file: StoredFile
    source: str = PartSource.UPLOAD.value


@transaction.atomic
def answer_supplement(*, dossier: Dossier, parts: Sequence[HandedIn], note: str = "", by: Viewer) -> Dossier:
    """Status 5 back to where it was asked; the clock goes on, the due date moves by the time waited.

    Every component asked for needs a file; where only the declaration or a fact was asked about, `note` answers.
    Raises `Forbidden`, `Incomplete` (with `fields`), `MissingFile`.
    """
    held = locked(dossier)
    require(may_pass(by, held, "answer_supplement"))
    request = (
        SupplementRequest.objects.select_for_update().filter(dossier=held, answered_at=None, closed_at=None).first()
    )
    if request is None:
        raise NotNow(_("Hồ sơ này không có yêu cầu bổ sung nào đang chờ."))
    _check(request, parts, note)
    at = now()
    Part.objects.bulk_create(_rows(held, request.number, parts))
    SupplementRequest.objects.filter(pk=request.pk).update(answered_at=at, note=note.strip())
    before = pass_to(held, "answer_supplement", at=at)
    if held.status == Status.REGISTERED:
        _start_first_answer_again(held, at)
    happened = SupplementAnswered(
        **common(held, before=before),
        number=request.number,
        files=len(parts),
        waited=waited_minutes(held, request.asked_at, at),
    )
    tell(happened, held, by, at=at)
    ask_for_form(held, FormCode.ARRIVAL, request.number + 1)
    return held


def _check(request: SupplementRequest, parts: Sequence[HandedIn], note: str) -> None:
    given = {each.component for each in parts}
    missing = {
        item["component"]: _("Chưa có tệp cho giấy tờ này.")
        for item in request.items
        if item["component"] != "form" and item["component"] not in given
    }
    if missing:
        raise Incomplete(_("Xin nộp đủ các giấy tờ được yêu cầu trong một lần."), fields=missing)
    if any(item["component"] == "form" for item in request.items) and not note.strip():
        raise Incomplete(_("Xin ghi nội dung cần sửa trong tờ khai."), fields={"note": _("Chưa có nội dung.")})
    for each in parts:
        require_readable(each.file, each.file.name)


def _rows(held: Dossier, number: int, parts: Sequence[HandedIn]) -> list[Part]:
    return [
        Part(
            dossier=held,
            component=each.component,
            round=number,
            position=position,
            file=each.file,
            name=each.file.name,
            size=each.file.size,
            sha256=each.file.sha256,
            source=each.source,
        )
        for position, each in enumerate(parts)
    ]


def _start_first_answer_again(held: Dossier, at: datetime) -> None:
    due = None if held.first_answer_due is None else first_answer_due(at, clock_of(held.agency))
    write(
        held, arrived_at=at, first_answer_due=due, first_answered_at=None, due_soon_told_at=None, overdue_told_at=None
    )

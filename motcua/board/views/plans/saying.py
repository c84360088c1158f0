"""What the views of plans share: reading what was typed, saying how it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.base.errors import Refusal
from motcua.base.kit.figures import read_number, read_vnd
from motcua.directory.api import Agency, Staff, Unit, viewer_of
from motcua.directory.typed import keep_typed


def done_or_told(request: HttpRequest, deed: Callable[[], object], said: str = "") -> bool:
    """Do it and say so; a refusal is said instead, and what was typed is there again. True where it was done."""
    try:
        deed()
    except Refusal as refusal:
        messages.warning(request, str(refusal.message), extra_tags="wait")
        keep_typed(request, by=viewer_of(request).actor, ended=False)
        return False
    messages.success(request, said or _("Đã ghi."), extra_tags="done")
    return True


def upload(request: HttpRequest) -> tuple[bytes, str]:
    """Content and name of the file that was sent along; both empty where there is none."""
    sent = request.FILES.get("file")
    return (sent.read(), sent.name or "") if sent is not None else (b"", "")


def number(text: str) -> Decimal:
    """A figure as people type it: 82,5. `Refusal` for anything else."""
    try:
        return read_number(text)
    except ValueError:
        raise Refusal(_("Giá trị phải là một con số, ví dụ 85 hoặc 82,5.")) from None


def amount(text: str) -> int:
    """Whole VND as people type them: 45.000.000. `Refusal` for anything else."""
    try:
        return read_vnd(text)
    except ValueError:
        raise Refusal(_("Số tiền là một số đồng, ví dụ 45.000.000.")) from None


def day(text: str) -> date:
    """A day as a date field sends it. `Refusal` for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal(_("Xin chọn ngày.")) from None


def whole_number(text: str) -> int:
    """A small number, -1 where it is none: nothing that is kept has it."""
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def unit_of(agency: Agency | int, code: str) -> Unit | None:
    """The unit of the agency with this code."""
    return Unit.objects.filter(agency=agency, code=code).first() if code else None


def person_of(agency: Agency | int, public_id: str) -> Staff | None:
    """The member of staff of the agency with this public id."""
    return Staff.objects.filter(agency=agency, public_id=public_id).first() if public_id else None

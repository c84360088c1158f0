"""Serials of preprinted forms (phôi): how they are written, and that each serves once per kind and agency."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.directory.api import Staff
from motcua.dossiers.models import Dossier, PaperBlank, Result

SERIAL = re.compile(r"[0-9A-ZĐ][0-9A-ZĐ./-]{0,29}")


def plain_serial(said: str) -> str:
    """A serial as it is kept: capital letters, no spaces ("ab 123456" is AB123456); "" for what cannot be one."""
    text = "".join(unicodedata.normalize("NFC", said).upper().split())
    return text if SERIAL.fullmatch(text) and any(each.isdigit() for each in text) else ""


def serial_of(said: str, *, box: str) -> str:
    """The serial somebody typed into `box`, as it is kept. Raises `Refusal`."""
    serial = plain_serial(said)
    if not serial:
        words = _("Số sê-ri gồm chữ và số như in trên phôi, nhiều nhất 30 ký tự, ví dụ AB 123456.")
        raise Refusal(_("Số sê-ri của phôi chưa đúng."), fields={box: words})
    return serial


def give_blank(held: Dossier, result: Result, serial: str, *, by: Staff | None, at: datetime, box: str) -> PaperBlank:
    """Record that `result` was given on the form `serial`. Raises `Refusal` where it was used or spoiled before."""
    return _keep(PaperBlank(result=result, serial=serial, given_by=by, given_at=at), held, box)


def spoil_new(
    held: Dossier, result: Result, serial: str, *, reason: str, by: Staff | None, at: datetime, box: str
) -> PaperBlank:
    """Record that the form `serial` was spoiled before it was given. Raises `Refusal` where it was used before."""
    blank = PaperBlank(result=result, serial=serial, spoiled_by=by, spoiled_at=at, reason=reason)
    return _keep(blank, held, box)


def _keep(blank: PaperBlank, held: Dossier, box: str) -> PaperBlank:
    blank.agency, blank.kind = held.competent_agency, blank.result.kind
    try:
        with transaction.atomic():
            blank.save(force_insert=True)
    except IntegrityError:
        raise _used_before(blank, box) from None
    return blank


def _used_before(blank: PaperBlank, box: str) -> Refusal:
    first = PaperBlank.objects.filter(agency=blank.agency, kind=blank.kind, serial=blank.serial).first()
    if first is not None and first.spoiled_at is not None:
        words = _("Phôi số %(serial)s đã được ghi là hỏng hoặc hủy nên không dùng nữa.")
    else:
        words = _("Số sê-ri %(serial)s đã được ghi cho một phôi cùng loại. Xin xem lại số in trên phôi.")
    said = words % {"serial": blank.serial}
    return Refusal(said, fields={box: said})

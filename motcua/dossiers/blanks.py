"""Serials of preprinted forms (phôi): how they are written, and that each serves once per kind and agency."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.dossiers.models import Dossier, PaperBlank

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


def blanks_to_replace(dossier: Dossier) -> list[PaperBlank]:
    """Forms handed over with `dossier` that no other stands for yet, cancelled or not."""
    found = PaperBlank.objects.select_related("result").filter(result__dossier=dossier, given_at__isnull=False)
    return list(found.filter(replaced_by=None))


@dataclass(frozen=True)
class BlankSaid:
    """What a stranger may know of the form a result was printed on. `counts`: the serial in force, "" where there is
    none; `cancelled`: serials that count no more, each since a day."""

    counts: str
    cancelled: tuple[tuple[str, datetime], ...]


def blanks_said(check_code: str) -> BlankSaid | None:
    """Which serial of the paper with this check code is in force; None where it was given on no such form."""
    found = list(PaperBlank.objects.filter(result__issued_paper__check_code=check_code, given_at__isnull=False))
    if not found:
        return None
    counts = next((each.serial for each in found if each.spoiled_at is None), "")
    return BlankSaid(counts, tuple((each.serial, each.spoiled_at) for each in found if each.spoiled_at is not None))


def keep_blank(held: Dossier, blank: PaperBlank, *, box: str) -> PaperBlank:
    """Keep a form of `held` that is used up now: given with its result, or spoiled. Raises `Refusal` by `box` where its
    serial was used before.
    """
    blank.agency, blank.kind = held.competent_agency, blank.result.kind
    try:
        with transaction.atomic():
            blank.save(force_insert=True)
    except IntegrityError:
        first = PaperBlank.objects.filter(agency=blank.agency, kind=blank.kind, serial=blank.serial).first()
        if first is None:
            raise
        raise _used_before(first, box) from None
    return blank


def _used_before(first: PaperBlank, box: str) -> Refusal:
    if first.spoiled_at is not None:
        words = _("Phôi số %(serial)s đã được ghi là hỏng hoặc hủy nên không dùng nữa.")
    else:
        words = _("Số sê-ri %(serial)s đã được ghi cho một phôi cùng loại. Xin xem lại số in trên phôi.")
    said = words % {"serial": first.serial}
    return Refusal(said, fields={box: said})

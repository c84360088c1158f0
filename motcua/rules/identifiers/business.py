"""Numbers of organisations: tax code with its check digit, dependent units.

Since 1/7/2025 persons, households and household businesses use the 12-digit personal number as tax code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.errors import Unfit
from motcua.rules.errors import gettext_noop as _

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


class TaxCodeKind(StrEnum):
    """Whose tax code it is."""

    ORGANISATION = "organisation"
    BRANCH = "branch"
    PERSON = "person"


@dataclass(frozen=True)
class TaxCode:
    """A tax code: 10 digits, 10-3 for a dependent unit, 12 for a person or a household business."""

    value: str
    kind: TaxCodeKind

    @property
    def parent(self) -> str:
        """The code of the whole organisation (of a branch: without the last part)."""
        return self.value.split("-")[0]


def check_digit(first_nine: str) -> int | None:
    """The tenth digit of a tax code: 10 - (sum of digit x weight mod 11); None when that is 10 (no such code)."""
    digit = 10 - sum(w * int(d) for w, d in zip(WEIGHTS, first_nine, strict=True)) % 11
    return None if digit == 10 else digit


def tax_code(text: str) -> TaxCode:
    """Read a tax code of any kind; spaces and dots are forgiven."""
    value = re.sub(r"[\s.]+", "", text)
    if re.fullmatch(r"[0-9]{12}", value):
        return TaxCode(value, TaxCodeKind.PERSON)
    if not re.fullmatch(r"[0-9]{10}(-?[0-9]{3})?", value):
        raise Unfit(_("Mã số thuế gồm 10 chữ số (đơn vị phụ thuộc có thêm dấu - và 3 chữ số)."))
    if check_digit(value[:9]) != int(value[9]):
        raise Unfit(_("Mã số thuế này không đúng: chữ số kiểm tra không khớp. Hãy xem lại từng chữ số."))
    if len(value) == 10:
        return TaxCode(value, TaxCodeKind.ORGANISATION)
    return TaxCode(f"{value[:10]}-{value[-3:]}", TaxCodeKind.BRANCH)


def branch_code(text: str) -> TaxCode:
    """Read the code of a dependent unit or branch (10 digits, a dash, 3 digits)."""
    found = tax_code(text)
    if found.kind is not TaxCodeKind.BRANCH:
        raise Unfit(_("Mã đơn vị phụ thuộc có dạng 0100109106-001."))
    return found

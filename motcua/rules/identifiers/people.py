"""Numbers of people: personal number, telephone, hospital birth notice.

Sources: Decree 137/2015 -> 70/2024/NĐ-CP and Circular 59/2021/TT-BCA (personal number: PPP G YY NNNNNN, no
check digit).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from motcua.rules.codes import Sex
from motcua.rules.errors import Unfit
from motcua.rules.errors import gettext_noop as _
from motcua.rules.tables import read_csv

FIRST_COUNTRY = 101
# Between digits; also the signs without width that come along with a number copied from a list of contacts.
_SEPARATORS = re.compile(r"[\s.\-()\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


class Warned(StrEnum):
    """What looks odd about a number beside other facts; a reason to look again, never to refuse."""

    UNKNOWN_PLACE = "unknown_place"
    BIRTH_YEAR = "birth_year"
    SEX = "sex"

    @property
    def message_vi(self) -> str:
        """A sentence for the person who typed the number."""
        return _WARNINGS[self]


_WARNINGS: Mapping[Warned, str] = MappingProxyType(
    {
        Warned.UNKNOWN_PLACE: _("Ba số đầu của số định danh không có trong bảng mã tỉnh. Hãy xem lại."),
        Warned.BIRTH_YEAR: _("Năm sinh không khớp với số định danh. Hãy xem lại."),
        Warned.SEX: _("Giới tính không khớp với số định danh. Hãy xem lại."),
    }
)


@cache
def _places() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in read_csv("person_number_places.csv")}


@dataclass(frozen=True)
class PersonalNumber:
    """Số định danh cá nhân: 12 digits that tell place of registration, century and sex, year of birth."""

    value: str

    @property
    def place_code(self) -> str:
        """First three digits: a province before 1/7/2025 (001-096) or another country (101 and above)."""
        return self.value[:3]

    @property
    def place_name(self) -> str | None:
        """Name of the province; None for other countries and unknown codes."""
        return _places().get(self.place_code)

    @property
    def born_abroad(self) -> bool:
        """Whether the birth was registered for another country."""
        return int(self.place_code) >= FIRST_COUNTRY

    @property
    def sex(self) -> Sex:
        """Sex at the time the number was given."""
        return Sex.FEMALE if int(self.value[3]) % 2 else Sex.MALE

    @property
    def birth_year(self) -> int:
        """Four-digit year of birth."""
        return 1900 + 100 * (int(self.value[3]) // 2) + int(self.value[4:6])

    @property
    def masked(self) -> str:
        """The number with its middle hidden, for lists: "001*****3456"."""
        return f"{self.value[:3]}*****{self.value[-4:]}"

    def warnings(self, *, born: date | int | None = None, sex: Sex | None = None) -> tuple[Warned, ...]:
        """What does not match: `born` a date or a year, `sex` as stated. Sex may have been corrected later."""
        year = born.year if isinstance(born, date) else born
        checks = (
            (Warned.UNKNOWN_PLACE, self.place_name is None and not self.born_abroad),
            (Warned.BIRTH_YEAR, year is not None and year != self.birth_year),
            (Warned.SEX, sex is not None and sex != self.sex),
        )
        return tuple(warned for warned, holds in checks if holds)


def personal_number(text: str) -> PersonalNumber:
    """Read a personal number; spaces, dots and dashes between digits are forgiven."""
    value = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]{12}", value):
        digits = len(re.findall("[0-9]", value))
        if digits == 9 and len(value) == 9:
            raise Unfit(_("Đây là số chứng minh nhân dân cũ. Hãy nhập số định danh gồm 12 chữ số trên thẻ căn cước."))
        if digits != len(value):
            raise Unfit(_("Số định danh gồm 12 chữ số, không có chữ cái hay dấu nào. Hãy xem lại."))
        raise Unfit(_("Số định danh gồm đúng 12 chữ số; ông/bà đã nhập %(count)d chữ số."), count=digits)
    return PersonalNumber(value)


@dataclass(frozen=True)
class Phone:
    """A Vietnamese mobile number, written nationally: "0912345678"."""

    national: str

    @property
    def shown(self) -> str:
        """In groups: "0912 345 678"."""
        return f"{self.national[:4]} {self.national[4:7]} {self.national[7:]}"


def phone(text: str) -> Phone:
    """Read a mobile number in national or international writing."""
    value = _SEPARATORS.sub("", text)
    value = re.sub(r"^(?:\+84|0084|84(?=[0-9]{9}$))", "0", value)
    if not re.fullmatch(r"0[35789][0-9]{8}", value):
        raise Unfit(_("Số điện thoại di động gồm 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."))
    return Phone(value)


@dataclass(frozen=True)
class BirthNotice:
    """Number of a hospital birth notice (giấy chứng sinh): XXXXX.GCS.ZZZZZ.YY, unchanged on re-issue."""

    value: str

    @property
    def sequence(self) -> str:
        """Running number of the notice."""
        return self.value[:5]

    @property
    def year(self) -> int:
        """Year of the notice."""
        return 2000 + int(self.value[16:])


def birth_notice(text: str) -> BirthNotice:
    """Read the number of a hospital birth notice."""
    value = re.sub(r"\s+", "", text).upper()
    if not re.fullmatch(r"[0-9]{5}\.GCS\.[0-9]{5}\.[0-9]{2}", value):
        raise Unfit(_("Số giấy chứng sinh có dạng 00123.GCS.01234.26, gồm 18 ký tự."))
    return BirthNotice(value)

"""The QR code on the identity card: typing help, never proof of identity, and its picture is not kept.

Seven fields divided by "|"; newer cards may carry more, which are ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from motcua.rules.codes import Sex
from motcua.rules.errors import Unfit
from motcua.rules.errors import gettext_noop as _
from motcua.rules.identifiers.people import PersonalNumber, Warned
from motcua.rules.text import nfc

_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE}
_UNREADABLE = _("Không đọc được mã QR trên thẻ căn cước. Hãy quét lại hoặc nhập bằng tay.")


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or day and month, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def shown(self) -> str:
        """ "15/04/1990", "04/1990" or "1990"."""
        parts = [f"{part:02d}" for part in (self.day, self.month) if part is not None]
        return "/".join([*parts, f"{self.year:04d}"])

    @property
    def full(self) -> date | None:
        """The date when all of it is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


@dataclass(frozen=True)
class CardData:
    """What the card's QR code says; `residence` in the place names of the day of issue (with old districts)."""

    number: PersonalNumber
    old_number: str | None
    full_name: str
    born: PartialDate
    sex: Sex
    residence: str
    issued_on: date | None

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """Where the card contradicts its own number."""
        return self.number.warnings(born=self.born.year, sex=self.sex)


def _partial(text: str) -> PartialDate:
    if not re.fullmatch(r"[0-9]{8}", text):
        raise Unfit(_UNREADABLE)
    day, month, year = int(text[:2]), int(text[2:4]), int(text[4:])
    found = PartialDate(year, month or None, (day or None) if month else None)
    try:
        date(year, found.month or 1, found.day or 1)
    except ValueError:
        raise Unfit(_UNREADABLE) from None
    return found


def read_card(text: str) -> CardData:
    """Read the text of a card's QR code. Unfit when it is something else or was broken by the scanner."""
    fields = [nfc(part).strip() for part in text.strip().split("|")]
    if len(fields) < 6 or not re.fullmatch(r"[0-9]{12}", fields[0]):
        raise Unfit(_UNREADABLE)
    number, old, name, born, sex, residence = fields[:6]
    if sex.lower() not in _SEXES or not name or not re.fullmatch(r"(?:[0-9]{9})?", old):
        raise Unfit(_UNREADABLE)
    issued = fields[6] if len(fields) > 6 else ""
    return CardData(
        number=PersonalNumber(number),
        old_number=old or None,
        full_name=" ".join(name.split()),
        born=_partial(born),
        sex=_SEXES[sex.lower()],
        residence=residence,
        issued_on=_partial(issued).full if issued else None,
    )

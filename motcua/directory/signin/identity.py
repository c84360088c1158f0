"""From claims to who it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.directory.signin.errors import SignInProblem
from motcua.gateways.api import ClaimMap
from motcua.rules.codes import AccountKind

_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$")
# What no page can show and no database keep: letters of control, and halves of letters.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Letters of a name that a register of people or of organisations holds.
LONGEST_NAME = {AccountKind.CITIZEN: 120, AccountKind.ORGANISATION: 300}
_WRITTEN = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who came in, as the provider vouches. `level`: 1 or 2 of Decree 69/2024/NĐ-CP."""

    kind: AccountKind
    subject: str
    full_name: str
    personal_id: str = ""
    tax_code: str = ""
    birth_date: date | None = None
    birth_precision: str = "day"
    level: int = 1
    tech_id: str = ""
    email: str = ""
    phone: str = ""


def identity_of(claims: Mapping[str, Any], names: ClaimMap) -> Identity:
    """The identity in `claims`. Raises `SignInProblem("missing_claim")` where who it is cannot be told."""
    tax_code, personal_id = names.value(claims, "tax_code"), names.value(claims, "personal_id")
    kind = _kind(names.value(claims, "account_kind"), tax_code, personal_id)
    if kind is AccountKind.ORGANISATION:
        _need(re.fullmatch(r"\d{10}(-\d{3})?|\d{12}", tax_code), "tax_code")
    else:
        _need(re.fullmatch(r"\d{12}", personal_id), "personal_id")
    full_name = _writable(" ".join(names.value(claims, "full_name").split()))
    _need(0 < len(full_name) <= LONGEST_NAME[kind], "full_name")
    born, precision = birth_of(names.value(claims, "birth_date"))
    return Identity(
        kind=kind,
        subject=_writable(str(claims["sub"]))[:255],
        full_name=full_name,
        personal_id=personal_id if kind is AccountKind.CITIZEN else "",
        tax_code=tax_code if kind is AccountKind.ORGANISATION else "",
        birth_date=born,
        birth_precision=precision,
        level=level_of(names.value(claims, "level")),
        tech_id=_writable(names.value(claims, "tech_id"))[:64],
        email=_writable(names.value(claims, "email"))[:254],
        phone=_writable(names.value(claims, "phone"))[:16],
    )


def level_of(text: str) -> int:
    """2, "LoA2", "urn:…:level:2" → 2; nothing said → 1, which is not enough to file."""
    digits = re.findall(r"\d+", text)
    return min(int(digits[-1][:9]), 9) if digits else 1


def birth_of(text: str) -> tuple[date | None, str]:
    """19900517, 1990-05-17, 17/05/1990, 19490000, 1949 → (date, precision); (None, "day") for anything else."""
    year = month = day = 0
    if found := _COMPACT.match(text) or _ISO.match(text):
        year, month, day = (int(part or 0) for part in found.groups())
    elif found := _WRITTEN.match(text):
        day, month, year = (int(part) for part in found.groups())
    precision = "year" if month == 0 else "month" if day == 0 else "day"
    try:
        return date(year, month or 1, day or 1), precision
    except ValueError:
        return None, "day"


def _kind(told: str, tax_code: str, personal_id: str) -> AccountKind:
    if told in ("1", "2"):
        return AccountKind(int(told))
    return AccountKind.ORGANISATION if tax_code and not personal_id else AccountKind.CITIZEN


def _writable(text: str) -> str:
    """The text; empty where it cannot be written."""
    return "" if _UNWRITABLE.search(text) else text


def _need(found: object, name: str) -> None:
    if not found:
        raise SignInProblem("missing_claim", name)

"""One reader a type of field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.catalogue.pack import Field
from motcua.eforms.normalise.dates import read_date, read_time
from motcua.eforms.normalise.numbers import read_money, read_number
from motcua.rules.errors import Unfit
from motcua.rules.identifiers import personal_number, phone, tax_code
from motcua.rules.text import nfc

LONGEST = 4_000
_YES = {"1", "true", "yes", "on", "có", "co", "đúng"}
_NO = {"0", "false", "no", "off", "không", "khong", "sai"}
_ADDRESS_PARTS = ("country", "province", "commune", "detail", "text", "province_name", "commune_name")


@dataclass(frozen=True, slots=True)
class Read:
    """`value` where it could be read (None: left empty); else `raw`, as typed, and `problem`, a sentence."""

    value: Any = None
    raw: Any = None
    problem: str = ""


def normalise(field: Field, typed: Any, *, from_source: bool = False) -> Read:
    """What `typed` means for `field`. Nothing typed is ever lost: what cannot be read comes back as `raw`.

    `from_source`: a source may know less of a date than a person would have to say, and writes numbers in Vietnamese,
    whoever reads the page.
    """
    if from_source:
        if field.type == "date":
            field = field.model_copy(update={"precision": "year"})
        with override("vi"):
            return _normalised(field, typed)
    return _normalised(field, typed)


def _normalised(field: Field, typed: Any) -> Read:
    if _is_empty(typed):
        return Read()
    try:
        value = _READERS[field.type](field, typed)
    except Unfit as error:
        return Read(raw=_kept(typed), problem=_(error.template) % error.params if error.params else _(error.template))
    except ValueError as error:
        return Read(raw=_kept(typed), problem=str(error))
    return Read() if _is_empty(value) else Read(value=value)


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(_is_empty(part) for part in value.values())
    return value is None or value == []


def _kept(typed: Any) -> Any:
    """As typed, in composed letters, no longer than anybody types by hand."""
    if isinstance(typed, Mapping):
        return {str(key)[:40]: _kept(part) for key, part in list(typed.items())[:12]}
    return typed if isinstance(typed, int | float | bool) else nfc(str(typed))[:LONGEST]


def _text(field: Field, typed: Any) -> str:
    return " ".join(_letters(typed).split())


def _long_text(field: Field, typed: Any) -> str:
    return "\n".join(" ".join(line.split()) for line in _letters(typed).splitlines()).strip()


def _letters(typed: Any) -> str:
    if isinstance(typed, Mapping | list):
        raise ValueError(_("Xin ghi bằng chữ."))
    text = nfc(str(typed))
    kept = "".join(char for char in text if char == "\n" or char.isprintable() or char.isspace())
    if len(kept) > LONGEST:
        raise ValueError(_("Phần này dài quá. Xin rút gọn còn dưới 4.000 chữ cái."))
    return kept


def _date(field: Field, typed: Any) -> str:
    return read_date(typed, precision=field.precision)


def _time(field: Field, typed: Any) -> str:
    return read_time(typed)


def _number(field: Field, typed: Any) -> int | float:
    return read_number(typed)


def _money(field: Field, typed: Any) -> int:
    return read_money(typed)


def _choice(field: Field, typed: Any) -> str:
    value = _text(field, typed)
    if field.options and value not in {each.value for each in field.options}:
        raise ValueError(_("Xin chọn một trong các câu trả lời."))
    return value


def _yes_no(field: Field, typed: Any) -> bool:
    if isinstance(typed, bool):
        return typed
    word = nfc(str(typed)).strip().lower()
    if word not in _YES | _NO:
        raise ValueError(_("Xin chọn Có hoặc Không."))
    return word in _YES


def _phone(field: Field, typed: Any) -> str:
    return phone(str(typed)).national


def _email(field: Field, typed: Any) -> str:
    name, _at, domain = _text(field, typed).rpartition("@")
    address = f"{name}@{domain.lower()}"
    try:
        validate_email(address)
    except ValidationError:
        raise ValueError(_("Địa chỉ thư điện tử có dạng ten@vidu.vn. Xin xem lại.")) from None
    return address


def _personal_id(field: Field, typed: Any) -> str:
    return personal_number(str(typed)).value


def _tax_code(field: Field, typed: Any) -> str:
    return tax_code(str(typed)).value


def _address(field: Field, typed: Any) -> dict[str, str]:
    """Parts by code; `text` is how a source or an old paper wrote it."""
    if isinstance(typed, str):
        return {"text": _text(field, typed)}
    if not isinstance(typed, Mapping):
        raise ValueError(_("Xin chọn tỉnh, xã và ghi số nhà, thôn, tổ dân phố."))
    parts = {name: _text(field, typed[name]) for name in _ADDRESS_PARTS if not _is_empty(typed.get(name))}
    abroad = parts.get("country", "VN") != "VN"
    if not abroad and "text" not in parts and not ("province" in parts and "commune" in parts):
        raise ValueError(_("Xin chọn tỉnh, thành phố rồi chọn xã, phường."))
    return parts


_READERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "text": _text,
    "long_text": _long_text,
    "name": _text,
    "date": _date,
    "time": _time,
    "number": _number,
    "money": _money,
    "choice": _choice,
    "yes_no": _yes_no,
    "statement": _yes_no,
    "phone": _phone,
    "email": _email,
    "personal_id": _personal_id,
    "tax_code": _tax_code,
    "address": _address,
    "place": _address,
    "country": _text,
    "ethnicity": _text,
}

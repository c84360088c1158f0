"""From data to PDF: fields checked, dates and amounts made plain, codes drawn, the page set."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from motcua.base.clock import HO_CHI_MINH, now
from motcua.base.kit.qr import qr
from motcua.base.typeset import typeset
from motcua.papers.check_codes import check_address
from motcua.papers.code128 import svg
from motcua.papers.template_list import FOLDER, require_fields, template_named
from motcua.rules.words import date_words, money

WORDS_OF = ("amount", "capital")


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """The document `template` (a code of `templates()`) with `data`, as PDF/A-2b.

    Dates are `date`, aware `datetime` or ISO text; amounts whole VND. Everything is set as text: markup in a name
    stays letters. `check_code` puts the QR code of the check page in the foot of every page. Raises
    `UnknownTemplate` and `IncompletePaper`.
    """
    kind = template_named(template)
    require_fields(kind, data)
    return typeset(kind.path, prepared(data), root=FOLDER, moment=now())


def prepared(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates are given: plain values, amounts and dates in words too, codes as pictures."""
    plain: dict[str, Any] = _plain(dict(data))
    plain.setdefault("issued_on", now().astimezone(HO_CHI_MINH).date().isoformat())
    plain["agency"] = {"parent": "", "place": ""} | plain["agency"]
    _add_words(plain)
    _add_codes(plain)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(HO_CHI_MINH).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _add_words(data: dict[str, Any]) -> None:
    for name in WORDS_OF:
        amount = str(data.get(name, ""))
        if amount.isdecimal():
            data.setdefault(f"{name}_words", money(int(amount)))
    person = data.get("person")
    if isinstance(person, dict):
        for name, words in (("birth", "birth_words"), ("died_at", "died_words")):
            if told := _date_words(str(person.get(name, ""))[:10]):
                person.setdefault(words, told)


def _date_words(text: str) -> str:
    try:
        return date_words(date.fromisoformat(text))
    except ValueError:  # only a year, or a year and a month, is known
        return ""


def _add_codes(data: dict[str, Any]) -> None:
    # Never taken from outside: what stands here is a picture that we drew.
    data.pop("check_qr", None)
    if code := data.get("check_code"):
        data["check_address"] = check_address(code)
        data["check_qr"] = _qr(data["check_address"])
    if code := data.get("dossier_code"):
        data["barcode"] = svg(str(code))


def _qr(text: str) -> str:
    out = io.BytesIO()
    qr(text).save(out, kind="svg", border=2, xmldecl=False, nl=False)
    return out.getvalue().decode()

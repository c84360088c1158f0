"""VietQR: the text of a transfer QR code (NAPAS, EMVCo merchant-presented), made and read without a network.

Source: NAPAS format document v1.0 (09/2021). A transfer by this code alone is no confirmed online payment.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from motcua.rules.errors import Unfit
from motcua.rules.errors import gettext_noop as _
from motcua.rules.tables import read_csv

NAPAS = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
DONG, VIETNAM = "704", "VN"
STATIC, DYNAMIC = "11", "12"
LONGEST_PURPOSE = 50
LONGEST_LABEL = 25
LONGEST_FIELD = 99  # the length of a field is written in two digits
LARGEST = 10**13 - 1  # the sum is written in 13 digits
_UNREADABLE = _("Đây không phải mã VietQR đúng chuẩn.")
_LONG = _("Nội dung trong mã VietQR phải ngắn và không có dấu.")


@dataclass(frozen=True)
class Transfer:
    """What a VietQR code asks for. `amount` in VND, None: the payer types it. Texts are ASCII."""

    bank_bin: str
    account: str
    amount: int | None = None
    purpose: str = ""
    bill_number: str = ""
    reference: str = ""
    to_card: bool = False
    category: str = ""
    name: str = ""
    city: str = ""

    def __post_init__(self) -> None:
        _demand(re.fullmatch(r"[0-9]{6}", self.bank_bin), _("Mã ngân hàng (BIN) gồm 6 chữ số."))
        _demand(re.fullmatch(r"[0-9A-Za-z]{1,19}", self.account), _("Số tài khoản gồm 1 đến 19 chữ số hoặc chữ."))
        _demand(
            self.amount is None or 0 < self.amount <= LARGEST,
            _("Số tiền trong mã VietQR từ 1 đồng đến 9.999.999.999.999 đồng."),
        )
        for text, longest in (
            (self.purpose, LONGEST_PURPOSE),
            (self.bill_number, LONGEST_LABEL),
            (self.reference, LONGEST_LABEL),
            (self.name, LONGEST_LABEL),
            (self.city, 15),
            (self.category, 4),
        ):
            _demand(
                len(text) <= longest and text.isascii() and (text.isprintable() or not text),
                _LONG,
            )
        _demand(len(_extra(self)) <= LONGEST_FIELD, _LONG)


def _demand(holds: object, message: str) -> None:
    if not holds:
        raise Unfit(message)


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE (0x1021, start 0xFFFF) of ASCII text, four capital hex digits."""
    return f"{binascii.crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}" if value else ""


def _fields(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(_field(tag, value) for tag, value in pairs)


def _extra(transfer: Transfer) -> str:
    return _fields((("01", transfer.bill_number), ("05", transfer.reference), ("08", transfer.purpose)))


def encode(transfer: Transfer) -> str:
    """The text to put in the QR code; lengths and check sum are computed."""
    beneficiary = _fields((("00", transfer.bank_bin), ("01", transfer.account)))
    merchant = _fields((("00", NAPAS), ("01", beneficiary), ("02", TO_CARD if transfer.to_card else TO_ACCOUNT)))
    text = _fields(
        (
            ("00", "01"),
            ("01", DYNAMIC if transfer.amount else STATIC),
            ("38", merchant),
            ("52", transfer.category),
            ("53", DONG),
            ("54", str(transfer.amount or "")),
            ("58", VIETNAM),
            ("59", transfer.name),
            ("60", transfer.city),
            ("62", _extra(transfer)),
        )
    )
    return f"{text}6304{crc(text + '6304')}"


def _parse(text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        tag, length = text[place : place + 2], text[place + 2 : place + 4]
        _demand(re.fullmatch(r"[0-9]{4}", tag + length), _UNREADABLE)
        end = place + 4 + int(length)
        _demand(end <= len(text) and tag not in found, _UNREADABLE)
        found[tag] = text[place + 4 : end]
        place = end
    return found


def decode(text: str) -> Transfer:
    """Read a VietQR text; Unfit when it is no VietQR, is damaged (check sum) or asks for another currency."""
    _demand(text.isascii() and len(text) > 8 and text[-8:-4] == "6304", _UNREADABLE)
    _demand(crc(text[:-4]) == text[-4:].upper(), _UNREADABLE)
    top = _parse(text)
    merchant = _parse(top.get("38", ""))
    service = merchant.get("02", TO_ACCOUNT)
    _demand(merchant.get("00") == NAPAS and service in (TO_ACCOUNT, TO_CARD), _UNREADABLE)
    _demand(top.get("53") == DONG and re.fullmatch(r"[0-9]{0,13}", top.get("54", "")), _UNREADABLE)
    beneficiary, extra = _parse(merchant.get("01", "")), _parse(top.get("62", ""))
    return Transfer(
        bank_bin=beneficiary.get("00", ""),
        account=beneficiary.get("01", ""),
        amount=int(top["54"]) if top.get("54") else None,
        purpose=extra.get("08", ""),
        bill_number=extra.get("01", ""),
        reference=extra.get("05", ""),
        to_card=service == TO_CARD,
        category=top.get("52", ""),
        name=top.get("59", ""),
        city=top.get("60", ""),
    )


@cache
def banks() -> Mapping[str, str]:
    """Name of a bank by its BIN, from data/banks.csv."""
    return {row["bin"]: row["name"] for row in read_csv("banks.csv")}

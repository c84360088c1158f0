"""Reading and writing the messages of the population database (standards: population database through LGSP)."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from motcua.gateways.registries.records import Address, CitizenRecord, Relative

SEXES = {"1": "male", "2": "female"}


def compact(born: date, precision: str) -> str:
    """`yyyyMMdd`, with zeros for what is not known."""
    return {"year": f"{born:%Y}0000", "month": f"{born:%Y%m}00"}.get(precision, f"{born:%Y%m%d}")


def parse_compact(text: str) -> tuple[date | None, str]:
    """The inverse of `compact`: (date, precision); (None, "day") for anything else."""
    digits = text.strip()
    if len(digits) == 4 and digits.isdigit():
        digits += "0000"
    if len(digits) != 8 or not digits.isdigit():
        return None, "day"
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    precision = "year" if month == 0 else "month" if day == 0 else "day"
    try:
        return date(year, month or 1, day or 1), precision
    except ValueError:
        return None, "day"


def question(
    personal_id: str, full_name: str, born: date, precision: str, *, purpose: str, reference: str, officer: str
) -> dict[str, str]:
    """A verification: number, name and birth together; the database refuses to search."""
    return {
        "MaYeuCau": reference,
        "MaDVC": purpose,
        "MaCanBo": officer,
        "MaTichHop": "motcua",
        "SoDinhDanh": personal_id,
        "HoVaTen": full_name.upper(),
        "NgayThangNam": compact(born, precision),
        "Nam": f"{born:%Y}",
    }


def read_citizen(message: str) -> CitizenRecord:
    """The citizen in `message`; `ValueError` where there is none or the text is no such message."""
    if "<!" in message:
        raise ValueError("a citizen's message has no declarations")
    try:
        found = ET.fromstring(message).find(".//CongDan")  # noqa: S314 - declarations are refused above
    except ET.ParseError as error:
        raise ValueError("not XML") from error
    if found is None or not _text(found, "SoDinhDanh"):
        raise ValueError("no citizen in the message")
    name = " ".join(part for part in (_text(found, f"HoVaTen/{each}") for each in ("Ho", "ChuDem", "Ten")) if part)
    born, precision = parse_compact(
        _text(found, "NgayThangNamSinh/NgayThangNam") or _text(found, "NgayThangNamSinh/Nam")
    )
    fields: dict[str, Any] = {**_plain(found), **_addresses(found), **_relatives(found)}
    return CitizenRecord(
        personal_id=_text(found, "SoDinhDanh"),
        full_name=name,
        birth_date=born,
        birth_precision=precision,
        sex=SEXES.get(_text(found, "GioiTinh"), ""),
        **fields,
    )


def _plain(found: ET.Element) -> dict[str, Any]:
    names = {
        "ethnicity": "DanToc",
        "religion": "TonGiao",
        "nationality": "QuocTich",
        "marital_status": "TinhTrangHonNhan",
        "old_id_number": "SoCMND",
        "id_issued_by": "NoiCap",
        "phone": "SoDienThoai",
        "email": "ThuDienTu",
        "household_relation": "ChuHo/QuanHe",
        "household_number": "SoSoHoKhau",
    }
    plain: dict[str, Any] = {ours: _text(found, theirs) for ours, theirs in names.items()}
    return plain | {"id_issued_on": parse_compact(_text(found, "NgayCap"))[0]}


def _addresses(found: ET.Element) -> dict[str, Address]:
    names = {
        "birth_place": "NoiDangKyKhaiSinh",
        "home_town": "QueQuan",
        "permanent_address": "ThuongTru",
        "current_address": "NoiOHienTai",
    }
    return {
        ours: Address(
            province=_text(found, f"{theirs}/MaTinhThanh"),
            commune=_text(found, f"{theirs}/MaPhuongXa"),
            detail=_text(found, f"{theirs}/ChiTiet"),
            province_name=_text(found, f"{theirs}/TenTinhThanh"),
            commune_name=_text(found, f"{theirs}/TenPhuongXa"),
        )
        for ours, theirs in names.items()
    }


def _relatives(found: ET.Element) -> dict[str, Relative]:
    names = {"father": "Cha", "mother": "Me", "spouse": "VoChong", "head": "ChuHo"}
    return {
        ours: Relative(_text(found, f"{theirs}/HoVaTen"), _text(found, f"{theirs}/SoDinhDanh"))
        for ours, theirs in names.items()
    }


def _text(found: ET.Element, path: str) -> str:
    return (found.findtext(path) or "").strip()

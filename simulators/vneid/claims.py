"""What VNeID tells of an account (claims of a provincial system after VNeID login; standards, sign-in)."""

from __future__ import annotations

import hashlib
from typing import Any

from simulators.lives import organisations, people


def claims_of(username: str) -> dict[str, Any]:
    """The claims of the account with this personal number or tax code; `KeyError` where there is none."""
    common = {"TechID": technical_id(username), "sub": "vneid-" + technical_id(username)}
    if username in organisations():
        body = organisations()[username]
        return common | {"LoaiTaiKhoan": 2, "MaSoThue": username, "HoVaTen": body["name"], "loAs": 2, "IAL": 2}
    person = people()[username]
    level = person.get("level", 2)
    return common | {
        "LoaiTaiKhoan": 1,
        "SoDinhDanh": username,
        "HoVaTen": person["full_name"],
        "NgayThangNamSinh": compact_date(person["birth_date"]),
        "loAs": level,
        "IAL": level,
    }


def compact_date(text: str) -> str:
    """1990-05-17 → 19900517, 1949 → 19490000 (`yyyyMMdd`, zeros for what nobody knows)."""
    year, month, day = (f"{text}-00-00").split("-")[:3]
    return f"{year}{month}{day}"


def technical_id(username: str) -> str:
    """A stable id that does not tell the number."""
    return hashlib.sha256(f"mo phong {username}".encode()).hexdigest()[:32]

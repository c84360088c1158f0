"""A citizen as the population database writes one: XML inside JSON (standards, population database)."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from simulators.vneid.claims import compact_date

SEX = {"male": "1", "female": "2"}


def citizen_xml(person: dict[str, Any]) -> str:
    """`Envelope/Body/CongdanCollection/CongDan` of one person."""
    envelope = ET.Element("Envelope")
    citizen = ET.SubElement(ET.SubElement(ET.SubElement(envelope, "Body"), "CongdanCollection"), "CongDan")
    words = person["full_name"].split()
    born = compact_date(person.get("population_birth_date", person["birth_date"]))
    _write(
        citizen,
        {
            "SoDinhDanh": person["personal_id"],
            "SoCMND": person.get("old_id", ""),
            "HoVaTen": {"Ho": words[0], "ChuDem": " ".join(words[1:-1]), "Ten": words[-1]},
            "GioiTinh": SEX[person["sex"]],
            "DanToc": person.get("ethnicity", "Kinh"),
            "TonGiao": person.get("religion", "Không"),
            "TinhTrangHonNhan": person.get("marital_status", ""),
            "NgayThangNamSinh": {"Nam": born[:4], "NgayThangNam": born},
            "QuocTich": person.get("nationality", "Việt Nam"),
            "NoiDangKyKhaiSinh": _place(person.get("birth_registered_at")),
            "QueQuan": _place(person.get("home_town")),
            "ThuongTru": _place(person.get("permanent")),
            "NoiOHienTai": _place(person.get("current") or person.get("permanent")),
            "Cha": _relative(person.get("father")),
            "Me": _relative(person.get("mother")),
            "VoChong": _relative(person.get("spouse")),
            "ChuHo": {"QuanHe": person.get("relation_to_head", "")} | _relative(person.get("head")),
            "SoSoHoKhau": person.get("household_number", ""),
            "SoDienThoai": person.get("phone", ""),
            "ThuDienTu": person.get("email", ""),
        },
    )
    return ET.tostring(envelope, encoding="unicode")


def _place(place: dict[str, str] | None) -> dict[str, str]:
    place = place or {}
    return {
        "MaTinhThanh": place.get("province", ""),
        "TenTinhThanh": place.get("province_name", ""),
        "MaQuanHuyen": "",
        "MaPhuongXa": place.get("commune", ""),
        "TenPhuongXa": place.get("commune_name", ""),
        "ChiTiet": place.get("detail", ""),
        "QuocGia": "VN" if place else "",
    }


def _relative(other: dict[str, str] | None) -> dict[str, str]:
    other = other or {}
    return {
        "HoVaTen": other.get("full_name", ""),
        "QuocTich": "Việt Nam" if other else "",
        "SoDinhDanh": other.get("personal_id", ""),
        "SoCMND": "",
    }


def _write(parent: ET.Element, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        child = ET.SubElement(parent, name)
        if isinstance(value, dict):
            _write(child, value)
        else:
            child.text = str(value)

"""The fee receipt as XML (Decree 123/2020/NĐ-CP as amended by 70/2025, Circular 32/2025/TT-BTC).

What it says is what the decree asks of a receipt. The names are those in which the payment platform and one-stop
systems send receipts (MauSo, KyHieu, SoBienLai, DonViThuPhi, HoTenNguoiNop, PhiLePhi, NgayThuPhi, ThanhTien …); where
those have none, they are ours (the namespace says so). The circular's own schema was not at hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from motcua.base.clock import HO_CHI_MINH
from motcua.payments.models import Bill
from motcua.rules.codes import FeeKind
from motcua.rules.words import money

NAMESPACE = "urn:motcua:bien-lai:1"
TITLE = "Biên lai thu tiền phí, lệ phí"
WAYS = {"cash": "tien-mat", "vietqr": "chuyen-khoan", "counter_qr": "chuyen-khoan"}
# Characters no XML document may hold; a name typed by a person could.
UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class PaidFor:
    """What this room does not know of the receipt: for which dossier and procedure, where the payer lives, and the
    code and address at which anybody checks the file."""

    dossier: str
    procedure_code: str
    procedure: str
    payer_address: str
    check_code: str
    check_address: str


def receipt_xml(bill: Bill, about: PaidFor) -> bytes:
    """The receipt of a settled bill, not yet sealed. Amounts are whole VND; moments in the zone of Việt Nam.

    Raises `LookupError` for a bill that was not paid.
    """
    if bill.settled_at is None:
        raise LookupError(f"bill {bill.code} is not settled")
    receipt, agency = bill.receipt, bill.agency
    root = ElementTree.Element("BienLai", {"xmlns": NAMESPACE})
    _put(
        root,
        TenBienLai=TITLE,
        MauSo=receipt.form,
        KyHieu=receipt.series,
        SoBienLai=receipt.shown_number,
        NgayLap=receipt.issued_at.astimezone(HO_CHI_MINH).date().isoformat(),
        DonViThuPhi=agency.name,
        MaDonVi=agency.code,
        MaSoThueDonViThuPhi=agency.tax_code,
        DiaChiDonViThuPhi=agency.address,
        HoTenNguoiNop=bill.payer_name,
        DiaChiNguoiNop=about.payer_address,
    )
    _put(root, **{"MaSoThueBienLai" if bill.payer_kind == "organisation" else "SoCMNDNguoiNop": bill.payer_key})
    _put(
        root,
        MaHoSo=about.dossier,
        MaTTHC=about.procedure_code,
        TenTTHC=about.procedure,
    )
    for line in bill.lines:
        _put(ElementTree.SubElement(root, "PhiLePhi"), **_line(line))
    _put(
        root,
        Phi=_sum(bill, FeeKind.PHI),
        LePhi=_sum(bill, FeeKind.LE_PHI),
        ThanhTien=bill.total,
        ThanhTienBangChu=money(bill.total),
        HinhThucThanhToan=WAYS[bill.settled_by],
        NgayThuPhi=bill.settled_at.astimezone(HO_CHI_MINH).isoformat(timespec="seconds"),
        MaTraCuu=about.check_code,
        DiaChiTraCuu=about.check_address,
    )
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _line(line: Mapping[str, Any]) -> dict[str, object]:
    kind = line.get("kind")  # a bill of an older installation may not say
    return {
        "LoaiPhiLePhi": FeeKind(kind).exchange_code if kind else "",
        "MaPhiLePhi": line["code"],
        "TenPhiLePhi": line["name"],
        "SoLuong": line.get("units", 1),
        "MucThuChuaGiam": line["list"],
        "SoTien": line["payable"],
        "CanCu": line.get("basis", ""),
        "GhiChu": line.get("reason", ""),
    }


def _sum(bill: Bill, kind: FeeKind) -> int:
    return sum(int(line["payable"]) for line in bill.lines if line.get("kind") == kind)


def _put(holder: ElementTree.Element, **said: object) -> None:
    for name, value in said.items():
        ElementTree.SubElement(holder, name).text = UNSPEAKABLE.sub("", str(value))

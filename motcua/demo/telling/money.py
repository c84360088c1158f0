"""Money of the past: transfers, cash, and what an accountant must look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.demo.telling import people
from motcua.demo.telling.script import Told
from motcua.directory.api import Agency, agency
from motcua.dossiers.api import Dossier, ask_fee
from motcua.payments.api import Arrival, Bill, bill_for, hear_of_money, start_attempt, take_cash
from motcua.rules.codes import FeeKind

BANK = system("bank")


def transfer(told: Told, dossier: Dossier, words: str) -> None:
    """The applicant pays by VietQR and the bank tells us; "twice": the same sum came again."""
    bill = _bill(dossier)
    if words != "twice":
        start_attempt(bill=bill, by=people.citizen(told).actor)
    _arrives(bill.agency, bill.total, f"{bill.code} nop phi", f"{told.number}{'b' if words else 'a'}")


def short(told: Told, dossier: Dossier, words: str) -> None:
    """Half of it came."""
    bill = _bill(dossier)
    start_attempt(bill=bill, by=people.citizen(told).actor)
    _arrives(bill.agency, bill.total // 2, f"{bill.code} nop phi", f"{told.number}a")


def cash(told: Told, dossier: Dossier, words: str) -> None:
    """Paid at the counter."""
    bill = _bill(dossier)
    take_cash(bill=bill, amount=bill.outstanding, by=people.staff(told, "tiepnhan"), key="quay")


def fee(told: Told, dossier: Dossier, words: str) -> None:
    """Asked for: words is the sum (VND) of a fee set later; without words what is still owed for filing."""
    if not words:
        ask_fee(dossier=dossier, by=people.staff(told, "tiepnhan"))
        return
    line = {
        "code": "permit",
        "name": "Lệ phí cấp giấy phép xây dựng nhà ở riêng lẻ",
        "kind": FeeKind.LE_PHI.value,
        "list": int(words),
        "payable": int(words),
        "units": 1,
    }
    ask_fee(dossier=dossier, lines=[line], by=people.staff(told, "kinhte"))


def unknown_money(row: dict[str, Any]) -> None:
    """Money whose purpose names no bill."""
    place = agency(people.COMMUNES[row["at"]])
    if place is not None:
        _arrives(place, row["amount"], row["note"], "unknown")


def _arrives(to: Agency, amount: int, note: str, number: str) -> None:
    arrival = Arrival(f"FTDEMO{number}", to.fee_account, amount, note, now())
    hear_of_money(arrival=arrival, heard_by="notice", by=BANK, agency=to)


def _bill(dossier: Dossier) -> Bill:
    found = bill_for(dossier.bill)
    if found is None:
        raise LookupError(f"{dossier.code} has no bill")
    return found


PAYMENTS: dict[str, Callable[[Told, Dossier, str], object]] = {
    "transfer": transfer,
    "short": short,
    "cash": cash,
    "fee": fee,
}

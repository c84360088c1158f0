"""Reads a VietQR with code of its own: a bank does not share ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """What the code asks for."""

    bin: str
    account: str
    amount: int
    note: str


def read_qr(text: str) -> Asked:
    """Parse the EMVCo text. Raises `ValueError` where it is not a VietQR to an account with an amount."""
    outer = _parts(text.strip())
    target = _parts(outer.get("38", ""))
    where = _parts(target.get("01", ""))
    if target.get("00") != "A000000727" or not where.get("00") or not where.get("01"):
        raise ValueError("not a VietQR to an account")
    return Asked(where["00"], where["01"], int(outer.get("54") or 0), _parts(outer.get("62", "")).get("08", ""))


def _parts(text: str) -> dict[str, str]:
    found, at = {}, 0
    while at + 4 <= len(text):
        size = int(text[at + 2 : at + 4])
        found[text[at : at + 2]] = text[at + 4 : at + 4 + size]
        at += 4 + size
    return found

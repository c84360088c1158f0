"""What a dossier costs, from the fee table of its frozen procedure version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from motcua.catalogue.api import Pack, pack_of
from motcua.rules.codes import Channel, FeeKind
from motcua.rules.fees import DOSSIER, Assessment, Exemption, FeeLine, assess
from motcua.rules.tables import Confidence

CHANNELS = {"counter": Channel.COUNTER, "online": Channel.ONLINE, "post": Channel.POST}
SUBMISSION = "submission"


@lru_cache(maxsize=512)
def fee_lines(version_id: int, due: str) -> tuple[FeeLine, ...]:
    """The fee lines of a procedure version that are due at a moment (submission, supplement or return)."""
    pack = pack_of(version_id)
    return tuple(_line(pack, fee) for fee in pack.fees if fee.due == due)


def _line(pack: Pack, fee: Any) -> FeeLine:
    return FeeLine(
        code=fee.code,
        kind=FeeKind(fee.kind),
        name=fee.name.vi,
        legal_basis=fee.legal or "",
        amount=fee.amount,
        unit=DOSSIER if fee.unit == "case" else fee.code,
        channel=CHANNELS.get(fee.channel),
        condition=fee.condition,
        exemptions=tuple(_exemption(each) for each in pack.exemptions if _concerns(each, fee.code)),
        valid_from=fee.valid_from,
        valid_to=fee.valid_to,
        confidence=Confidence(fee.confidence),
    )


def _concerns(exemption: Any, code: str) -> bool:
    # Without a condition a clerk decides; a rule never grants it by itself.
    return exemption.condition is not None and (not exemption.fees or code in exemption.fees)


def _exemption(each: Any) -> Exemption:
    return Exemption(
        code=each.code,
        name=each.name.vi,
        legal_basis=each.legal or "",
        percent=each.percent,
        condition=each.condition,
    )


def assess_fees(version_id: int, *, answers: Mapping[str, Any], channel: Channel, on: date, due: str) -> Assessment:
    """What is due at `due` for these answers, filed by `channel` on `on` (local date). Amounts in VND.

    Units that nobody counted make a line unknown (nothing is asked for it yet), never one unit by guess.
    """
    lines = fee_lines(version_id, due)
    if not lines:
        return Assessment((), channel, on)
    units = _units(version_id, answers)
    known = [line for line in lines if line.unit == DOSSIER or line.unit in units]
    return assess(known, channel=channel, facts=answers, units=units, on=on)


def _units(version_id: int, answers: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for fee in pack_of(version_id).fees:
        given = answers.get(fee.quantity) if fee.quantity else None
        if isinstance(given, int | str) and str(given).isdigit():
            found[fee.code] = int(given)
    return found


def bill_lines(assessment: Assessment) -> list[dict[str, Any]]:
    """The lines as the bill keeps them; those that cost nothing by list are left out."""
    return [
        {
            "code": each.line.code,
            "name": each.line.name,
            "kind": each.line.kind.value,
            "list": each.list_price,
            "payable": each.payable,
            "units": 1,
            "basis": each.legal_basis,
            "reason": each.reason,
        }
        for each in assessment.lines
        if each.list_price
    ]


def bill_reference(public_id: str, what: str) -> str:
    """The reference of a bill of this dossier."""
    return f"dossier:{public_id}:{what}"


def dossier_of_reference(reference: str) -> str | None:
    """The public id of the dossier a bill is for; None where it is for something else."""
    parts = reference.split(":")
    return parts[1] if len(parts) == 3 and parts[0] == "dossier" else None

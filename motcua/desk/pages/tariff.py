"""The fees the province sets, procedure by procedure, as they stand at an agency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.base.clock import today
from motcua.base.errors import NotFound
from motcua.catalogue.api import Fee, LocalFee, Pack, fees_to_set, local_fees_at, say
from motcua.directory.api import Agency


@dataclass(frozen=True)
class TariffRow:
    """One fee: what is in force today, what came before or comes later."""

    slug: str
    procedure: str
    fee: str
    fee_name: str
    now: tuple[LocalFee, ...]
    others: tuple[LocalFee, ...]


def tariff(agency: Agency) -> dict[str, Any]:
    """Rows by procedure; `missing`: how many have no amount today. Two queries."""
    entered: dict[tuple[str, str], list[LocalFee]] = {}
    for each in local_fees_at(agency):
        entered.setdefault((each.procedure_id, each.fee), []).append(each)
    rows = [_row(pack, fee, entered.get((pack.id, fee.code), [])) for pack, fees in fees_to_set() for fee in fees]
    return {"rows": rows, "missing": sum(not row.now for row in rows)}


def fee_to_set(procedure: str, code: str) -> tuple[Pack, Fee]:
    """The fee, where the province sets it. Raises `NotFound`."""
    for pack, fees in fees_to_set():
        for fee in fees:
            if (pack.id, fee.code) == (procedure, code):
                return pack, fee
    raise NotFound("")


def _row(pack: Pack, fee: Fee, entered: list[LocalFee]) -> TariffRow:
    day = today()
    running = tuple(
        each for each in entered if each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)
    )
    others = tuple(each for each in entered if each not in running)
    return TariffRow(pack.id, say(pack.short_name), fee.code, say(fee.name), running, others)

"""What becomes of money that perhaps goes back, as a table (data/refunds.yaml): causes, states, who acts next.

Source: fields of the receipt entity in use (date, person, reason and account of a refund); Law 97/2015/QH13. No text
known here says in general that a fee goes back when a dossier ends without a result, so the table decides nothing
about it: the accountant does, and names the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from motcua.rules.tables import load_yaml

FILE = "refunds.yaml"


class RefundCause(StrEnum):
    """Why money is looked at."""

    EXCESS = "excess"
    LATE = "late"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REVOKED = "revoked"

    @property
    def surplus(self) -> bool:
        """Was it never owed? Then it always goes back."""
        return bool(_rows("causes")["rows"][self.value]["surplus"])


class RefundState(StrEnum):
    """How far it has come."""

    ASKED = "asked"
    ORDERED = "ordered"
    PAID = "paid"
    KEPT = "kept"

    @property
    def owner(self) -> str | None:
        """The role that acts next; None: it has ended."""
        found: str | None = _rows("states")[self.value]["owner"]
        return found


@dataclass(frozen=True)
class RefundPassage:
    """One row: `needs` names what must be written down ("basis", "proof"), None where nothing must."""

    action: str
    start: RefundState
    end: RefundState
    needs: str | None
    surplus: bool | None


@cache
def refund_passage(action: str) -> RefundPassage:
    """The row of `action` (order, keep, pay). KeyError: no such act."""
    row = _rows("passages")[action]
    return RefundPassage(action, RefundState(row["from"]), RefundState(row["to"]), row["needs"], row.get("surplus"))


def refund_open_states() -> tuple[str, ...]:
    """States in which somebody has to act."""
    return tuple(each.value for each in RefundState if each.owner)


def _rows(name: str) -> Any:
    return load_yaml(FILE)[name]

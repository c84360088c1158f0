"""The life of a dossier as a table (data/lifecycle.yaml): which act leads from which status to which.

The table says what the law makes possible; rights, papers and conditions of one dossier are judged upstairs.
Source: status codes of the national exchange, Decree 118/2025/NĐ-CP, Circular 03/2025/TT-VPCP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from motcua.rules.tables import Confidence, load_yaml

APPLICANT = "applicant"
SYSTEM = "system"
TO_PREVIOUS = "previous"


class Status(IntEnum):
    """TrangThaiHoSo of the national exchange."""

    REGISTERED = 1
    ACCEPTED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    FEE_DUE = 6
    WITHDRAWN = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10

    @property
    def label_vi(self) -> str:
        """The words of the national exchange."""
        return str(load_yaml("lifecycle.yaml")["statuses"]["rows"][self.value]["label"])

    @property
    def is_final(self) -> bool:
        """Nothing follows: 3, 7, 8, 10 (9 ends the clock, but the result is still to be handed over)."""
        return self in FINAL


FINAL: frozenset[Status] = frozenset(
    Status(code) for code, row in load_yaml("lifecycle.yaml")["statuses"]["rows"].items() if row["final"]
)
SETTLING = (Status.ACCEPTED, Status.PROCESSING)  # the time that was promised runs
WAITING_FOR_APPLICANT = (Status.SUPPLEMENT, Status.FEE_DUE)  # it stands still
SETTLED = (Status.DONE, Status.RETURNED)  # there is a result


class ClockEffect(StrEnum):
    """What an act does to the clock of the settlement time; resuming one that never started does nothing."""

    STARTS = "starts"
    RUNS = "runs"
    PAUSES = "pauses"
    RESUMES = "resumes"
    ENDS = "ends"
    NONE = "none"


@dataclass(frozen=True)
class Passage:
    """One row of the table.

    `to_status` is None when the dossier goes back where it came from (`return_to_previous`); then that
    status must be one of `back_to`. `by` holds "applicant", "system" or role codes; `form` a form number.
    """

    action: str
    label_vi: str
    from_statuses: frozenset[Status]
    to_status: Status | None
    back_to: frozenset[Status]
    by: frozenset[str]
    form: str | None
    clock: ClockEffect
    legal_basis: str
    confidence: Confidence
    valid_from: date

    def target(self, previous: Status | None = None) -> Status:
        """The status that follows; `previous` = where the dossier came from (needed only to go back).

        ValueError when the dossier would go back to a status from which it cannot have come.
        """
        if self.to_status is not None:
            return self.to_status
        if previous is None or previous not in self.back_to:
            raise ValueError(f"{self.action}: a dossier cannot go back to {previous!r}")
        return previous


def _passage(row: Mapping[str, Any]) -> Passage:
    return Passage(
        action=row["action"],
        label_vi=row["label"],
        from_statuses=frozenset(Status(code) for code in row["from"]),
        to_status=None if row["to"] == TO_PREVIOUS else Status(row["to"]),
        back_to=frozenset(Status(code) for code in row.get("back_to", ())),
        by=frozenset(row["by"]),
        form=row["form"],
        clock=ClockEffect(row["clock"]),
        legal_basis=row["legal_basis"],
        confidence=Confidence(row["confidence"]),
        valid_from=row["valid_from"],
    )


@cache
def passages() -> tuple[Passage, ...]:
    """All rows of the table, in its order."""
    return tuple(_passage(row) for row in load_yaml("lifecycle.yaml")["passages"])


@cache
def _index() -> dict[tuple[str, Status | None], Passage]:
    index: dict[tuple[str, Status | None], Passage] = {}
    for row in passages():
        for status in row.from_statuses or (None,):
            if (row.action, status) in index:
                raise ValueError(f"two passages for {row.action} from {status!r}")
            index[row.action, status] = row
    return index


def passage(action: str, status: Status | int | None) -> Passage | None:
    """The passage that `action` opens from `status` (None: no dossier yet), or None when there is none."""
    return _index().get((action, None if status is None else Status(status)))


def may_pass(action: str, status: Status | int | None) -> bool:
    """Whether the table knows `action` from `status`."""
    return passage(action, status) is not None


def allowed_actions(status: Status | int | None) -> tuple[str, ...]:
    """The actions possible from `status`, in the order of the table."""
    wanted = None if status is None else Status(status)
    return tuple(action for (action, start) in _index() if start == wanted)


def second_supplement_allowed(count: int, cites_new_fact: bool) -> bool:
    """Whether one more supplement may be asked for, when `count` requests were made before.

    Decree 118/2025: once, complete; a further request needs a new fact that is cited. It still counts as late
    in Decision 766 (see `indicators.on_time`).
    """
    return count < 1 or cites_new_fact


def second_promise_allowed(count: int) -> bool:
    """Whether a new return date may be promised (form 04), when `count` were promised before: only once."""
    return count < 1


def form_name(number: str) -> str:
    """The name of a form "01".."07" of Annex I, Circular 03/2025/TT-VPCP (KeyError: no such form)."""
    return str(load_yaml("lifecycle.yaml")["forms"]["rows"][number])

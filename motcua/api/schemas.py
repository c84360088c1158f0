"""What the public API says. Field names are stable."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema


class Problem(Schema):
    """Why not, in a sentence for people."""

    detail: str


class HitOut(Schema):
    """A procedure that fits a query."""

    id: str
    code: str | None
    name: str
    score: float


class FeeOut(Schema):
    """One line of the fee table; `amount` in VND, null where the province sets it."""

    name: str
    amount: int | None
    unit: str
    channel: str


class ComponentOut(Schema):
    """One paper of the dossier, and what replaces it."""

    name: str
    required: str
    mode: str
    replaced_by: list[str]


class ProcedureOut(Schema):
    """A procedure as the portal shows it."""

    id: str
    code: str | None
    name: str
    field: str
    online_level: str
    can_be_filed_here: bool
    time_limit: str = Field(description="in words, for online filing")
    fees: list[FeeOut]
    components: list[ComponentOut]
    legal_basis: list[str]
    confidence: str


class TrackOut(Schema):
    """The state of a dossier; no name, no number, no answer."""

    code: str
    procedure: str
    agency: str
    status: int
    status_label: str
    station: str
    submitted_on: date
    promised_on: date | None
    ended: bool


class PaperOut(Schema):
    """What is known of an issued paper by its check code."""

    state: str
    kind: str
    number: str
    agency: str
    issued_on: date | None

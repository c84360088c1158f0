"""What happens to procedures."""

from __future__ import annotations

from datetime import date

from motcua.base.events import Event, event


@event("catalogue.procedure_loaded")
class ProcedureLoaded(Event):
    """A pack became a version."""

    procedure: str
    version: int
    sha256: str


@event("catalogue.procedure_withdrawn")
class ProcedureWithdrawn(Event):
    """A procedure is no longer shown, for the reason everybody may read; running dossiers go on."""

    procedure: str
    reason: str = ""


@event("catalogue.local_fee_set")
class LocalFeeSet(Event):
    """The amount (VND per unit) of a fee at an agency and all below it, from a day, by a decision of the province."""

    procedure: str
    fee: str
    agency: str
    channel: str
    amount: int
    decision: str
    valid_from: date

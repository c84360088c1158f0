"""What happens to procedures."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.base.events import Event, event


@event("catalogue.procedure_loaded")
@dataclass(frozen=True)
class ProcedureLoaded(Event):
    """A pack became a version."""

    procedure: str
    version: int
    sha256: str


@event("catalogue.procedure_withdrawn")
@dataclass(frozen=True)
class ProcedureWithdrawn(Event):
    """A procedure is no longer shown; running dossiers go on."""

    procedure: str

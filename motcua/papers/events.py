"""What this room tells."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.base.events import Event, event


@event("papers.issued")
@dataclass(frozen=True)
class PaperIssued(Event):
    """A document went out; `sha256` names its bytes."""

    paper: str
    kind: str
    agency: str
    number: str
    reference: str
    sha256: str


@event("papers.revoked")
@dataclass(frozen=True)
class PaperRevoked(Event):
    """A document counts no more."""

    paper: str
    kind: str
    agency: str
    reference: str


@event("papers.replaced")
@dataclass(frozen=True)
class PaperReplaced(Event):
    """A document counts no more; another stands in its place."""

    paper: str
    replacement: str
    kind: str
    agency: str
    reference: str

"""What this room tells."""

from __future__ import annotations

from motcua.base.events import Event, event


@event("papers.issued")
class PaperIssued(Event):
    """A document went out; `sha256` names its bytes."""

    paper: str
    kind: str
    agency: str
    number: str
    reference: str
    sha256: str


@event("papers.revoked")
class PaperRevoked(Event):
    """A document counts no more."""

    paper: str
    kind: str
    agency: str
    reference: str


@event("papers.replaced")
class PaperReplaced(Event):
    """A document counts no more; another stands in its place."""

    paper: str
    replacement: str
    kind: str
    agency: str
    reference: str

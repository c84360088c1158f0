"""What happens in the vault. Streams carry a keyed hash of the subject, never the number."""

from __future__ import annotations

from datetime import date

from django.utils.crypto import salted_hmac

from motcua.base.events import Event, event
from motcua.directory.api import Subject


@event("vault.paper_kept")
class PaperKept(Event):
    """A paper came into somebody's vault."""

    paper: str
    kind: str
    source: str
    origin: str


@event("vault.paper_ended")
class PaperEnded(Event):
    """A paper is no longer in force: revoked, replaced or expired."""

    paper: str
    kind: str
    state: str


@event("vault.paper_ends_soon")
class PaperEndsSoon(Event):
    """A result that its holder has ends within a month; told once. `valid_to`: its last day."""

    paper: str
    kind: str
    valid_to: date
    origin: str


@event("vault.fact_kept")
class FactKept(Event):
    """Something became known of a subject; the value stays in the vault."""

    fact: int
    fact_name: str
    source: str


@event("vault.fact_ended")
class FactEnded(Event):
    """What was read from a paper is offered no more: the paper was revoked, or another stands in its place."""

    fact: int
    fact_name: str
    paper: str


@event("vault.used")
class Used(Event):
    """Somebody looked at or used a subject's data."""

    use: int
    what: str
    purpose: str
    dossier: str


@event("vault.consent_given")
class ConsentGiven(Event):
    """A yes to one purpose."""

    consent: int
    purpose: str
    text_version: str
    channel: str


@event("vault.consent_withdrawn")
class ConsentWithdrawn(Event):
    """The yes was taken back."""

    consent: int
    purpose: str


def stream_of(subject: Subject) -> str:
    """The journal stream of a subject's vault: the same for the same subject, of no use to who reads the journal."""
    return f"vault:{salted_hmac('motcua.vault.stream', str(subject), algorithm='sha256').hexdigest()[:32]}"

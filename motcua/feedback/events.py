"""What is heard of ratings. No words of people, only levels and reason codes."""

from __future__ import annotations

from motcua.base.events import Event, event


@event("feedback.invited")
class Invited(Event):
    """A one-time link was made."""

    dossier: str
    procedure: str
    agency: str
    channel: int
    filed_as: str


@event("feedback.rated")
class Rated(Event):
    """A rating came in: 2 very satisfied, 1 satisfied, 0 not satisfied."""

    dossier: str
    procedure: str
    agency: str
    channel: int
    filed_as: str
    level: int
    reasons: list[str]
    commented: bool

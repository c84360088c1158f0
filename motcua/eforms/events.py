"""What happens to drafts: counts and times, never what was filled in."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from motcua.base.events import Event, event


@event("eforms.draft_opened")
class DraftOpened(Event):
    """Somebody began to fill a form. `signing_in_at`, `login_at`: when the minutes began to run (UTC)."""

    draft: str
    procedure: str
    version: int
    agency: str
    channel: int
    device: str
    place: str
    assisted: bool
    for_self: bool
    signing_in_at: datetime | None
    login_at: datetime | None


@event("eforms.draft_sealed")
class DraftSealed(Event):
    """The form was handed in. Seconds are whole; `since_login` is None where the sign-in was not seen.

    known: fields a source filled; typed: fields the person filled; edited: known ones the person changed.
    pages: page → seconds spent on it; pauses of more than five minutes count nowhere.
    """

    draft: str
    procedure: str
    version: int
    agency: str
    since_opening: int
    since_login: int | None
    active_seconds: int
    fields: int
    known: int
    typed: int
    edited: int
    disputed: int
    files: int
    sources: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)


@event("eforms.sources_differed")
class SourcesDiffered(Event):
    """Two sources do not say the same of the one who signed in, and that person said which is right.

    what: the thing, by its name in the source vocabulary. chosen: the source that the person holds with.
    """

    draft: str
    what: str
    sources: list[str]
    chosen: str


@event("eforms.draft_abandoned")
class DraftAbandoned(Event):
    """A draft was given up by the person, or nobody touched it for ninety days; its uploads were deleted."""

    draft: str
    procedure: str
    at_page: str
    by_clock: bool
    pages: dict[str, int] = field(default_factory=dict)

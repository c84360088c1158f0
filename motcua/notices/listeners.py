"""Which event tells whom. The one table of messages about dossiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from motcua.base.clock import today
from motcua.base.events import listen
from motcua.base.models import JournalEntry
from motcua.directory.api import (
    Representation,
    RepresentationEnded,
    RepresentationRecorded,
    agency,
    is_adult,
    representatives_of,
)
from motcua.dossiers import api as events
from motcua.dossiers.selectors.addressees import Addressees, account_of, addressees
from motcua.notices.actions.tell import tell
from motcua.notices.ways import leads_to
from motcua.vault.api import Paper, PaperEndsSoon

Words = Callable[[Any], dict[str, Any]]


def _nothing(happened: Any) -> dict[str, Any]:
    return {}


def _due(happened: Any) -> dict[str, Any]:
    return {"due": happened.due_at.isoformat() if happened.due_at else ""}


def _answer_due(happened: events.Submitted) -> dict[str, Any]:
    return {"answer_due": happened.first_answer_due.isoformat() if happened.first_answer_due else ""}


def _count(happened: events.SupplementAsked) -> dict[str, Any]:
    return {"count": len(happened.components)}


def _amount(happened: Any) -> dict[str, Any]:
    return {"amount": happened.amount}


OPINION, ENDS = "opinion", "paper_ends"
ACTING = ("acts_for", "acts_for_no_more", "acted_for", "acted_for_no_more")


TO_APPLICANT: dict[type[events.DossierEvent], tuple[str, Words]] = {
    events.Submitted: ("submitted", _answer_due),
    events.Accepted: ("accepted", _due),
    events.Refused: ("refused", _nothing),
    events.SupplementAsked: ("supplement", _count),
    events.FeeAsked: ("fee", _amount),
    events.FeePaid: ("fee_paid", _amount),
    events.FeeRelieved: ("fee_relieved", _amount),
    events.RefundAsked: ("refund_asked", _amount),
    events.RefundOrdered: ("refund_ordered", _amount),
    events.Refunded: ("refunded", _amount),
    events.FeeKept: ("fee_kept", _amount),
    events.ResultSigned: ("signed", _nothing),
    events.ResultReturned: ("returned", _nothing),
    events.ResultRevoked: ("revoked", _nothing),
    events.ResultCorrected: ("corrected", _nothing),
    events.Withdrawn: ("withdrawn", _nothing),
    events.Stopped: ("stopped", _nothing),
    events.Apologised: ("apology", _due),
}


def plug_in() -> None:
    """Listen; called once when the app is ready."""
    for kind in TO_APPLICANT:
        listen(kind, _tell_applicant)
    listen(events.HandedOver, _tell_named)
    listen(events.CorrectionDeclined, _tell_drafter)
    listen(events.DueSoon, _tell_soon)
    listen(events.Overdue, _tell_late)
    listen(PaperEndsSoon, _tell_ending)
    leads_to(ENDS, _renew)
    listen(RepresentationRecorded, _tell_of_acting)
    listen(RepresentationEnded, _tell_of_acting)
    for acting in ACTING:
        leads_to(acting, _to_who_acts_for_whom)


def _tell_applicant(happened: events.DossierEvent, entry: JournalEntry) -> None:
    kind, words = TO_APPLICANT[type(happened)]
    found = addressees(happened.dossier, entry.of)
    if isinstance(happened, events.ResultSigned) and found.electronic:
        return  # the result follows at once, and its own letter with it
    if isinstance(happened, events.ResultReturned) and not events.is_left_something(happened.dossier):
        return  # all of it was revoked before, and that was told
    for to in found.applicants:
        _tell(to, kind, words(happened), found, entry)


def _tell_named(happened: events.HandedOver, entry: JournalEntry) -> None:
    """Whoever a dossier is handed to by name: nobody else will take it."""
    named = events.handed_to(happened.dossier, happened.number)
    if named is not None:
        _tell(f"staff:{named}", "handed_over", {}, addressees(happened.dossier), entry)


def _tell_drafter(happened: events.CorrectionDeclined, entry: JournalEntry) -> None:
    """Whoever drafted a correction that was not signed, unless it was they who took it back."""
    to = f"staff:{happened.whom}"
    if happened.whom is not None and entry.actor != to:
        _tell(to, "correction_declined", {}, addressees(happened.dossier), entry)


def _tell_soon(happened: events.DueSoon, entry: JournalEntry) -> None:
    found = addressees(happened.dossier)
    kind = "opinion_soon" if happened.clock == OPINION else "due_soon"
    for staff in happened.whom:
        _tell(f"staff:{staff}", kind, {"due": happened.runs_out_at.isoformat()}, found, entry)


def _tell_late(happened: events.Overdue, entry: JournalEntry) -> None:
    found = addressees(happened.dossier)
    kind = "opinion_overdue" if happened.clock == OPINION else "overdue"
    for to in dict.fromkeys((*found.holders, *(f"staff:{head}" for head in happened.heads))):
        _tell(to, kind, {"due": happened.ran_out_at.isoformat()}, found, entry)


def _tell_ending(happened: PaperEndsSoon, entry: JournalEntry) -> None:
    """Its holder hears, and the parents of a child; the letter leads to where it is made anew."""
    paper = entry.of
    if not isinstance(paper, Paper):
        return
    result = events.result_in_vault(paper.origin, paper.sha256)
    about = f"procedure:{result.dossier.procedure_slug}" if result is not None else f"paper:{paper.public_id}"
    whom = [*account_of(paper.subject), *(f"person:{each.pk}" for each in representatives_of(paper.subject))]
    words = {"code": happened.origin, "due": happened.valid_to.isoformat()}
    for to in dict.fromkeys(whom):
        tell(to=to, kind=ENDS, words=words, about=about, key=f"{ENDS}:{paper.public_id}:{to}")


def _tell_of_acting(happened: RepresentationRecorded | RepresentationEnded, entry: JournalEntry) -> None:
    """Whoever may act, or may no longer; the represented, where they have an account of an adult or of an organisation;
    and who else may act for them."""
    of = entry.of
    if not isinstance(of, Representation):
        return
    begun = isinstance(happened, RepresentationRecorded)
    actor, theirs = f"person:{of.person_id}", [f"person:{each.pk}" for each in representatives_of(of.subject)]
    if of.child is None or is_adult(of.child, today()):
        theirs += account_of(of.subject)
    words = {"agency": agency(happened.agency).short_name, "due": of.valid_from.isoformat()}
    for to in dict.fromkeys([actor, *theirs]):
        kind = "acts_for" if to == actor else "acted_for"
        kind += "" if begun else "_no_more"
        tell(to=to, kind=kind, words=words, about=happened.subject, key=f"{entry.stream}#{entry.number}:{to}")


def _to_who_acts_for_whom(about: str) -> str:
    return reverse("portal:me")


def _renew(about: str) -> str:
    kind, _colon, ref = about.partition(":")
    return reverse("portal:procedure", args=[ref]) if kind == "procedure" else reverse("portal:my_papers")


def _tell(to: str, kind: str, words: dict[str, Any], found: Addressees, entry: JournalEntry) -> None:
    tell(
        to=to,
        kind=kind,
        words={"code": found.code, "agency": found.agency} | words,
        about=entry.stream,
        key=f"{entry.stream}#{entry.number}:{to}",
    )

"""When a dossier has ended, its applicant is asked; refused ones as well."""

from __future__ import annotations

from django.urls import reverse

from motcua.base.actor import system
from motcua.base.events import listen
from motcua.base.models import JournalEntry
from motcua.dossiers import api as events
from motcua.dossiers.selectors.addressees import addressees
from motcua.feedback.actions.invite import invite
from motcua.feedback.tokens import token_of
from motcua.notices.api import leads_to, tell

ENDS = (events.ResultReturned, events.Refused, events.Stopped, events.Withdrawn)


def plug_in() -> None:
    """Listen; called once when the app is ready."""
    for kind in ENDS:
        listen(kind, _invite)
    leads_to("rate", _link)


def _invite(happened: events.DossierEvent, entry: JournalEntry) -> None:
    found = addressees(happened.dossier)
    invite(
        dossier=happened.dossier,
        code=found.code,
        procedure=happened.procedure,
        agency=happened.agency,
        channel=happened.channel,
        filed_as=happened.filed_as,
        by=system("feedback"),
    )
    for to in found.applicants:
        about = f"dossier:{happened.dossier}"
        tell(to=to, kind="rate", words={"code": found.code}, about=about, key=f"rate:{happened.dossier}:{to}")


def _link(about: str) -> str:
    return reverse("portal:rate", args=[token_of(about.partition(":")[2])])

"""Write down who looked at or used a subject's data."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.directory.api import Subject, Viewer, actor_of
from motcua.vault.actions.author import name_and_agency
from motcua.vault.events import Used, stream_of
from motcua.vault.models import Use


@transaction.atomic
def record_use(*, subject: Subject, what: str, purpose: str, dossier: str = "", by: Viewer | Actor) -> Use:
    """The entry that the subject will read. `what`: papers, facts, paper:<id>, registry:<source>, dossier:<code>.

    `purpose` is a sentence for the subject; an empty one is a `ValueError`.
    """
    if not purpose.strip():
        raise ValueError("a use without a purpose is not allowed")
    name, agency = name_and_agency(by)
    use = Use.objects.create(
        subject_kind=subject.kind,
        subject_key=subject.key,
        actor=str(actor_of(by)),
        actor_name=name,
        agency=agency,
        what=what[:120],
        purpose=purpose[:200],
        dossier=dossier[:60],
        at=now(),
    )
    event = Used(use=use.pk, what=use.what, purpose=use.purpose, dossier=use.dossier)
    record(event, stream=stream_of(subject), by=actor_of(by))
    return use

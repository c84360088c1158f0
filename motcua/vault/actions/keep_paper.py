"""Put a paper into somebody's vault."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.models import StoredFile
from motcua.directory.api import Agency, Subject, Viewer, actor_of
from motcua.vault.actions.author import require_may_keep
from motcua.vault.events import PaperEnded, PaperKept, stream_of
from motcua.vault.models import Paper


@transaction.atomic
def keep_paper(
    *,
    subject: Subject,
    kind: str,
    title: str,
    source: str,
    by: Viewer | Actor,
    file: StoredFile | None = None,
    number: str = "",
    issued_by: Agency | None = None,
    issuer: str = "",
    issued_on: date | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    origin: str = "",
    replaces: Paper | None = None,
) -> Paper:
    """The paper as kept; the same one kept twice is one paper, and nothing is told twice.

    `source` is upload, result or registry; `origin` the code of the dossier; `replaces` ends an older paper of the
    same subject. Raises `Forbidden` for a citizen and a vault that is not theirs.
    """
    require_may_keep(by, subject)
    paper, made = Paper.objects.get_or_create(
        subject_kind=subject.kind,
        subject_key=subject.key,
        kind=kind,
        number=number,
        sha256=file.sha256 if file else "",
        origin=origin,
        defaults={
            "title": title[:300],
            "issued_by": issued_by,
            "issuer": issuer or (issued_by.name if issued_by else ""),
            "issued_on": issued_on,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "file": file,
            "source": source,
            "kept_at": now(),
        },
    )
    if made:
        event = PaperKept(paper=paper.public_id, kind=kind, source=source, origin=origin)
        record(event, stream=stream_of(subject), by=actor_of(by))
    if replaces is not None and replaces.pk != paper.pk:
        _end_older(replaces, paper, by)
    return paper


def _end_older(older: Paper, newer: Paper, by: Viewer | Actor) -> None:
    if older.subject != newer.subject:
        raise ValueError("a paper replaces only a paper of the same subject")
    ended = Paper.objects.filter(pk=older.pk, state=Paper.State.VALID).update(
        state=Paper.State.REPLACED, replaced_by=newer
    )
    if ended:
        event = PaperEnded(paper=older.public_id, kind=older.kind, state=Paper.State.REPLACED.value)
        record(event, stream=stream_of(older.subject), by=actor_of(by))

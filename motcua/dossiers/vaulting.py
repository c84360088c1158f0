"""The signed result goes into the vault of whose dossier it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.directory.api import Viewer, actor_of
from motcua.dossiers.corrections import issuer_of_result
from motcua.dossiers.errors import NotNow
from motcua.dossiers.facts import subject_of
from motcua.dossiers.models import Dossier, Result
from motcua.papers.api import IssuedPaper
from motcua.vault.api import Paper, keep_paper, revoke_copies


def keep_in_vault(held: Dossier, result: Result, by: Viewer | Actor) -> Paper:
    """The copy as kept; one that was revoked meanwhile arrives revoked. Raises `NotNow` without a signed file."""
    paper = result.issued_paper
    if result.file is None or paper is None:
        raise NotNow(_("Kết quả chưa có tệp đã ký."))
    kept = keep_paper(
        subject=subject_of(held),
        kind=result.kind,
        title=result.title,
        file=result.file,
        number=result.number,
        issued_by=issuer_of_result(result),
        issued_on=paper.valid_from,
        valid_from=paper.valid_from,
        valid_to=paper.valid_to,
        source="result",
        origin=held.code,
        by=actor_of(by),
    )
    if paper.state == IssuedPaper.State.REVOKED:  # after it was signed and before it was handed over
        revoke_copies(origin=held.code, sha256=paper.sha256, reason=paper.reason, by=actor_of(by))
    return kept

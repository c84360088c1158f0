"""What a corrected result does once it is signed: it stands in the place of the old one, from that moment."""

from __future__ import annotations

from datetime import datetime

from motcua.base.actor import Actor
from motcua.dossiers.asking import go_on_returning
from motcua.dossiers.codes import ResultState
from motcua.dossiers.events import BlankSpoiled, ResultCorrected
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, PaperBlank, Result
from motcua.dossiers.vaulting import keep_in_vault
from motcua.papers.api import IssuedPaper, replace
from motcua.rules.codes import Delivery
from motcua.rules.lifecycle import Status
from motcua.vault.api import replace_copies


def stand_in_place(held: Dossier, result: Result, at: datetime, by: Actor) -> None:
    """The old paper, its copies in vaults and the forms it was printed on count no more; status and clock of the
    dossier stay, and nothing is asked for.

    Where the old one was handed over, the new one is in the vault at once; a paper original waits for the desk.
    """
    old, paper = result.corrects, result.issued_paper
    before = old.issued_paper if old is not None else None
    if old is None or paper is None or before is None:
        raise ValueError("only what was issued corrects what was issued")
    replace(paper=before, replacement=paper, reason=result.wrong, by=by)
    _cancel_blanks(held, old, result, at, by)
    if held.status == Status.RETURNED:
        _into_vault(held, old, before, result, at, by)
    told = ResultCorrected(
        **common(held),
        result=result.key,
        kind=result.kind,
        paper=paper.public_id,
        replaced=before.public_id,
        sha256=paper.sha256,
    )
    tell(told, held, by, at=at)
    go_on_returning(held, after=f"correction-{result.pk}")


def _into_vault(held: Dossier, old: Result, before: IssuedPaper, result: Result, at: datetime, by: Actor) -> None:
    kept = keep_in_vault(held, result, by)
    replace_copies(origin=held.code, sha256=before.sha256, newer=kept, reason=result.wrong, by=by)
    if old.delivered_how == Delivery.ELECTRONIC:
        result.state, result.delivered_how, result.delivered_at = ResultState.RETURNED, int(Delivery.ELECTRONIC), at
        result.evidence = "vault"
        result.save(update_fields=["state", "delivered_how", "delivered_at", "evidence"])


def _cancel_blanks(held: Dossier, old: Result, result: Result, at: datetime, by: Actor) -> None:
    for blank in PaperBlank.objects.filter(result=old, given_at__isnull=False, spoiled_at=None):
        blank.spoiled_by, blank.spoiled_at, blank.reason = result.signer, at, result.wrong
        blank.save(update_fields=["spoiled_by", "spoiled_at", "reason"])
        told = BlankSpoiled(**common(held), result=old.key, kind=blank.kind, serial=blank.serial)
        tell(told, held, by, at=at)

"""Note that a result was opened: the first time by whoever it is for."""

from __future__ import annotations

from django.db import transaction

from motcua.base.models import JournalEntry
from motcua.directory.api import Viewer
from motcua.dossiers.events import ResultOpened
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import owns


def open_result(*, dossier: Dossier, result: Result, by: Viewer) -> bool:
    """Tell, once a dossier, that its owner opened a result of it; False where it was told before or `by` is not the
    owner: staff who look leave another entry."""
    if not owns(by, dossier) or _told(dossier):
        return False
    with transaction.atomic():
        held = locked(dossier)
        if _told(held):
            return False
        tell(ResultOpened(**common(held), result=result.key), held, by)
    return True


def result_in_vault(origin: str, sha256: str) -> Result | None:
    """The result that a paper in a vault is a copy of: `origin` the code of its dossier; None where it is none."""
    found = Result.objects.select_related("dossier").filter(dossier__code=origin, file__sha256=sha256)
    return found.first() if origin and sha256 else None


def _told(dossier: Dossier) -> bool:
    return JournalEntry.objects.filter(stream=dossier.stream, event=ResultOpened.name).exists()

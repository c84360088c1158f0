"""Hand over a signed result electronically, as the person wished."""

from __future__ import annotations

from motcua.base.actor import system
from motcua.base.jobs import task
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.asking import RETURN_RESULT
from motcua.dossiers.codes import FeeState
from motcua.dossiers.corrections import being_corrected
from motcua.dossiers.models import Dossier
from motcua.dossiers.taken_back import is_taken_back
from motcua.rules.codes import Delivery
from motcua.rules.lifecycle import Status


@task(RETURN_RESULT, attempts=20)
def return_electronically(dossier: str) -> None:
    """Return the result of the dossier with this public id; nothing to do where somebody has already, where
    it was revoked meanwhile, or while the fee due on return is not paid or it is corrected: the end of either asks
    again."""
    found = Dossier.objects.get(public_id=dossier)
    if found.status != Status.DONE or found.fee_state == FeeState.DUE:
        return
    if not is_taken_back(found) and not being_corrected(found).exists():
        return_result(dossier=found, how=Delivery.ELECTRONIC, evidence="vault", by=system("dossiers.return"))

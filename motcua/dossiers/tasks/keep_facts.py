"""What an accepted dossier declared becomes known: the next form fills it in."""

from __future__ import annotations

from motcua.base.actor import system
from motcua.base.jobs import task
from motcua.catalogue.api import pack_of
from motcua.dossiers.asking import KEEP_FACTS
from motcua.dossiers.models import Dossier
from motcua.eforms.api import SealedForm, facts_worth_keeping
from motcua.vault.api import keep_fact


@task(KEEP_FACTS)
def keep_facts(dossier: str) -> None:
    """Keep what the person said themselves in the vaults it concerns; kept twice it stands once."""
    found = Dossier.objects.select_related("draft").get(public_id=dossier)
    sealed_data = found.draft.sealed if found.draft else None
    if sealed_data is None:  # a dossier that did not come from a form filled here declares nothing that can be read
        return
    sealed = SealedForm.from_data(sealed_data)
    for each in facts_worth_keeping(sealed, pack_of(found.procedure_version_id)):
        keep_fact(
            subject=each.subject,
            name=each.name,
            value=each.value,
            source=each.source,
            as_of=each.as_of,
            by=system("dossiers"),
        )

"""Sign an apology: number, render, sign with the head's certificate, seal with the agency's, send.

As with results, nothing here runs inside a transaction, every part can be repeated, and a failure becomes a state of
the apology with the signer as its owner.
"""

from __future__ import annotations

from functools import partial

from motcua.base.actor import STAFF, Actor
from motcua.base.jobs import failures_told, task
from motcua.directory.api import Staff
from motcua.dossiers.actions.apologise import apologise, fail_apology
from motcua.dossiers.asking import SIGN_APOLOGY
from motcua.dossiers.codes import ApologyState, FormCode
from motcua.dossiers.forms import FormPaper, issuer_of, numbered_page
from motcua.dossiers.models import Apology
from motcua.dossiers.tasks.sign import ATTEMPTS, HOPELESS
from motcua.signing.api import seal, sign


@task(SIGN_APOLOGY, attempts=ATTEMPTS, lease_seconds=120)
def sign_apology(dossier: str, attempt: int) -> None:
    """Sign the apology of the dossier with this public id for the `attempt`-th time it was asked for."""
    found = Apology.objects.select_related(
        "dossier__competent_agency", "dossier__procedure_version", "dossier__agency", "dossier__holding_agency",
        "dossier__applicant", "signer__agency",
    ).get(dossier__public_id=dossier)  # fmt: skip
    if found.state != ApologyState.SIGNING or found.sign_tries != attempt or found.signer is None:
        return
    by = Actor(STAFF, str(found.signer.pk))
    paper = failures_told(
        partial(_signed, found, found.signer, by),
        tell=lambda reason, final: fail_apology(apology=found, attempt=attempt, reason=reason, final=final, by=by),
        hopeless=HOPELESS,
    )
    if paper is not None:
        apologise(apology=found, attempt=attempt, paper=paper, by=by)


def _signed(found: Apology, signer: Staff, by: Actor) -> FormPaper:
    dossier, issuer = found.dossier, issuer_of(found.dossier, FormCode.APOLOGY)
    given, page = numbered_page(dossier, FormCode.APOLOGY, 1)
    reason = str(FormCode.APOLOGY.label)
    signed = sign(page, holder=str(by), reason=reason, reference=dossier.stream, by=by)
    sealed = seal(signed, agency=issuer.code, reference=dossier.stream, by=by)
    return FormPaper(given, issuer, sealed, signer.full_name)

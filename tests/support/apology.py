"""An apology as far as it goes without a key store: written, asked to be signed, and what the job writes at its end."""

from __future__ import annotations

from datetime import datetime

from motcua.directory.api import Viewer
from motcua.dossiers import api
from motcua.dossiers.actions.apologise import apologise
from motcua.dossiers.forms import FormPaper, issuer_of, numbered_page


def apologised(
    dossier: api.Dossier, *, new_due: datetime, reason: str = "Chờ xác minh", by: Viewer, signer: Viewer
) -> api.Dossier:
    """`by` wrote it, `signer` signed it: the new date counts."""
    api.ask_apology(dossier=dossier, new_due=new_due, reason=reason, by=by)
    return signed(dossier, signer)


def signed(dossier: api.Dossier, signer: Viewer) -> api.Dossier:
    """What waits is signed by `signer`, and sent."""
    found = api.sign_apology(dossier=dossier, by=signer)
    given, page = numbered_page(found.dossier, api.FormCode.APOLOGY, 1)
    paper = FormPaper(given, issuer_of(found.dossier, api.FormCode.APOLOGY), page, "")
    assert apologise(apology=found, attempt=found.sign_tries, paper=paper, by=signer.actor)
    dossier.refresh_from_db()
    return dossier

"""Make the official forms of a dossier that carry the agency's seal, and keep them where both sides find them.

The apology has a job of its own: the head signs it first (`sign_apology`).
"""

from __future__ import annotations

from datetime import timedelta

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.jobs import task
from motcua.base.kept_query import KeptQuery
from motcua.directory.api import Agency
from motcua.dossiers.asking import MAKE_FORM
from motcua.dossiers.codes import FormCode
from motcua.dossiers.forms import FormPaper, enter, issuer_of, keep_page, numbered_page
from motcua.dossiers.models import Dossier, FormNumber
from motcua.dossiers.moving import ALWAYS_TOGETHER
from motcua.dossiers.selectors.of_draft import form_with_file
from motcua.signing.api import NoCertificate, TimestampUnavailable, WrongCertificate, seal, seal_xml

WORKER = system("dossiers.make_form")
_named: KeptQuery[Dossier] = KeptQuery(
    lambda public_id: (
        Dossier.objects.select_related(*ALWAYS_TOGETHER, "applicant", "holder")
        .defer("procedure_version__pack_json")
        .filter(public_id=public_id)
    ),
    str,
)


# Whoever waits for a form must learn what stands in it: without a timestamp it goes out unsealed after this time, known
# by its number and QR code. A fee receipt counts only with the seal (Decree 123/2020/NĐ-CP) and waits on.
PATIENCE = timedelta(minutes=30)


@task(MAKE_FORM, lease_seconds=120)
def make_form(dossier: str, form: str, ref: int) -> None:
    """Make form `form` of the dossier with this public id, once for each `ref`: numbered, sealed, checked by its QR."""
    found, code = _named.one(dossier), FormCode(form)
    if found is None:
        raise Dossier.DoesNotExist(dossier)
    if form_with_file(found, code, ref) is not None:
        return
    if code == FormCode.ARRIVAL:
        keep_page(found, code, ref, by=WORKER)
        return
    issuer = issuer_of(found, code)
    given, page = numbered_page(found, code, ref)
    sealed = _sealed(page, given, issuer)
    enter(FormPaper(given, issuer, sealed or page, issuer.name if sealed else ""), by=WORKER)


def _sealed(page: bytes, given: FormNumber, issuer: Agency) -> bytes | None:
    """The page with the seal of who issues it; None where it goes out without. Raises `TimestampUnavailable`."""
    put_on = seal_xml if given.form == FormCode.FEE_RECEIPT_XML else seal
    try:
        return put_on(page, agency=issuer.code, reference=given.dossier.stream, by=WORKER)
    except (NoCertificate, WrongCertificate):  # an agency that has none yet works all the same
        return None
    except TimestampUnavailable:
        if given.form == FormCode.FEE_RECEIPT or now() - given.given_at < PATIENCE:
            raise
        return None

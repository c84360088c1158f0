"""Make the official forms of a dossier and keep them where both sides find them.

The seal asks the timestamp authority: number and page are made in one transaction, the seal outside any, the register
entry in another. Every part can be repeated; the number is given once.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction

from motcua.base.actor import system
from motcua.base.clock import now, today
from motcua.base.files import keep
from motcua.base.jobs import task
from motcua.base.kept_query import KeptQuery
from motcua.base.models import StoredFile
from motcua.base.rows import insert
from motcua.directory.api import Agency, name_of
from motcua.dossiers.asking import MAKE_FORM
from motcua.dossiers.codes import FormCode
from motcua.dossiers.events import FormMade
from motcua.dossiers.facts import common, desk_of, subject_of, tell
from motcua.dossiers.models import Dossier, DossierForm, FormNumber
from motcua.dossiers.moving import ALWAYS_TOGETHER, locked
from motcua.dossiers.printing import fee_receipt_xml, form_data
from motcua.dossiers.selectors.of_draft import form_with_file
from motcua.papers.api import PDF, XML, Number, allocate_number, issue, new_check_code, render, template_named
from motcua.signing.api import NoCertificate, TimestampUnavailable, WrongCertificate, seal, seal_xml

KINDS = {  # by which the papers room knows them; all but the XML are templates too
    FormCode.ARRIVAL: "arrival-slip",
    FormCode.RECEIPT: "form-01-receipt",
    FormCode.SUPPLEMENT: "form-02-supplement",
    FormCode.REFUSAL: "form-03-refusal",
    FormCode.APOLOGY: "form-04-apology",
    FormCode.STOP: "form-05-stop",
    FormCode.CONTROL: "form-06-control",
    FormCode.FEE_RECEIPT: "fee-receipt",
    FormCode.FEE_RECEIPT_XML: "fee-receipt-xml",
}
WORKER = system("dossiers.make_form")
_named: KeptQuery[Dossier] = KeptQuery(
    lambda public_id: (
        Dossier.objects.select_related(*ALWAYS_TOGETHER, "applicant", "holder")
        .defer("procedure_version__pack_json")
        .filter(public_id=public_id)
    ),
    str,
)


# Forms with a number of their own, each in its series; the receipt has its line in the book of dossiers (form 07).
NUMBERED = (FormCode.SUPPLEMENT, FormCode.REFUSAL, FormCode.APOLOGY, FormCode.STOP)
OF_WHO_SETTLES = (FormCode.APOLOGY, FormCode.STOP)
BOOK = "STD"
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
        pdf = render(KINDS[code], form_data(found, code, ref))
        _keep_form(found, code, ref, keep(pdf, name=f"{found.code}-{form}-{ref}.pdf", media_type="application/pdf"))
        return
    issuer = found.competent_agency if code in OF_WHO_SETTLES else desk_of(found)
    if code == FormCode.FEE_RECEIPT_XML:
        _make_xml(found, ref, issuer)
        return
    given, page = _numbered_page(found, code, ref, issuer)
    sealed = _sealed(page, given, issuer)
    _enter(given, issuer, sealed or page, sealed_by=issuer.name if sealed else "")


@transaction.atomic
def _make_xml(dossier: Dossier, ref: int, issuer: Agency) -> None:
    """The receipt as a machine reads it, with the seal in it. Asks nobody outside, so all stands or falls together."""
    given = _given(dossier, FormCode.FEE_RECEIPT_XML, ref, issuer)
    page, sealed_by = fee_receipt_xml(dossier, ref, given.check_code), ""
    with suppress(NoCertificate, WrongCertificate):  # an agency that has none yet works all the same
        page, sealed_by = seal_xml(page, agency=issuer.code, reference=dossier.stream, by=WORKER), issuer.name
    _enter(given, issuer, page, sealed_by=sealed_by)


@transaction.atomic
def _numbered_page(dossier: Dossier, form: FormCode, ref: int, issuer: Agency) -> tuple[FormNumber, bytes]:
    """Number and page stand or fall together: a number is given only to a page that can be made."""
    given = _given(dossier, form, ref, issuer)
    data = form_data(dossier, form, ref) | {"check_code": given.check_code}
    if given.number is not None and form in NUMBERED:
        data["number"] = given.number.text
    elif given.number is not None:
        data |= {"book": str(given.number.year), "book_number": str(given.number.value)}
    return given, render(KINDS[form], data)


def _given(dossier: Dossier, form: FormCode, ref: int, issuer: Agency) -> FormNumber:
    found = FormNumber.objects.select_related("number").filter(dossier=dossier, form=form, ref=ref).first()
    if found is not None:
        return found
    number = _number(form, issuer)
    code = number.check_code if number else new_check_code()
    return FormNumber.objects.create(
        dossier=dossier, form=form, ref=ref, number=number, check_code=code, given_at=now()
    )


def _number(form: FormCode, issuer: Agency) -> Number | None:
    if form == FormCode.RECEIPT:
        return allocate_number(agency=issuer.code, series=BOOK, on=today())
    if form in NUMBERED:
        return allocate_number(agency=issuer.code, series=template_named(KINDS[form]).sign, on=today())
    return None


def _sealed(page: bytes, given: FormNumber, issuer: Agency) -> bytes | None:
    """The page with the seal of who issues it; None where it goes out without. Raises `TimestampUnavailable`."""
    try:
        return seal(page, agency=issuer.code, reference=given.dossier.stream, by=WORKER)
    except (NoCertificate, WrongCertificate):  # an agency that has none yet works all the same
        return None
    except TimestampUnavailable:
        if given.form == FormCode.FEE_RECEIPT or now() - given.given_at < PATIENCE:
            raise
        return None


@transaction.atomic
def _enter(given: FormNumber, issuer: Agency, pdf: bytes, *, sealed_by: str) -> None:
    """Register entry and form among the papers stand or fall together."""
    dossier, form = given.dossier, FormCode(given.form)
    numbered, is_xml = form in NUMBERED, form == FormCode.FEE_RECEIPT_XML
    paper = issue(
        kind=KINDS[form],
        title=str(form.label) if is_xml else "",
        media_type=XML if is_xml else PDF,
        agency=issuer.code,
        agency_name=issuer.name,
        pdf=pdf,
        subject=subject_of(dossier),
        holder_name=name_of(subject_of(dossier)) or (dossier.applicant.full_name if dossier.applicant else ""),
        number=given.number if numbered else None,
        number_text=dossier.code,
        check_code=given.check_code,
        reference=dossier.stream,
        signed_by=sealed_by,
        by=WORKER,
    )
    _keep_form(dossier, form, given.ref, paper.file)


@transaction.atomic
def _keep_form(dossier: Dossier, form: FormCode, ref: int, kept: StoredFile) -> None:
    row = DossierForm(dossier=dossier, form=form, ref=ref, file=kept, made_at=now())
    if insert([row], on_conflict="(dossier_id, form, ref) DO NOTHING"):
        # The status may have moved while the page was set: tell what it is now.
        fresh = locked(dossier)
        tell(FormMade(**common(fresh), form=form.value, ref=ref, file=kept.public_id), fresh, WORKER)

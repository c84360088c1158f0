"""An official form of a dossier: its number and page, and its entry among the papers. Sealing lies between the two.

Number and page are made in one transaction, seal and signature outside any (they may ask a key store and a timestamp
authority), the register entry in another. Every part can be repeated; the number is given once.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.base.files import keep
from motcua.base.models import StoredFile
from motcua.base.rows import insert
from motcua.directory.api import Agency, name_of
from motcua.dossiers.codes import FormCode
from motcua.dossiers.events import FormMade
from motcua.dossiers.facts import common, desk_of, subject_of, tell
from motcua.dossiers.models import Dossier, DossierForm, FormNumber
from motcua.dossiers.moving import locked
from motcua.dossiers.printing import fee_receipt_xml, form_data
from motcua.papers.api import PDF, XML, Number, allocate_number, issue, new_check_code, render, template_named

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
# Forms with a number of their own, each in its series; the receipt has its line in the book of dossiers (form 07).
NUMBERED = (FormCode.SUPPLEMENT, FormCode.REFUSAL, FormCode.APOLOGY, FormCode.STOP)
OF_WHO_SETTLES = (FormCode.APOLOGY, FormCode.STOP)
BOOK = "STD"


@dataclass(frozen=True, slots=True)
class FormPaper:
    """A finished form: what was `given` to it before, whose it is, its bytes, who signed or sealed it ("": nobody)."""

    given: FormNumber
    issuer: Agency
    content: bytes
    signed_by: str


def issuer_of(dossier: Dossier, form: FormCode) -> Agency:
    """Whose paper it is: of who decides, or of the desk that answers for the dossier."""
    return dossier.competent_agency if form in OF_WHO_SETTLES else desk_of(dossier)


@transaction.atomic
def numbered_page(dossier: Dossier, form: FormCode, ref: int) -> tuple[FormNumber, bytes]:
    """Number and page stand or fall together: a number is given only to a page that can be made."""
    given = _given(dossier, form, ref)
    if form == FormCode.FEE_RECEIPT_XML:
        return given, fee_receipt_xml(dossier, ref, given.check_code)
    data = form_data(dossier, form, ref) | {"check_code": given.check_code}
    if given.number is not None and form in NUMBERED:
        data["number"] = given.number.text
    elif given.number is not None:
        data |= {"book": str(given.number.year), "book_number": str(given.number.value)}
    return given, render(KINDS[form], data)


@transaction.atomic
def enter(paper: FormPaper, *, by: Actor) -> None:
    """Register entry and form among the papers stand or fall together."""
    given, dossier, form = paper.given, paper.given.dossier, FormCode(paper.given.form)
    is_xml = form == FormCode.FEE_RECEIPT_XML
    issued = issue(
        kind=KINDS[form],
        title=str(form.label) if is_xml else "",
        media_type=XML if is_xml else PDF,
        agency=paper.issuer.code,
        agency_name=paper.issuer.name,
        pdf=paper.content,
        subject=subject_of(dossier),
        holder_name=name_of(subject_of(dossier)) or (dossier.applicant.full_name if dossier.applicant else ""),
        number=given.number if form in NUMBERED else None,
        number_text=dossier.code,
        check_code=given.check_code,
        reference=dossier.stream,
        signed_by=paper.signed_by,
        by=by,
    )
    keep_form(dossier, form, given.ref, issued.file, by=by)


def keep_page(dossier: Dossier, form: FormCode, ref: int, *, by: Actor) -> None:
    """A form that is no paper of the register: made and kept."""
    page = render(KINDS[form], form_data(dossier, form, ref))
    name = f"{dossier.code}-{form.value}-{ref}.pdf"
    keep_form(dossier, form, ref, keep(page, name=name, media_type=PDF), by=by)


@transaction.atomic
def keep_form(dossier: Dossier, form: FormCode, ref: int, kept: StoredFile, *, by: Actor) -> None:
    """Put it where both sides find it, once for each `ref`."""
    row = DossierForm(dossier=dossier, form=form, ref=ref, file=kept, made_at=now())
    if insert([row], on_conflict="(dossier_id, form, ref) DO NOTHING"):
        # The status may have moved while the page was set: tell what it is now.
        fresh = locked(dossier)
        tell(FormMade(**common(fresh), form=form.value, ref=ref, file=kept.public_id), fresh, by)


def _given(dossier: Dossier, form: FormCode, ref: int) -> FormNumber:
    found = FormNumber.objects.select_related("number").filter(dossier=dossier, form=form, ref=ref).first()
    if found is not None:
        return found
    number = _number(form, issuer_of(dossier, form))
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

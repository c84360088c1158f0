"""Make the official forms of a dossier and keep them where both sides find them."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import system
from motcua.base.clock import now, today
from motcua.base.files import keep
from motcua.base.jobs import task
from motcua.base.models import StoredFile
from motcua.directory.api import Agency
from motcua.dossiers.asking import MAKE_FORM
from motcua.dossiers.codes import FormCode
from motcua.dossiers.events import FormMade
from motcua.dossiers.facts import common, subject_of, tell
from motcua.dossiers.models import Dossier, DossierForm
from motcua.dossiers.moving import ALWAYS_TOGETHER
from motcua.dossiers.printing import form_data
from motcua.papers.api import Number, allocate_number, issue, new_check_code, render, template_named

TEMPLATES = {
    FormCode.ARRIVAL: "arrival-slip",
    FormCode.RECEIPT: "form-01-receipt",
    FormCode.SUPPLEMENT: "form-02-supplement",
    FormCode.REFUSAL: "form-03-refusal",
    FormCode.APOLOGY: "form-04-apology",
    FormCode.STOP: "form-05-stop",
    FormCode.CONTROL: "form-06-control",
    FormCode.FEE_RECEIPT: "fee-receipt",
}
WORKER = system("dossiers.make_form")


# Forms with a number of their own, each in its series; the receipt has its line in the book of dossiers (form 07).
NUMBERED = (FormCode.SUPPLEMENT, FormCode.REFUSAL, FormCode.APOLOGY, FormCode.STOP)
OF_WHO_SETTLES = (FormCode.APOLOGY, FormCode.STOP)
BOOK = "STD"


@task(MAKE_FORM)
def make_form(dossier: str, form: str, ref: int) -> None:
    """Make form `form` of the dossier with this public id, once for each `ref`: numbered, checked by its QR code."""
    found = Dossier.objects.select_related(*ALWAYS_TOGETHER, "applicant", "holder").get(public_id=dossier)
    code = FormCode(form)
    if DossierForm.objects.filter(dossier=found, form=code, ref=ref).exists():
        return
    if code == FormCode.ARRIVAL:
        pdf = render(TEMPLATES[code], form_data(found, code, ref))
        _keep_form(found, code, ref, keep(pdf, name=f"{found.code}-{form}-{ref}.pdf", media_type="application/pdf"))
        return
    _issue_form(found, code, ref)


@transaction.atomic
def _issue_form(dossier: Dossier, form: FormCode, ref: int) -> None:
    """Number, page and register entry stand or fall together: a number is given only to a page that exists."""
    issuer = dossier.competent_agency if form in OF_WHO_SETTLES else dossier.agency
    number = _number(form, issuer)
    data = form_data(dossier, form, ref) | {"check_code": number.check_code if number else new_check_code()}
    if number is not None and form in NUMBERED:
        data["number"] = number.text
    elif number is not None:
        data |= {"book": str(number.year), "book_number": str(number.value)}
    paper = issue(
        kind=TEMPLATES[form],
        agency=issuer.code,
        agency_name=issuer.name,
        pdf=render(TEMPLATES[form], data),
        subject=subject_of(dossier),
        holder_name=data["owner"],
        number=number if form in NUMBERED else None,
        number_text=dossier.code,
        check_code=data["check_code"],
        reference=f"dossier:{dossier.public_id}",
        by=WORKER,
    )
    _keep_form(dossier, form, ref, paper.file)


def _number(form: FormCode, issuer: Agency) -> Number | None:
    if form == FormCode.RECEIPT:
        return allocate_number(agency=issuer.code, series=BOOK, on=today())
    if form in NUMBERED:
        return allocate_number(agency=issuer.code, series=template_named(TEMPLATES[form]).sign, on=today())
    return None


@transaction.atomic
def _keep_form(dossier: Dossier, form: FormCode, ref: int, kept: StoredFile) -> None:
    _row, made = DossierForm.objects.get_or_create(
        dossier=dossier, form=form, ref=ref, defaults={"file": kept, "made_at": now()}
    )
    if made:
        # The status may have moved while the page was set: tell what it is now.
        fresh = Dossier.objects.select_for_update(of=("self",)).select_related(*ALWAYS_TOGETHER).get(pk=dossier.pk)
        tell(FormMade(**common(fresh), form=form.value, ref=ref, file=kept.public_id), fresh, WORKER)

"""Make the official forms of a dossier and keep them where both sides find them."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.files import keep
from motcua.base.jobs import task
from motcua.base.models import StoredFile
from motcua.dossiers.asking import MAKE_FORM
from motcua.dossiers.codes import FormCode
from motcua.dossiers.events import FormMade
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, DossierForm
from motcua.dossiers.moving import ALWAYS_TOGETHER
from motcua.dossiers.printing import form_data
from motcua.papers.api import render

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


@task(MAKE_FORM)
def make_form(dossier: str, form: str, ref: int) -> None:
    """Render form `form` of the dossier with this public id, once for each `ref`."""
    found = Dossier.objects.select_related(*ALWAYS_TOGETHER, "applicant", "holder").get(public_id=dossier)
    code = FormCode(form)
    if DossierForm.objects.filter(dossier=found, form=code, ref=ref).exists():
        return
    pdf = render(TEMPLATES[code], form_data(found, code, ref))
    kept = keep(pdf, name=f"{found.code}-{form}-{ref}.pdf", media_type="application/pdf")
    _keep_form(found, code, ref, kept)


@transaction.atomic
def _keep_form(dossier: Dossier, form: FormCode, ref: int, kept: StoredFile) -> None:
    _row, made = DossierForm.objects.get_or_create(
        dossier=dossier, form=form, ref=ref, defaults={"file": kept, "made_at": now()}
    )
    if made:
        # The status may have moved while the page was set: tell what it is now.
        fresh = Dossier.objects.select_for_update(of=("self",)).select_related(*ALWAYS_TOGETHER).get(pk=dossier.pk)
        tell(FormMade(**common(fresh), form=form.value, ref=ref, file=kept.public_id), fresh, WORKER)

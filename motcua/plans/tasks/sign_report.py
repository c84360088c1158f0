"""Sign a report: number, paper, the signer's certificate, the agency's seal, the register.

Signature and time stamp come from outside: nothing here runs inside a transaction and every part can be repeated.
"""

from __future__ import annotations

from functools import partial

from django.db import transaction

from motcua.base.actor import STAFF, Actor
from motcua.base.clock import today
from motcua.base.jobs import failures_told, task
from motcua.directory.api import Staff
from motcua.papers.api import IncompletePaper, IssuedPaper, Number, allocate_number, issue, render
from motcua.plans.actions.sign_report import SIGN_REPORT, close_signing, fail_signing
from motcua.plans.exports.report import report_paper
from motcua.plans.models import Report
from motcua.signing.api import CannotSign, NoCertificate, WrongCertificate, seal, sign

# Trying again by itself changes nothing here: the signer must see it and somebody must act.
HOPELESS = (NoCertificate, WrongCertificate, CannotSign, IncompletePaper)
SERIES = "BC-UBND"


@task(SIGN_REPORT, attempts=8, lease_seconds=120)
def sign_report(report: int, attempt: int) -> None:
    """Sign report `report` for the `attempt`-th time it was asked for."""
    found = Report.objects.select_related("plan__agency__parent", "signer", "number").get(pk=report)
    if found.state != Report.State.SIGNING or found.sign_tries != attempt or found.signer is None:
        return
    by = Actor(STAFF, str(found.signer.pk))
    signed = failures_told(
        partial(_signed, found, found.signer, by),
        tell=lambda reason, final: fail_signing(report=found, attempt=attempt, reason=reason, final=final, by=by),
        hopeless=HOPELESS,
    )
    if signed is not None:
        number, pdf = signed
        _issue(found, attempt, pdf, number, by)


@transaction.atomic
def _number(found: Report) -> Number:
    """The number of this report, given out once however often signing is tried."""
    kept = Report.objects.select_for_update(of=("self",)).select_related("number").get(pk=found.pk)
    if kept.number is None:
        kept.number = allocate_number(agency=found.plan.agency.code, series=SERIES, on=today())
        kept.save(update_fields=["number"])
    return kept.number


def _signed(found: Report, signer: Staff, by: Actor) -> tuple[Number, bytes]:
    agency, reference, number = found.plan.agency, f"plan_report:{found.public_id}", _number(found)
    paper = report_paper(found) | {
        "number": number.text,
        "check_code": number.check_code,
        "issued_on": today(),
    }
    paper["signer"] = paper["signer"] | {"title": signer.title, "name": signer.full_name}
    signed = sign(render("plan", paper), holder=str(by), reason=str(found), reference=reference, by=by)
    return number, seal(signed, agency=agency.code, reference=reference, by=by)


@transaction.atomic
def _issue(found: Report, attempt: int, pdf: bytes, number: Number, by: Actor) -> None:
    if not Report.objects.select_for_update().filter(pk=found.pk, state=Report.State.SIGNING).exists():
        return
    agency = found.plan.agency
    paper: IssuedPaper = issue(
        kind="plan",
        title=f"{Report.Kind(found.kind).label}: {found.plan.title}"[:300],
        agency=agency.code,
        agency_name=agency.name,
        pdf=pdf,
        subject=f"agency:{agency.code}",
        number=number,
        reference=f"plan_report:{found.public_id}",
        signed_by=found.signer.full_name if found.signer else "",
        by=by,
    )
    close_signing(report=found, attempt=attempt, paper=paper, by=by)

"""Sign a result: number, render, sign with the signer's certificate, seal with the agency's, enter in the register.

The signature and the time stamp come from outside: nothing here runs inside a transaction, every part can be repeated,
and a failure becomes a state of the result with the signer as its owner.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from motcua.base.actor import STAFF, Actor
from motcua.base.clock import today
from motcua.base.jobs import failures_told, task
from motcua.catalogue.api import pack_of
from motcua.directory.api import Staff, name_of
from motcua.dossiers.actions.issue_result import fail_result, issue_result
from motcua.dossiers.asking import SIGN_RESULT
from motcua.dossiers.codes import ResultState
from motcua.dossiers.corrections import issuer_of_result, replaced_words
from motcua.dossiers.facts import subject_of
from motcua.dossiers.letterhead import agency_block, signer_block
from motcua.dossiers.models import Result
from motcua.papers.api import IncompletePaper, Number, UnknownTemplate, allocate_number, render, template_named
from motcua.signing.api import CannotSign, NoCertificate, WrongCertificate, seal, sign

ATTEMPTS = 8
# Trying again by itself changes nothing here: the signer must see it and somebody must act.
HOPELESS = (NoCertificate, WrongCertificate, CannotSign, IncompletePaper, UnknownTemplate)


@task(SIGN_RESULT, attempts=ATTEMPTS, lease_seconds=120)
def sign_result(result: int, attempt: int) -> None:
    """Sign result `result` for the `attempt`-th time it was asked for."""
    found = Result.objects.select_related(
        "dossier__competent_agency__parent", "dossier__applicant", "signer__agency", "number_given", "corrects"
    ).get(pk=result)
    if found.state != ResultState.SIGNING or found.sign_tries != attempt or found.signer is None:
        return
    by = Actor(STAFF, str(found.signer.pk))
    signed = failures_told(
        partial(_signed, found, found.signer, by),
        tell=lambda reason, final: fail_result(result=found, attempt=attempt, reason=reason, final=final, by=by),
        hopeless=HOPELESS,
    )
    if signed is not None:
        number, pdf = signed
        issue_result(result=found, attempt=attempt, pdf=pdf, number=number, by=by)


@transaction.atomic
def _number(found: Result) -> Number:
    """The number of this result, given out once however often signing is tried."""
    kept = Result.objects.select_for_update(of=("self",)).select_related("number_given").get(pk=found.pk)
    if kept.number_given is None:
        kept.number_given = allocate_number(agency=issuer_of_result(found).code, series=_series(found), on=today())
        kept.number = kept.number_given.text
        kept.save(update_fields=["number_given", "number"])
    found.number_given, found.number = kept.number_given, kept.number
    return kept.number_given


def _series(found: Result) -> str:
    kind = pack_result(found)
    return kind.series or template_named(kind.template or "").sign


def pack_result(found: Result) -> Any:
    """The result as the frozen pack describes it."""
    pack = pack_of(found.dossier.procedure_version_id)
    return next(each for each in pack.results if each.id == found.key)


def _signed(found: Result, signer: Staff, by: Actor) -> tuple[Number, bytes]:
    dossier, number, issuer = found.dossier, _number(found), issuer_of_result(found)
    data = found.data | {
        "agency": agency_block(issuer),
        "number": number.text,
        "check_code": number.check_code,
        "dossier_code": dossier.code,
        "issued_on": today().isoformat(),
        "signer": signer_block(signer),
    }
    if found.corrects is not None:
        data["replaces"] = replaced_words(found.corrects)
    data.setdefault(
        "requester", {"name": dossier.applicant.full_name if dossier.applicant else name_of(subject_of(dossier))}
    )
    plain = render(pack_result(found).template, data)
    reference = f"dossier:{dossier.public_id}"
    signed = sign(plain, holder=str(by), reason=found.title, reference=reference, by=by)
    return number, seal(signed, agency=issuer.code, reference=reference, by=by)

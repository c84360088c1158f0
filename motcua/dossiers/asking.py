"""Asking a worker for what is made after the transaction."""

from __future__ import annotations

from motcua.base.jobs import enqueue
from motcua.dossiers.codes import FeeState, FormCode
from motcua.dossiers.models import Dossier
from motcua.rules.codes import Delivery
from motcua.rules.lifecycle import Status

MAKE_FORM = "dossiers.make_form"
SIGN_RESULT = "dossiers.sign_result"
SIGN_APOLOGY = "dossiers.sign_apology"
RETURN_RESULT = "dossiers.return_electronically"
KEEP_FACTS = "dossiers.keep_facts"


def ask_for_form(dossier: Dossier, form: FormCode, ref: int = 1) -> None:
    """Ask for an official form of this dossier. The same form and `ref` asked for twice is one paper."""
    enqueue(
        MAKE_FORM,
        key=f"dossiers.form:{dossier.public_id}:{form.value}:{ref}",
        payload={"dossier": dossier.public_id, "form": form.value, "ref": ref},
    )


def ask_to_sign(dossier: Dossier, result_id: int, attempt: int) -> None:
    """Ask for the signing of a result; each decision of the signer is one job."""
    enqueue(SIGN_RESULT, key=f"dossiers.sign:{result_id}:{attempt}", payload={"result": result_id, "attempt": attempt})


def ask_to_sign_apology(dossier: Dossier, attempt: int) -> None:
    """Ask for the signing of an apology; each decision of the signer is one job."""
    enqueue(
        SIGN_APOLOGY,
        key=f"dossiers.sign_apology:{dossier.public_id}:{attempt}",
        payload={"dossier": dossier.public_id, "attempt": attempt},
    )


def ask_to_return(dossier: Dossier, *, after: str = "signing") -> None:
    """Ask for the electronic hand-over of a signed result; `after` names what it waited for, once each."""
    key = f"dossiers.return:{dossier.public_id}" + ("" if after == "signing" else f":{after}")
    enqueue(RETURN_RESULT, key=key, payload={"dossier": dossier.public_id})


def go_on_returning(dossier: Dossier, *, after: str) -> None:
    """An electronic hand-over waited for `after`, which is over; the job sees whether something else holds it still.

    A fee that is due asks again itself, when it is paid.
    """
    if dossier.fee_state == FeeState.DUE:
        return
    if dossier.status == Status.DONE and dossier.delivery == Delivery.ELECTRONIC:
        ask_to_return(dossier, after=after)


def ask_to_keep_facts(dossier: Dossier) -> None:
    """Ask for what the person declared to be kept in their vault, so that the next form does not ask it again."""
    enqueue(KEEP_FACTS, key=f"dossiers.facts:{dossier.public_id}", payload={"dossier": dossier.public_id})

"""Show somebody how to pay, and see to it that we ask the bank ourselves."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.jobs import enqueue
from motcua.directory.api import Agency
from motcua.payments.accounts import account_of
from motcua.payments.errors import BillClosed, NoAccount
from motcua.payments.events import AttemptStarted
from motcua.payments.models import Attempt, Bill
from motcua.payments.states import COUNTER_QR, BillState
from motcua.rules.vietqr import Transfer, encode

FIRST_ASKING = timedelta(minutes=15)
# What is paid at the desk's own code is no payment online: the purpose tells the two apart.
PURPOSE = {"vietqr": "nop phi", COUNTER_QR: "nop tai quay"}


@transaction.atomic
def start_attempt(*, bill: Bill, by: Actor, method: str = "vietqr") -> Attempt:
    """The open attempt for what is still missing; pressing again shows the same code, never a second charge.

    Raises `BillClosed` where nothing is owed any more and `NoAccount` where the agency cannot receive transfers.
    """
    bill = Bill.objects.select_for_update().get(pk=bill.pk)
    if bill.state not in (BillState.OPEN, BillState.SHORT):
        raise BillClosed
    running = Attempt.objects.filter(bill=bill, method=method, ended_at=None).first()
    if running is not None and running.amount == bill.outstanding and _goes_there(running, bill.agency):
        return running
    if running is not None:
        Attempt.objects.filter(pk=running.pk).update(ended_at=now(), outcome="replaced")
    try:
        with transaction.atomic():
            attempt = Attempt.objects.create(
                bill=bill, method=method, amount=bill.outstanding, qr_text=_qr_text(bill, method), started_at=now()
            )
    except IntegrityError:
        return Attempt.objects.get(bill=bill, method=method, ended_at=None)
    record(AttemptStarted(bill.reference, method, attempt.amount), stream=f"bill:{bill.public_id}", by=by)
    enqueue(
        "payments.ask_bank", key=f"ask:{attempt.pk}:0", payload={"attempt_id": attempt.pk}, run_at=now() + FIRST_ASKING
    )
    return attempt


def _goes_there(running: Attempt, agency: Agency) -> bool:
    """Does the code name the account the agency has today?"""
    return account_of(running) == (agency.fee_bank_bin, agency.fee_account)


def _qr_text(bill: Bill, method: str) -> str:
    agency: Agency = bill.agency
    if not agency.fee_bank_bin or not agency.fee_account:
        raise NoAccount
    return encode(
        Transfer(
            bank_bin=agency.fee_bank_bin,
            account=agency.fee_account,
            amount=bill.outstanding,
            purpose=f"{bill.code} {PURPOSE[method]}",
        )
    )

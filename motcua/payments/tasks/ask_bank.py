"""Find out the truth about a payment by asking, not only by waiting for a call."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from motcua.base.actor import Actor, system
from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.jobs import enqueue, task
from motcua.gateways.bank import BankTransaction, transactions
from motcua.payments.accounts import Account, account_of, holder_of
from motcua.payments.actions.hear_of_money import Arrival, hear_of_money
from motcua.payments.asking import next_wait
from motcua.payments.events import Questioned
from motcua.payments.models import Attempt, Bill, Movement
from motcua.payments.states import BillState, Question

# Clocks of banks differ; money may be stamped a little before the code was shown.
SLACK = timedelta(hours=1)


@task("payments.ask_bank", attempts=12)
def ask_bank(attempt_id: int) -> None:
    """Ask the bank about one attempt and plan the next asking until we know."""
    attempt = Attempt.objects.select_related("bill__agency").get(pk=attempt_id)
    if attempt.ended_at is not None:
        return
    ask_about(attempt, by=system("payments"))


def ask_about(attempt: Attempt, *, by: Actor, plan: bool = True) -> Bill:
    """Ask now and count what came; the bill as it stands. Raises `SourceDown`.

    `plan`: this is one of our own askings, so the next is planned; not where a person pressed "I have paid".
    """
    bill = attempt.bill
    hear_what_came(account_of(attempt), since=attempt.started_at - SLACK, reference=f"bill:{bill.public_id}", by=by)
    bill.refresh_from_db()
    if plan:
        _plan_next(attempt, bill, by)
    return bill


def hear_what_came(account: Account, *, since: datetime, reference: str, by: Actor) -> None:
    """Ask what came to an account since then and count what is news to us. Raises `SourceDown`."""
    found = transactions(bank_bin=account.bank_bin, account=account.number, since=since, reference=reference, by=by)
    known = set(
        Movement.objects.filter(bank_number__in=[each.number for each in found]).values_list("bank_number", "account")
    )
    holder = holder_of(account)
    for each in found:
        if (each.number, each.account) not in known:
            hear_of_money(arrival=_arrival(each), heard_by="asking", by=by, agency=holder)


def _arrival(found: BankTransaction) -> Arrival:
    return Arrival(found.number, found.account, found.amount, found.note, found.paid_at)


@transaction.atomic
def _plan_next(attempt: Attempt, bill: Bill, by: Actor) -> None:
    asked = attempt.asked + 1
    Attempt.objects.filter(pk=attempt.pk).update(asked=asked, last_asked_at=now())
    if bill.state in (BillState.SETTLED, BillState.CANCELLED):
        return
    wait = next_wait(asked)
    if wait is not None:
        enqueue(
            "payments.ask_bank",
            key=f"ask:{attempt.pk}:{asked}",
            payload={"attempt_id": attempt.pk},
            run_at=now() + wait,
        )
        return
    Attempt.objects.filter(pk=attempt.pk).update(ended_at=now(), outcome="missing")
    record(Questioned(bill.reference, str(Question.MISSING), attempt.amount), stream=f"bill:{bill.public_id}", by=by)

"""Once a day everything that came to our accounts is read: money nobody told us of, for what nobody waits any more.

A bill that was paid at the counter or called off has no open attempt, so nobody asks about it; whoever transfers all
the same, and whose bank sends no notice, is found here.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from motcua.base.actor import system
from motcua.base.clock import now, today
from motcua.base.jobs import enqueue, every, task
from motcua.payments.accounts import Account, accounts_in_use
from motcua.payments.tasks.ask_bank import hear_what_came

READ = "payments.read_account"
# Two days each day: what came while the bank did not answer, or was written late, is read the next time.
BACK = timedelta(days=2)
CODES_KEPT = timedelta(days=60)


@every(minutes=24 * 60, name="payments.read_accounts")
def read_accounts() -> None:
    """Asks for a reading of each account fees come to, those in codes of the last sixty days included."""
    if not settings.BANK_URL:
        return
    for account in sorted(accounts_in_use(now() - CODES_KEPT)):
        with transaction.atomic():
            enqueue(
                READ,
                key=f"read:{account.bank_bin}:{account.number}:{today()}",
                payload={"bank_bin": account.bank_bin, "number": account.number},
            )


@task(READ, attempts=12)
def read_account(bank_bin: str, number: str) -> None:
    """Counts what came to one account in the last two days and nobody told us of."""
    by = system("payments")
    hear_what_came(Account(bank_bin, number), since=now() - BACK, reference=f"account:{bank_bin}:{number}", by=by)

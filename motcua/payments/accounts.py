"""Which accounts money may come to, and whose they are: those of today, and those in codes people still hold."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from motcua.directory.api import Agency
from motcua.payments.models import Attempt
from motcua.rules.errors import Unfit
from motcua.rules.vietqr import decode


class Account(NamedTuple):
    """A bank by its BIN, and a number there."""

    bank_bin: str
    number: str


def account_of(attempt: Attempt) -> Account:
    """Where the code that was shown sends the money, though the agency may have another account by now."""
    try:
        asked = decode(attempt.qr_text)
    except Unfit:
        agency = attempt.bill.agency
        return Account(agency.fee_bank_bin, agency.fee_account)
    return Account(asked.bank_bin, asked.account)


def holder_of(account: Account) -> Agency | None:
    """The agency whose account it is or was; None: none of ours."""
    theirs = Agency.objects.filter(fee_bank_bin=account.bank_bin, fee_account=account.number).order_by("id").first()
    if theirs is not None:
        return theirs
    within = f"0006{account.bank_bin}01{len(account.number):02d}{account.number}"
    shown = Attempt.objects.select_related("bill__agency").filter(qr_text__contains=within).order_by("-pk").first()
    return shown.bill.agency if shown is not None else None


def accounts_in_use(since: datetime) -> set[Account]:
    """Accounts of agencies today, and those that codes shown since then name."""
    with_account = Agency.objects.exclude(fee_bank_bin="").exclude(fee_account="")
    found = {Account(*row) for row in with_account.values_list("fee_bank_bin", "fee_account")}
    codes = Attempt.objects.select_related("bill__agency").filter(started_at__gte=since)
    return found | {account_of(each) for each in codes.iterator()}

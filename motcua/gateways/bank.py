"""The bank: what came to an account, and its signed notices. The demo plug is the simulated bank.

Protocol of the plug: `GET {MOTCUA_BANK_URL}/accounts/{bin}/{account}/transactions?since=ISO` with a bearer key answers
`{"transactions": [{number, account, amount, note, paid_at}]}`; a notice is the same object with `bin`, posted
to us with `X-Signature: hex(HMAC-SHA256(key, body))`.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.base.actor import Actor
from motcua.gateways.calls import Ground, Telling, call, get, read_json

PATIENCE_SECONDS = 5.0
# VND: more than any account ever got at once. Whoever tells of more is mistaken, and no ledger could hold it.
MOST_MONEY = 10**15
FIRST_YEAR, LAST_YEAR = 2000, 2999


class UnfitNotice(Exception):
    """A notice that is not signed with our key, or says nothing we understand."""


@dataclass(frozen=True, slots=True)
class BankTransaction:
    """Money that came to an account. `amount` VND, `paid_at` aware."""

    number: str
    bank_bin: str
    account: str
    amount: int
    note: str
    paid_at: datetime


def transactions(*, bank_bin: str, account: str, since: datetime, reference: str, by: Actor) -> list[BankTransaction]:
    """What came to the account since then; `reference` and `by`: for what and for whom we ask. Raises `SourceDown`."""
    address = f"{settings.BANK_URL}/accounts/{bank_bin}/{account}/transactions"
    headers = {"Authorization": f"Bearer {settings.BANK_KEY}"}

    def work(telling: Telling) -> list[BankTransaction]:
        answer = get(address, params={"since": since.isoformat()}, headers=headers, seconds=PATIENCE_SECONDS)
        telling.size = len(answer.body)
        if answer.status != 200:
            raise ConnectionError(f"HTTP {answer.status}")
        return [_transaction({"bin": bank_bin} | row) for row in answer.json()["transactions"]]

    return call("bank", "transactions", Ground("settle a bill", reference, by), work)


def read_notice(body: bytes, signature: str) -> BankTransaction:
    """The transaction a notice tells of. Raises `UnfitNotice` unless it is signed with our key."""
    if not settings.BANK_KEY:
        raise UnfitNotice("no key is agreed with a bank")
    expected = hmac.new(settings.BANK_KEY.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.strip().lower().encode()):
        raise UnfitNotice("the signature is not right")
    try:
        return _transaction(read_json(body))
    except (ValueError, KeyError, TypeError) as error:
        raise UnfitNotice(str(error)) from error


def _transaction(row: dict[str, Any]) -> BankTransaction:
    amount, paid_at = _whole(row["amount"]), datetime.fromisoformat(row["paid_at"])
    if not 0 < amount <= MOST_MONEY or paid_at.tzinfo is None or not isinstance(row["number"], str | int):
        raise ValueError("a transaction has a number, an amount above zero and a moment with a zone")
    if not row["number"] or not FIRST_YEAR <= paid_at.year <= LAST_YEAR:
        raise ValueError("a transaction has a number that says something, and happens in our time")
    return BankTransaction(
        str(row["number"]), str(row["bin"]), str(row["account"]), amount, str(row.get("note", "")), paid_at
    )


def _whole(told: Any) -> int:
    """Whole VND; `ValueError` for what would have to be rounded to be an amount."""
    if isinstance(told, bool) or (isinstance(told, float) and not told.is_integer()):
        raise ValueError("not an amount")
    return int(told)

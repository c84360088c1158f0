"""The bank: what came to an account, and its signed notices. The demo plug is the simulated bank.

Protocol of the plug: `GET {MOTCUA_BANK_URL}/accounts/{bin}/{account}/transactions?since=ISO` with a bearer key answers
`{"transactions": [{number, account, amount, note, paid_at}]}`; a notice is the same object with `bin`, posted
to us with `X-Signature: hex(HMAC-SHA256(key, body))`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from django.conf import settings

from motcua.base.actor import Actor

TIMEOUT = httpx.Timeout(5.0, connect=2.0)


class BankDown(Exception):
    """The bank does not answer, or not in its own words; ask again later."""


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
    """What came to the account since then. `reference` and `by` say for what and for whom we ask. Raises `BankDown`."""
    address = f"{settings.BANK_URL}/accounts/{bank_bin}/{account}/transactions"
    try:
        answer = httpx.get(
            address,
            params={"since": since.isoformat()},
            headers={"Authorization": f"Bearer {settings.BANK_KEY}"},
            timeout=TIMEOUT,
        )
        answer.raise_for_status()
        return [_transaction({"bin": bank_bin} | row) for row in answer.json()["transactions"]]
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        raise BankDown(f"{type(error).__name__}: {error}") from error


def read_notice(body: bytes, signature: str) -> BankTransaction:
    """The transaction a notice tells of. Raises `UnfitNotice` unless it is signed with our key."""
    if not settings.BANK_KEY:
        raise UnfitNotice("no key is agreed with a bank")
    expected = hmac.new(settings.BANK_KEY.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature.strip().lower()):
        raise UnfitNotice("the signature is not right")
    try:
        return _transaction(json.loads(body))
    except (ValueError, KeyError, TypeError) as error:
        raise UnfitNotice(str(error)) from error


def _transaction(row: dict[str, Any]) -> BankTransaction:
    amount, paid_at = int(row["amount"]), datetime.fromisoformat(row["paid_at"])
    if amount <= 0 or paid_at.tzinfo is None or not row["number"]:
        raise ValueError("a transaction has a number, an amount above zero and a moment with a zone")
    return BankTransaction(
        str(row["number"]), str(row["bin"]), str(row["account"]), amount, str(row.get("note", "")), paid_at
    )

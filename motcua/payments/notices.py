"""The bank's own notice: believed only when it is signed with the key we share."""

from __future__ import annotations

from motcua.base.actor import Actor
from motcua.gateways.bank import UnfitNotice, read_notice
from motcua.payments.accounts import Account, holder_of
from motcua.payments.actions.hear_of_money import Arrival, hear_of_money
from motcua.payments.errors import BadNotice
from motcua.payments.models import Movement


def hear_notice(*, body: bytes, signature: str) -> Movement:
    """Record the money a signed notice tells of; told twice, it is counted once.

    Raises `BadNotice`, also where it came to an account that is none of ours.
    """
    try:
        told = read_notice(body, signature)
    except UnfitNotice as error:
        raise BadNotice from error
    agency = holder_of(Account(told.bank_bin, told.account))
    if agency is None:
        raise BadNotice  # whatever it says it was for: money that is not with us settles nothing
    arrival = Arrival(told.number, told.account, told.amount, told.note, told.paid_at)
    return hear_of_money(arrival=arrival, heard_by="notice", by=Actor("system", "bank"), agency=agency)

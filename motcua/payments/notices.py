"""The bank's own notice: believed only when it is signed with the key we share."""

from __future__ import annotations

from motcua.base.actor import Actor
from motcua.directory.api import Agency
from motcua.gateways.bank import UnfitNotice, read_notice
from motcua.payments.actions.hear_of_money import Arrival, hear_of_money
from motcua.payments.errors import BadNotice
from motcua.payments.models import Movement


def hear_notice(*, body: bytes, signature: str) -> Movement:
    """Record the money a signed notice tells of; told twice, it is counted once. Raises `BadNotice`."""
    try:
        told = read_notice(body, signature)
    except UnfitNotice as error:
        raise BadNotice from error
    agency = Agency.objects.filter(fee_bank_bin=told.bank_bin, fee_account=told.account).order_by("id").first()
    arrival = Arrival(told.number, told.account, told.amount, told.note, told.paid_at)
    return hear_of_money(arrival=arrival, heard_by="notice", by=Actor("system", "bank"), agency=agency)

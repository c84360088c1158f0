"""What this room does when it hears of others' news."""

from __future__ import annotations

from motcua.base.actor import Actor
from motcua.base.jobs import enqueue
from motcua.base.models import JournalEntry
from motcua.directory.api import AgencyEnded, StaffDeactivated
from motcua.dossiers import events
from motcua.dossiers.actions.release import release_all_of
from motcua.dossiers.actions.settle_fee import settle_fee
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.codes import FormCode
from motcua.dossiers.facts import common, tell
from motcua.dossiers.fees import dossier_of_reference, receipt_ref
from motcua.dossiers.models import Dossier
from motcua.dossiers.moving import ALWAYS_TOGETHER
from motcua.dossiers.tasks.succession import SUCCEED
from motcua.payments.api import BillSettled, FeeKept, RefundAsked, Refunded, RefundOrdered
from motcua.rules.codes import PaymentFlag

# A bare transfer counts as paid online only because the bank confirmed it to us; cash and the desk's own code never do.
FLAG_OF_METHOD = {"vietqr": PaymentFlag.LOCAL_GATEWAY}
# What happens to money that was paid for a dossier stands in the dossier's own stream too, where the person reads it.
OF_MONEY: dict[type, type[events.MoneyBack]] = {
    RefundAsked: events.RefundAsked,
    RefundOrdered: events.RefundOrdered,
    Refunded: events.Refunded,
    FeeKept: events.FeeKept,
}


def on_bill_settled(happened: BillSettled, entry: JournalEntry) -> None:
    """The money for a dossier has arrived."""
    dossier = _dossier(happened.reference)
    if dossier is None:
        return
    settle_fee(
        dossier=dossier,
        bill=happened.reference,
        amount=happened.total,
        flag=FLAG_OF_METHOD.get(happened.method, PaymentFlag.NOT_ONLINE),
        by=Actor.parse(entry.actor),
    )
    for form in (FormCode.FEE_RECEIPT, FormCode.FEE_RECEIPT_XML):
        ask_for_form(dossier, form, receipt_ref(happened.reference))


def on_money_back(happened: RefundAsked | RefundOrdered | Refunded | FeeKept, entry: JournalEntry) -> None:
    """Money paid for a dossier is asked about, goes back or is kept: told in the dossier's stream."""
    dossier = _dossier(happened.reference)
    if dossier is None:
        return
    told = OF_MONEY[type(happened)](
        **common(dossier), bill=happened.reference, amount=happened.amount, cause=happened.cause
    )
    tell(told, dossier, Actor.parse(entry.actor))


def on_staff_deactivated(happened: StaffDeactivated, entry: JournalEntry) -> None:
    """What somebody who left had in hand waits for a colleague again."""
    release_all_of(staff=happened.staff, by=Actor.parse(entry.actor))


def on_agency_ended(happened: AgencyEnded, entry: JournalEntry) -> None:
    """What runs at an agency that ended passes to its successor, in a job: there may be thousands."""
    enqueue(
        SUCCEED, key=f"{SUCCEED}:{happened.agency}", payload={"ended": happened.agency, "successor": happened.successor}
    )


def _dossier(reference: str) -> Dossier | None:
    public_id = dossier_of_reference(reference)
    if public_id is None:
        return None
    return Dossier.objects.select_related(*ALWAYS_TOGETHER).filter(public_id=public_id).first()

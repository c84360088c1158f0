"""What this room does when it hears of others' news."""

from __future__ import annotations

from motcua.base.actor import Actor
from motcua.base.models import JournalEntry
from motcua.directory.api import StaffDeactivated
from motcua.dossiers.actions.release import release_all_of
from motcua.dossiers.actions.settle_fee import settle_fee
from motcua.dossiers.fees import dossier_of_reference
from motcua.dossiers.models import Dossier
from motcua.payments.api import BillSettled
from motcua.rules.codes import PaymentFlag

# A bare transfer counts as paid online only because the bank confirmed it to us; cash and the desk's own code never do.
FLAG_OF_METHOD = {"vietqr": PaymentFlag.LOCAL_GATEWAY}


def on_bill_settled(happened: BillSettled, entry: JournalEntry) -> None:
    """The money for a dossier has arrived."""
    public_id = dossier_of_reference(happened.reference)
    dossier = Dossier.objects.filter(public_id=public_id).first() if public_id else None
    if dossier is None:
        return
    settle_fee(
        dossier=dossier,
        bill=happened.reference,
        amount=happened.total,
        flag=FLAG_OF_METHOD.get(happened.method, PaymentFlag.NOT_ONLINE),
        by=Actor.parse(entry.actor),
    )


def on_staff_deactivated(happened: StaffDeactivated, entry: JournalEntry) -> None:
    """What somebody who left had in hand waits for a colleague again."""
    release_all_of(staff=happened.staff, by=Actor.parse(entry.actor))

"""A clerk grants an exemption that no data proved, saying why and on what evidence."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.catalogue.api import PackExemption
from motcua.directory.api import Viewer
from motcua.dossiers.asking import go_on_returning
from motcua.dossiers.codes import FeeState
from motcua.dossiers.ending import held_with_bills
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import FeeRelieved
from motcua.dossiers.facts import common, subject_of, tell
from motcua.dossiers.fees import bill_reference, flag_after, grantable
from motcua.dossiers.models import Dossier, FeeRelief, Part
from motcua.dossiers.moving import pass_to, write
from motcua.dossiers.policies import may_relieve_fee
from motcua.dossiers.words import ONLY_STAFF
from motcua.payments.api import Bill, BillState, bill_for, cancel_bill, open_bill
from motcua.rules.codes import PaymentFlag
from motcua.rules.lifecycle import Status

OPEN = (BillState.OPEN, BillState.SHORT)


@transaction.atomic
def relieve_fee(
    *, dossier: Dossier, exemption: str, reason: str, evidence: str, part: Part | None = None, by: Viewer
) -> FeeRelief:
    """Lower the bill this dossier waits for by the exemption `exemption` of its pack. The bill is cancelled and, where
    something is still owed, another one opened: an amount never changes. Nothing owed any more: work goes on.

    `evidence` names the paper seen, `part` the file among the papers handed in. Money already paid in part goes back
    as the accountant decides. Raises `Forbidden`, `NotNow` where nothing is owed, `Refusal` (with `fields`).
    """
    held = held_with_bills(dossier)
    require(may_relieve_fee(by, held))
    bill = bill_for(held.bill) if held.bill and held.fee_state == FeeState.DUE else None
    if bill is None or bill.state not in OPEN:
        raise NotNow(_("Hồ sơ này không có khoản nào chưa nộp."))
    if by.staff is None:
        raise NotNow(ONLY_STAFF)
    kind = _checked(held, exemption, reason, evidence, part)
    lines = [_relieved(line, kind) for line in bill.lines]
    owed = sum(line["payable"] for line in lines)
    if owed >= bill.total:
        raise Refusal(_("Diện này không làm giảm khoản phải nộp."), fields={"exemption": _("Xin chọn diện khác.")})
    cancel_bill(reference=bill.reference, by=by.actor)
    after = _open_again(held, bill, lines, by) if owed else None
    relief = FeeRelief.objects.create(
        dossier=held,
        exemption=kind.code,
        reason=reason.strip()[:500],
        evidence=evidence.strip()[:300],
        part=part,
        bill_before=bill.reference,
        bill_after=after.reference if after else "",
        owed_before=bill.total,
        owed_after=owed,
        decided_by=by.staff,
        decided_at=now(),
    )
    _go_on(held, relief, by)
    return relief


def _checked(held: Dossier, exemption: str, reason: str, evidence: str, part: Part | None) -> PackExemption:
    found = next((each for each in grantable(held) if each.code == exemption), None)
    wrong: dict[str, object] = {}
    if found is None:
        wrong["exemption"] = _("Thủ tục này không có diện miễn, giảm đó.")
    if not reason.strip():
        wrong["reason"] = _("Chưa có lý do.")
    if not evidence.strip():
        wrong["evidence"] = _("Ghi tên, số, ngày cấp của giấy tờ đã xem.")
    if part is not None and part.dossier_id != held.pk:
        wrong["evidence"] = _("Giấy tờ này không thuộc hồ sơ.")
    if wrong or found is None:
        raise Refusal(_("Miễn, giảm phải ghi rõ diện, lý do và giấy tờ đã xem."), fields=wrong)
    return found


def _relieved(line: dict[str, Any], kind: PackExemption) -> dict[str, Any]:
    if kind.fees and line["code"] not in kind.fees:
        return line
    payable = min(int(line["payable"]), int(line["list"]) - int(line["list"]) * kind.percent // 100)
    if payable == int(line["payable"]):
        return line
    basis = "; ".join(filter(None, [line.get("basis", ""), kind.legal or ""]))
    return {**line, "payable": payable, "reason": kind.name.vi, "basis": basis}


def _open_again(held: Dossier, bill: Bill, lines: list[dict[str, Any]], by: Viewer) -> Bill:
    number = held.fee_count + 1
    write(held, fee_count=number)
    return open_bill(
        reference=bill_reference(held.public_id, f"fee{number}"),
        agency=held.agency,
        payer=subject_of(held),
        payer_name=bill.payer_name,
        lines=lines,
        purpose=bill.purpose,
        by=by.actor,
    )


def _go_on(held: Dossier, relief: FeeRelief, by: Viewer) -> None:
    at, before = relief.decided_at, held.status
    if relief.owed_after:
        write(held, bill=relief.bill_after)
    else:
        if held.status == Status.FEE_DUE:
            pass_to(held, "fee_paid", at=at)
        flag = flag_after(held, PaymentFlag.NOT_ONLINE)
        write(held, bill="", fee_state=FeeState.NONE, payment_flag=flag)
        go_on_returning(held, after="relief")
    happened = FeeRelieved(
        **common(held, before=before),
        bill=relief.bill_after,
        before=relief.owed_before,
        amount=relief.owed_after,
        exemption=relief.exemption,
    )
    tell(happened, held, by, at=at)

"""Enter what the People's Council of the province set for a fee the pack leaves open."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.catalogue.events import LocalFeeSet
from motcua.catalogue.models import LocalFee, Procedure
from motcua.catalogue.policies import may_set_fees
from motcua.catalogue.selectors import pack_now
from motcua.directory.api import Agency, Viewer

CHANNELS = ("any", "online", "counter", "post")
MOST = 1_000_000_000


@transaction.atomic
def set_local_fee(
    *,
    agency: Agency,
    procedure: str,
    fee: str,
    amount: int,
    decision: str,
    decided_on: date,
    valid_from: date,
    valid_to: date | None = None,
    channel: str = "any",
    by: Viewer,
) -> LocalFee:
    """The amount (VND per unit) of `fee` at `agency` and all below it from `valid_from` on; the row before it ends the
    day before. The same entered twice is one row. Dossiers already filed keep what they were asked.

    Raises `Forbidden`; `Refusal` (with `fields`) for a fee the province does not set, without a decision, for dates
    that do not fit, and where another amount is entered for the same day.
    """
    require(may_set_fees(by, agency))
    _check(procedure, fee, amount, decision, channel, decided_on, valid_from, valid_to)
    kind = Procedure.objects.select_for_update().get(slug=procedure)
    same = LocalFee.objects.filter(agency=agency, procedure=kind, fee=fee, channel=channel)
    known = same.filter(valid_from=valid_from).first()
    if known is not None:
        if (known.amount, known.decision, known.valid_to) == (amount, decision.strip(), valid_to):
            return known
        raise _wrong("valid_from", _("Từ ngày này đã có mức khác. Xin xem lại."))
    later = same.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    if later is not None and (valid_to is None or valid_to >= later.valid_from):
        raise _wrong("valid_to", _("Sau ngày này đã có mức khác. Xin ghi ngày hết hiệu lực trước mức đó."))
    same.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), valid_from__lt=valid_from).update(
        valid_to=valid_from - timedelta(days=1)
    )
    made = LocalFee.objects.create(
        agency=agency,
        procedure=kind,
        fee=fee,
        channel=channel,
        amount=amount,
        decision=decision.strip()[:120],
        decided_on=decided_on,
        valid_from=valid_from,
        valid_to=valid_to,
        entered_by=str(by.actor),
        entered_at=now(),
    )
    happened = LocalFeeSet(procedure, fee, agency.code, channel, amount, decision.strip()[:120], valid_from)
    record(happened, stream=f"procedure:{procedure}", by=by.actor)
    return made


def _check(
    procedure: str,
    fee: str,
    amount: int,
    decision: str,
    channel: str,
    decided_on: date,
    valid_from: date,
    valid_to: date | None,
) -> None:
    try:
        pack = pack_now(procedure)
    except LookupError:
        raise _wrong("procedure", _("Không có thủ tục này.")) from None
    if not any(each.code == fee and each.set_by == "province_council" for each in pack.fees):
        raise _wrong("fee", _("Khoản này không do Hội đồng nhân dân tỉnh quy định."))
    if not 0 <= amount <= MOST or channel not in CHANNELS:
        raise _wrong("amount", _("Số tiền hoặc cách nộp chưa đúng."))
    if not decision.strip():
        raise _wrong("decision", _("Xin ghi số văn bản quy định mức thu."))
    if valid_from < decided_on:
        raise _wrong("valid_from", _("Mức thu không thể có hiệu lực trước ngày ban hành."))
    if valid_to is not None and valid_to < valid_from:
        raise _wrong("valid_to", _("Ngày hết hiệu lực phải sau ngày có hiệu lực."))


def _wrong(box: str, words: object) -> Refusal:
    return Refusal(words, fields={box: words})

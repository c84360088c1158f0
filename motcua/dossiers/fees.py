"""What a dossier costs, from the fee table of its frozen procedure version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.base.errors import Refusal
from motcua.catalogue.api import Fee, LocalFee, Pack, PackExemption, local_fees, pack_of
from motcua.directory.api import Agency
from motcua.dossiers.facts import CHANNEL_WORD
from motcua.dossiers.models import Dossier
from motcua.payments.api import known_purpose
from motcua.rules.codes import Channel, FeeKind, PaymentFlag
from motcua.rules.fees import DOSSIER, Assessment, Exemption, FeeLine, Step, Tiers, assess
from motcua.rules.tables import Confidence

CHANNELS = {"counter": Channel.COUNTER, "online": Channel.ONLINE, "post": Channel.POST}
SUBMISSION, RETURN = "submission", "return"
# What a bill says it is for.
FEES_OF = known_purpose(gettext_noop("Phí, lệ phí hồ sơ %(code)s"))
FEES_ON_RETURN = known_purpose(gettext_noop("Phí, lệ phí khi nhận kết quả hồ sơ %(code)s"))
PAID_ONLINE = (PaymentFlag.NATIONAL_PORTAL, PaymentFlag.LOCAL_GATEWAY)


def fee_lines(pack: Pack, due: str, local: Mapping[str, LocalFee] | None = None) -> tuple[FeeLine, ...]:
    """The fee lines of a pack that are due at a moment (submission or return).

    `local`: by fee, what the province set; it stands in for the amount the pack leaves open.
    """
    return tuple(_with_local(_line(pack, fee), fee, local or {}) for fee in pack.fees if fee.due == due)


def _line(pack: Pack, fee: Fee) -> FeeLine:
    unit = DOSSIER if fee.unit == "case" else fee.code
    tiers = Tiers(unit, tuple(Step(each.up_to, each.price) for each in fee.tiers), fee.at_most) if fee.tiers else None
    return FeeLine(
        code=fee.code,
        kind=FeeKind(fee.kind),
        name=fee.name.vi,
        legal_basis=fee.legal or "",
        amount=fee.amount,
        tiers=tiers,
        unit=DOSSIER if tiers else unit,
        channel=CHANNELS.get(fee.channel),
        condition=fee.condition,
        exemptions=tuple(_exemption(each) for each in pack.exemptions if _concerns(each, fee.code)),
        valid_from=fee.valid_from,
        valid_to=fee.valid_to,
        confidence=Confidence(fee.confidence),
    )


def _with_local(line: FeeLine, fee: Fee, local: Mapping[str, LocalFee]) -> FeeLine:
    row = local.get(fee.code) if fee.set_by == "province_council" else None
    if row is None:
        return line
    basis = "; ".join(filter(None, [line.legal_basis, row.decision]))
    return replace(line, amount=row.amount, tiers=None, legal_basis=basis)


def _concerns(exemption: PackExemption, code: str) -> bool:
    # Without a condition a clerk decides; a rule never grants it by itself.
    return exemption.condition is not None and (not exemption.fees or code in exemption.fees)


def _exemption(each: PackExemption) -> Exemption:
    return Exemption(
        code=each.code,
        name=each.name.vi,
        legal_basis=each.legal or "",
        percent=each.percent,
        channel=CHANNELS.get(each.channel),
        condition=each.condition,
    )


def assess_fees(
    version_id: int,
    *,
    answers: Mapping[str, Any],
    channel: Channel,
    on: date,
    due: str,
    agency: Agency | None = None,
) -> Assessment:
    """What is due at `due` for these answers, filed by `channel` on `on` (local date). Amounts in VND.

    `agency` is who receives: what its province has set counts.
    Units that nobody counted make a line unknown (nothing is asked for it yet), never one unit by guess.
    """
    pack = pack_of(version_id)
    set_locally = [fee for fee in pack.fees if fee.due == due and fee.set_by == "province_council"]
    local = local_fees(pack.id, agency, on, CHANNEL_WORD[channel]) if set_locally and agency is not None else {}
    lines = fee_lines(pack, due, local)
    if not lines:
        return Assessment((), channel, on)
    units = _units(pack, answers)
    known = [line for line in lines if _counted(line) == DOSSIER or _counted(line) in units]
    return assess(known, channel=channel, facts=answers, units=units, on=on)


def _counted(line: FeeLine) -> str:
    return line.tiers.unit if line.tiers else line.unit


def _units(pack: Pack, answers: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for fee in pack.fees:
        given = answers.get(fee.quantity) if fee.quantity else None
        if isinstance(given, int | str) and str(given).isdigit():
            found[fee.code] = int(given)
    return found


def bill_lines(assessment: Assessment) -> list[dict[str, Any]]:
    """The lines as the bill keeps them; those that cost nothing by list are left out."""
    return [
        {
            "code": each.line.code,
            "name": each.line.name,
            "kind": each.line.kind.value,
            "list": each.list_price,
            "payable": each.payable,
            "units": each.list_price // each.line.amount if each.line.amount else 1,
            "basis": each.legal_basis,
            "reason": each.reason,
        }
        for each in assessment.lines
        if each.list_price
    ]


def checked_lines(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines of a bill somebody wrote by hand. Raises `Refusal` where their amounts make no sense."""
    if any(int(line["payable"]) < 0 or int(line["payable"]) > int(line["list"]) for line in lines):
        raise Refusal(_("Số tiền phải nộp không hợp lệ."))
    if sum(int(line["payable"]) for line in lines) <= 0:
        raise Refusal(_("Tổng số tiền phải lớn hơn 0."))
    return [dict(line) for line in lines]


def bill_reference(public_id: str, what: str) -> str:
    """The reference of a bill of this dossier."""
    return f"dossier:{public_id}:{what}"


def flag_after(dossier: Dossier, flag: PaymentFlag) -> int:
    """`DuocThanhToanTrucTuyen` of the dossier once `flag` holds for its newest fee.

    A dossier has one flag and may have several fees: that one of them was paid online stays true whatever becomes of
    the others (Decision 766 counts dossiers with a payment online); how each was paid is told by `dossiers.fee_paid`.
    """
    return dossier.payment_flag if dossier.payment_flag in PAID_ONLINE else int(flag)


def receipt_ref(reference: str) -> int:
    """Which fee receipt of its dossier a bill has: 0 what was due on return, 1 on filing, then the later ones."""
    what = reference.rpartition(":")[2]
    return {SUBMISSION: 1, RETURN: 0}[what] if what in (SUBMISSION, RETURN) else 1 + int(what.removeprefix("fee"))


def reference_of_receipt(dossier: Dossier, ref: int) -> str:
    """The bill of a fee receipt: what `receipt_ref` counted."""
    what = {0: RETURN, 1: SUBMISSION}.get(ref, f"fee{ref - 1}")
    return bill_reference(dossier.public_id, what)


def bill_references(dossier: Dossier) -> list[str]:
    """The references of every bill this dossier can have had."""
    later = [f"fee{number}" for number in range(1, dossier.fee_count + 1)]
    return [bill_reference(dossier.public_id, what) for what in (SUBMISSION, *later, RETURN)]


def dossier_of_reference(reference: str) -> str | None:
    """The public id of the dossier a bill is for; None where it is for something else."""
    parts = reference.split(":")
    return parts[1] if len(parts) == 3 and parts[0] == "dossier" else None


def grantable(dossier: Dossier) -> list[PackExemption]:
    """The exemptions of the dossier's procedure that hold for the way it was filed."""
    return [
        each
        for each in pack_of(dossier.procedure_version_id).exemptions
        if CHANNELS.get(each.channel) in (None, dossier.channel)
    ]

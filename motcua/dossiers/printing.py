"""What the official forms of a dossier print (Annex I, Circular 03/2025/TT-VPCP): plain data for the templates."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.base.clock import HO_CHI_MINH
from motcua.base.kept_query import KeptQuery
from motcua.catalogue.api import Component, Pack, pack_of
from motcua.directory.api import Agency, Staff, Unit, name_of
from motcua.dossiers.codes import FormCode
from motcua.dossiers.facts import desk_of, subject_of
from motcua.dossiers.fees import reference_of_receipt
from motcua.dossiers.letterhead import agency_block, signer_block
from motcua.dossiers.models import Apology, Dossier, HandOver, Part, SupplementRequest
from motcua.dossiers.words import APPEAL_ROUTE
from motcua.papers.api import check_address
from motcua.payments.api import Bill, PaidFor, bill_for, receipt_xml
from motcua.rules.codes import Delivery

Data = dict[str, Any]
_parts_of: KeptQuery[Part] = KeptQuery(lambda dossier: Part.objects.filter(dossier_id=dossier), int)
# Forms are papers of the state: Vietnamese, whatever language the page had.
_WHERE = {
    Delivery.ELECTRONIC: "Bản điện tử trong kho giấy tờ trên cổng",
    Delivery.POST: "Qua bưu chính, theo địa chỉ trên",
}
_PAID_BY = {
    "cash": "Tiền mặt",
    "vietqr": "Chuyển khoản qua mã VietQR",
    "counter_qr": "Chuyển khoản qua mã VietQR tại quầy",
}


def form_data(dossier: Dossier, form: FormCode, ref: int) -> Data:
    """The data of `form` for `dossier`; `ref` says which supplement request, hand-over or arrival it is about."""
    pack = pack_of(dossier.procedure_version_id)
    return _head(dossier, pack) | _MAKERS[form](dossier, pack, ref)


def _head(dossier: Dossier, pack: Pack) -> Data:
    person, whose = dossier.applicant, subject_of(dossier)
    name = person.full_name if person else name_of(whose)
    agency = desk_of(dossier)
    return {
        "agency": agency_block(agency),
        "desk": _("Bộ phận Một cửa, %(agency)s") % {"agency": agency.name},
        "dossier_code": dossier.code,
        "content": pack.name.vi,
        "owner": name_of(whose) or name,
        "applicant": name,
        "identity_number": person.personal_id if person else whose.key,
        "address": person.residence if person else "",
        "phone": person.phone if person else "",
        "email": person.email if person else "",
        "received_at": dossier.accepted_at or dossier.submitted_at,
        "due_at": dossier.due_at or _("Theo thông báo"),
        "appeal": str(APPEAL_ROUTE),
        "lookup": f"{settings.PUBLIC_URL}/tra-cuu/?ma={dossier.code}",
    }


def _arrival(dossier: Dossier, pack: Pack, ref: int) -> Data:
    return {
        "parts": _parts(dossier, pack, ref - 1),
        "received_at": dossier.arrived_at,
        "answer_by": dossier.first_answer_due,
        "sealed_sha256": dossier.sealed_sha256,
    }


def _receipt(dossier: Dossier, pack: Pack, ref: int) -> Data:
    clerk = next((step.holder for step in dossier.steps.select_related("holder") if step.kind == "receive"), None)
    agency = desk_of(dossier)
    return {
        "parts": _parts(dossier, pack, None),
        "limit": dossier.limit.get("words", _("Không quy định")),
        "return_by": _WHERE.get(Delivery(dossier.delivery), agency.address or agency.name),
        "receiver": _contact(clerk, agency),
        "fee": _fee(dossier),
    }


def _supplement(dossier: Dossier, pack: Pack, ref: int) -> Data:
    request = SupplementRequest.objects.select_related("asked_by").get(dossier=dossier, number=ref)
    names = {each.id: each for each in pack.components}
    return {
        "items": [
            {"name": item["name"], "note": item["what"]} | _how_many(names.get(item["component"]))
            for item in request.items
        ],
        "reason": request.reason,
        "new_fact": request.new_fact,
        "contact": _contact(request.asked_by, desk_of(dossier)),
    }


def _how_many(component: Component | None) -> Data:
    if component is None:
        return {}
    return {"originals": component.originals or "", "copies": component.copies or ""}


def _refusal(dossier: Dossier, pack: Pack, ref: int) -> Data:
    return {"reason": dossier.end_reason, "contact": _contact(None, desk_of(dossier))}


def _apology(dossier: Dossier, pack: Pack, ref: int) -> Data:
    written = Apology.objects.select_related("signer").get(dossier=dossier)
    return {
        "agency": agency_block(dossier.competent_agency),
        "promised_at": dossier.first_due_at,
        "at_fault": dossier.competent_agency.name,
        "reason": written.reason,
        "new_due_at": written.new_due_at,
        "return_place": _WHERE.get(Delivery(dossier.delivery), desk_of(dossier).name),
        "signer": signer_block(written.signer) if written.signer else {"title": "", "name": "…"},
    }


def _stop(dossier: Dossier, pack: Pack, ref: int) -> Data:
    return {
        "agency": agency_block(dossier.competent_agency),
        "reason": dossier.end_reason or _("Người nộp rút hồ sơ"),
    }


def _control(dossier: Dossier, pack: Pack, ref: int) -> Data:
    slips = HandOver.objects.select_related("from_agency", "to_agency", "from_staff", "received_by")
    asked = {each.asked_agency.name for each in dossier.opinions.select_related("asked_agency")}
    return {
        "solving": dossier.competent_agency.name,
        **({"cooperating": ", ".join(sorted(asked))} if asked else {}),
        "rows": [
            {
                "giver": _place(slip.from_agency, slip.from_unit, slip.from_staff),
                "receiver": _place(slip.to_agency, slip.to_unit, slip.received_by),
                "at": slip.given_at,
                "received_at": slip.received_at or "",
                "outcome": _outcome(slip),
                "note": slip.note,
            }
            for slip in slips.filter(dossier=dossier, number__lte=ref)
        ],
    }


def _outcome(slip: HandOver) -> str:
    """Whether the giver let go of it in the time of the step they had."""
    done = slip.dossier.steps.filter(done_at__lte=slip.given_at, due_at__isnull=False, agency=slip.from_agency)
    step = done.order_by("-done_at").first()
    if step is None or step.due_at is None:
        return ""
    if slip.given_at > step.due_at:
        return "Quá hạn"
    day, due = (each.astimezone(HO_CHI_MINH).date() for each in (slip.given_at, step.due_at))
    return "Trước hạn" if day < due else "Đúng hạn"


def _fee_receipt(dossier: Dossier, pack: Pack, ref: int) -> Data:
    bill = _paid(dossier, ref)
    return {
        "agency": agency_block(bill.agency) | {"address": bill.agency.address, "tax_code": bill.agency.tax_code},
        "form_sign": bill.receipt.form,
        "series_sign": bill.receipt.series,
        "receipt_number": bill.receipt.shown_number,
        "issued_on": bill.receipt.issued_at.astimezone(HO_CHI_MINH).date(),
        "payer": bill.payer_name,
        "payer_address": _payer_address(dossier),
        "payer_number": bill.payer_key,
        "reference": dossier.code,
        "lines": [
            {"name": _counted(line), "amount": line["payable"], "note": line.get("reason", "")} for line in bill.lines
        ],
        "amount": bill.total,
        "payment": _PAID_BY.get(bill.settled_by, bill.settled_by),
        "paid_at": bill.settled_at,
    }


def fee_receipt_xml(dossier: Dossier, ref: int, check_code: str) -> bytes:
    """The same receipt as XML, not yet sealed."""
    pack = pack_of(dossier.procedure_version_id)
    about = PaidFor(
        dossier=dossier.code,
        procedure_code=pack.code or "",
        procedure=pack.name.vi,
        payer_address=_payer_address(dossier),
        check_code=check_code,
        check_address=check_address(check_code),
    )
    return receipt_xml(_paid(dossier, ref), about)


def _paid(dossier: Dossier, ref: int) -> Bill:
    bill = bill_for(reference_of_receipt(dossier, ref))
    if bill is None or bill.settled_at is None:
        raise LookupError(f"nothing was paid for receipt {ref} of {dossier.code}")
    return bill


def _payer_address(dossier: Dossier) -> str:
    return dossier.applicant.residence if dossier.applicant else ""


def _counted(line: Data) -> str:
    units = int(line.get("units", 1))
    return f"{line['name']} (số lượng: {units})" if units > 1 else str(line["name"])


_MAKERS = {
    FormCode.ARRIVAL: _arrival,
    FormCode.RECEIPT: _receipt,
    FormCode.SUPPLEMENT: _supplement,
    FormCode.REFUSAL: _refusal,
    FormCode.APOLOGY: _apology,
    FormCode.STOP: _stop,
    FormCode.CONTROL: _control,
    FormCode.FEE_RECEIPT: _fee_receipt,
}


def _parts(dossier: Dossier, pack: Pack, round_: int | None) -> list[Data]:
    """Components with what stands for each: the files as they arrived (name, size, hash), or the data."""
    by_component: dict[str, list[Part]] = {}
    for part in _parts_of.all(dossier.pk):
        if round_ in (None, part.round):
            by_component.setdefault(part.component, []).append(part)
    names = {each.id: each for each in pack.components}
    lines = [{"name": _("Tờ khai điện tử"), "originals": 1, "copies": 0, "files": []}] if not round_ else []
    for component, parts in by_component.items():
        known = names.get(component)
        replaced = all(part.file_id is None for part in parts)
        name = known.name.vi if known else component
        lines.append(
            {
                "name": _("%(name)s (thay bằng dữ liệu đã có)") % {"name": name} if replaced else name,
                "originals": known.originals if known else 0,
                "copies": known.copies if known else 0,
                "files": [{"name": p.name, "size": _size(p.size), "sha256": p.sha256} for p in parts if p.file_id],
            }
        )
    if not lines:  # a supplement answered in words
        lines.append({"name": _("Nội dung sửa trong tờ khai"), "originals": 0, "copies": 0, "files": []})
    return lines


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".", ",") if size >= 1_000_000 else f"{max(round(size / 1000), 1)} kB"


def _fee(dossier: Dossier) -> str:
    bill = bill_for(dossier.bill) if dossier.bill else None
    if bill is None:
        return _("Không thu")
    return f"{bill.total:,} đồng".replace(",", ".")


def _contact(staff: Staff | None, agency: Agency) -> Data:
    if staff is None:
        return {"name": _("Bộ phận Một cửa"), "phone": agency.phone}
    return {"name": staff.full_name, "phone": staff.phone or agency.phone}


def _place(agency: Agency, unit: str, staff: Staff | None) -> str:
    name = Unit.objects.filter(agency=agency, code=unit).values_list("name", flat=True).first() if unit else ""
    return ", ".join(filter(None, [staff.full_name if staff else "", name or unit, agency.name]))

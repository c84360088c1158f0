"""Form 07: the book of dossiers an agency received in a month (Annex I, Circular 03/2025/TT-VPCP)."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from motcua.base.clock import HO_CHI_MINH
from motcua.base.verdict import require
from motcua.catalogue.api import pack_of
from motcua.directory.api import Agency, Viewer, name_of, predecessors_of
from motcua.dossiers.codes import FormCode
from motcua.dossiers.facts import subject_of
from motcua.dossiers.letterhead import agency_block
from motcua.dossiers.models import Dossier, FormNumber, HandOver, PaperBlank, Result
from motcua.dossiers.policies import may_print_register
from motcua.dossiers.selectors.history import record_read
from motcua.papers.api import render
from motcua.rules.codes import Delivery, label
from motcua.vault.api import known_purpose

Row = dict[str, Any]
PRINTED = known_purpose(gettext_noop("In sổ theo dõi hồ sơ tháng %(month)s"))


@override("vi")
def print_register(*, agency: Agency, month: date, by: Viewer) -> bytes:
    """The PDF for the month of `month`: what was accepted in it, in the order of the book. It names everybody in it:
    each of them reads who printed it. Raises `Forbidden`.
    """
    require(may_print_register(by, agency))
    first = month.replace(day=1)
    rows = _rows(agency, first, by)
    return render(
        "form-07-register",
        {
            "agency": agency_block(agency),
            "period": f"Tháng {first:%m} năm {first:%Y}",
            "rows": rows,
            "printed_by": by.staff.full_name if by.staff else "",
        },
    )


@transaction.atomic
def _rows(agency: Agency, first: date, by: Viewer) -> list[Row]:
    found = list(received_in(agency, first))
    ids = [each.pk for each in found]
    numbers = FormNumber.objects.select_related("number").filter(dossier__in=ids, form=FormCode.RECEIPT)
    in_book = {each.dossier_id: str(each.number.value) for each in numbers if each.number is not None}
    passed: dict[int, HandOver] = {}
    for slip in HandOver.objects.filter(dossier__in=ids).order_by("number"):
        passed.setdefault(slip.dossier_id, slip)
    given = {each.dossier_id: each for each in Result.objects.filter(dossier__in=ids).exclude(delivered_at=None)}
    blanks: dict[int, list[PaperBlank]] = {}
    for blank in PaperBlank.objects.select_related("result", "replaces").filter(result__dossier__in=ids):
        blanks.setdefault(blank.result.dossier_id, []).append(blank)
    for dossier in found:
        record_read(dossier, by, PRINTED % {"month": f"{first:%m/%Y}"})
    return [
        _row(each, in_book.get(each.pk, ""), passed.get(each.pk), given.get(each.pk), blanks.get(each.pk, []))
        for each in found
    ]


def received_in(agency: Agency, first: date) -> Any:
    """Dossiers accepted in the month that begins on `first`: the agency's own, and after the end of one it followed
    those that had been filed there.
    """
    until = first + timedelta(days=calendar.monthrange(first.year, first.month)[1])
    own = Q(agency=agency)
    if agency.valid_to is not None:
        own &= Q(accepted_at__lt=_begin(agency.valid_to + timedelta(days=1)))
    for before in predecessors_of(agency):
        if before.valid_to is not None:
            own |= Q(agency=before, accepted_at__gte=_begin(before.valid_to + timedelta(days=1)))
    found = Dossier.objects.select_related("applicant", "agency", "competent_agency", "procedure_version")
    return found.filter(own, accepted_at__gte=_begin(first), accepted_at__lt=_begin(until)).order_by(
        "accepted_at", "id"
    )


def _row(dossier: Dossier, number: str, slip: HandOver | None, given: Result | None, blanks: list[PaperBlank]) -> Row:
    person = dossier.applicant
    return {
        "number": number,
        "code": dossier.code,
        "procedure": pack_of(dossier.procedure_version_id).short_name.vi,
        "sets": 1,
        "owner": name_of(subject_of(dossier)) or (person.full_name if person else ""),
        "contact": ", ".join(filter(None, [person.residence, person.phone])) if person else "",
        "solving": dossier.competent_agency.name,
        "received": dossier.accepted_at or "",
        "due": dossier.due_at or "",
        "passed": slip.given_at if slip else "",
        "finished": dossier.finished_at or "",
        "returned": dossier.returned_at or "",
        "how": _how(given),
        "note": "; ".join(filter(None, [dossier.end_reason, *map(_blank_words, blanks)])),
    }


def _how(given: Result | None) -> str:
    if given is None or given.delivered_how is None:
        return ""
    proof = given.delivered_to or given.evidence if given.delivered_how != Delivery.ELECTRONIC else ""
    return ": ".join(filter(None, [label(Delivery(given.delivered_how)), proof]))


def _blank_words(blank: PaperBlank) -> str:
    words = {"serial": blank.serial, "why": blank.reason, "old": blank.replaces.serial if blank.replaces else ""}
    if blank.spoiled_at:
        return _("phôi %(serial)s hỏng, hủy: %(why)s") % words
    return (_("phôi %(serial)s thay phôi %(old)s") if blank.replaces else _("phôi %(serial)s")) % words


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=HO_CHI_MINH)

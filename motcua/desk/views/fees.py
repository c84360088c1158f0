"""What the People's Council of the province set: read by controllers and administrators, and entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import NotFound, Refusal
from motcua.base.kit.field_view import FieldView
from motcua.catalogue.api import may_set_fees, say, set_local_fee
from motcua.desk.administration.sheet import Sheet, Typed, answer
from motcua.desk.deeds.money import amount_said
from motcua.desk.pages.head import with_head
from motcua.desk.pages.tariff import fee_to_set, tariff
from motcua.directory.api import Agency, staff, viewer_of
from motcua.rules.codes import Role

ENTERERS = (Role.CONTROLLER, Role.ADMIN)
CHANNELS = (
    ("any", _("Mọi cách nộp")),
    ("online", _("Nộp trực tuyến")),
    ("counter", _("Nộp tại quầy")),
    ("post", _("Nộp qua bưu chính")),
)


@never_cache
@require_safe
@staff(*ENTERERS)
def fees(request: HttpRequest) -> HttpResponse:
    """Every fee the province sets, with what is in force here today and what was entered."""
    here = _agency(request)
    return render(
        request, "desk/fees.html", with_head(request, **tariff(here), may_set=may_set_fees(viewer_of(request), here))
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ENTERERS)
def fee(request: HttpRequest, procedure: str, code: str) -> HttpResponse:
    """Enter an amount by a decision, from a day."""
    here = _agency(request)
    pack, kind = fee_to_set(procedure, code)

    def write(typed: Typed) -> None:
        set_local_fee(
            agency=here,
            procedure=pack.id,
            fee=kind.code,
            channel=typed.said("channel") or "any",
            amount=amount_said(typed.said("amount"), least=0),
            decision=typed.said("decision"),
            decided_on=_must(typed.day("decided_on"), "decided_on"),
            valid_from=_must(typed.day("valid_from"), "valid_from"),
            valid_to=typed.day("valid_to"),
            by=viewer_of(request),
        )

    sheet = Sheet(
        say(kind.name),
        _("Lưu mức thu"),
        (reverse("desk:fees"), _("Mức thu của tỉnh")),
        note=say(pack.name),
        warnings=[_("Hồ sơ đã nộp giữ mức cũ. Mức trước của cùng khoản tự hết hiệu lực một ngày trước mức này.")],
        done=_("Đã lưu mức thu."),
    )
    return answer(request, sheet, write, _fields, {"channel": "any"})


def _fields(typed: Typed) -> Sequence[FieldView]:
    return [
        typed.text("amount", _("Mức thu (đồng)"), input_mode="numeric", size="short", hint=_("Không thu thì ghi 0.")),
        typed.choose("channel", _("Áp dụng cho cách nộp nào?"), CHANNELS),
        typed.text("decision", _("Số nghị quyết"), hint=_("Ví dụ: Nghị quyết 12/2026/NQ-HĐND")),
        typed.ask_day("decided_on", _("Ngày ban hành")),
        typed.ask_day("valid_from", _("Có hiệu lực từ ngày")),
        typed.ask_day("valid_to", _("Đến hết ngày"), optional=True),
    ]


def _must(day: date | None, box: str) -> date:
    if day is None:
        raise Refusal(_("Xin ghi đủ ngày ban hành và ngày có hiệu lực."), fields={box: _("Chưa ghi ngày.")})
    return day


def _agency(request: HttpRequest) -> Agency:
    member = viewer_of(request).staff
    if member is None:
        raise NotFound("")
    return member.agency

"""Where the agency's fees go, and what its fee receipts carry."""

from __future__ import annotations

from dataclasses import fields as fields_of

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.kit.field_view import FieldView
from motcua.desk.administration.frame import KEEPERS, back_to
from motcua.desk.administration.sheet import Sheet, Typed, answer
from motcua.directory.api import Collection, agency_to_administer, set_collection, staff, viewer_of
from motcua.rules.vietqr import banks

NAMES = tuple(each.name for each in fields_of(Collection))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def collection(request: HttpRequest, code: str) -> HttpResponse:
    """Account, tax code, form and sign of receipts; a second factor, because money goes where this says."""
    viewer = viewer_of(request)
    found = agency_to_administer(viewer, code)

    def write(typed: Typed) -> None:
        said = Collection(**{name: typed.said(name) for name in NAMES})
        set_collection(agency=found, collection=said, by=viewer)

    sheet = Sheet(
        _("Thu phí, lệ phí"),
        _("Lưu"),
        back_to("agency", found),
        _("Không có tài khoản thì cơ quan chỉ thu tiền mặt."),
        warnings=[
            _("Khoản đang chờ nộp cũng chuyển về tài khoản mới từ lúc lưu. Xin đối chiếu từng số với ngân hàng.")
        ],
        sensitive=True,
        done=_("Đã lưu."),
    )
    return answer(request, sheet, write, _questions, {name: getattr(found, name) for name in NAMES})


def _questions(typed: Typed) -> list[FieldView]:
    choices = [("", _("Không có tài khoản")), *((number, f"{name} ({number})") for number, name in banks().items())]
    registered = _("Như đã đăng ký với cơ quan thuế. Chưa đăng ký thì bỏ trống.")
    return [
        typed.choose("fee_bank_bin", _("Ngân hàng"), choices, widget="select", optional=True),
        typed.text("fee_account", _("Số tài khoản"), optional=True, input_mode="numeric"),
        typed.text("fee_account_name", _("Tên tài khoản"), optional=True),
        typed.text("tax_code", _("Mã số thuế của cơ quan"), optional=True, hint=_("In trên biên lai.")),
        typed.text("receipt_form", _("Mẫu số biên lai"), optional=True, hint=registered),
        typed.text("receipt_sign", _("Ký hiệu biên lai"), optional=True, hint=registered),
    ]

"""The end of an agency: by the agency above it, with the one that follows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.errors import NotFound
from motcua.base.kit.field_view import FieldView
from motcua.desk.administration.frame import KEEPERS, back_to
from motcua.desk.administration.sheet import Sheet, Typed, answer, day_boxes
from motcua.directory.api import (
    Agency,
    Viewer,
    agencies,
    agency_to_administer,
    call_off_end,
    end_agency,
    may_end_agency,
    staff,
    viewer_of,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Say on which day the agency ends and which one follows it."""
    viewer = viewer_of(request)
    found = _to_end(viewer, code)
    others = [each for each in agencies() if each.pk != found.pk]
    options = [(each.code, each.name) for each in others]

    def write(typed: Typed) -> None:
        end_agency(
            agency=found,
            last_day=typed.day("last_day"),
            successor=next((each for each in others if each.code == typed.said("successor")), None),
            decision=typed.said("decision"),
            by=viewer,
        )

    def fields(typed: Typed) -> list[FieldView]:
        return [
            typed.ask_day("last_day", _("Ngày cuối cùng còn hoạt động")),
            typed.choose("successor", _("Cơ quan kế tục"), options, widget="select"),
            typed.text("decision", _("Căn cứ"), hint=_("Số nghị quyết, quyết định, ví dụ 12/NQ-HĐND.")),
        ]

    sheet = Sheet(
        _("Kết thúc hoạt động của %(name)s") % {"name": found.short_name},
        _("Ghi ngày kết thúc"),
        back_to("agency", found),
        warnings=[
            _("Sau ngày đó cơ quan không nhận hồ sơ mới; cổng và trang số liệu chỉ người dân sang cơ quan kế tục."),
            _("Hồ sơ đang giải quyết và bản khai đang viết chuyển sang cơ quan kế tục. Ngày đã hẹn không đổi."),
            _("Mọi vai trò ở cơ quan này kết thúc. Cán bộ thuộc cơ quan kế tục; quản trị viên ở đó giao vai trò mới."),
            _("Từ nay đến hết ngày đó vẫn bỏ được."),
        ],
        grave=True,
        sensitive=True,
        done=_("Đã ghi ngày kết thúc."),
    )
    first = day_boxes("last_day", found.valid_to) | {"successor": found.successor.code if found.successor else ""}
    return answer(request, sheet, write, fields, first)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def call_off(request: HttpRequest, code: str) -> HttpResponse:
    """The agency goes on after all."""
    viewer = viewer_of(request)
    found = _to_end(viewer, code)

    def undo(typed: Typed) -> None:
        call_off_end(agency=found, by=viewer)

    sheet = Sheet(
        _("Bỏ ngày kết thúc của %(name)s") % {"name": found.short_name},
        _("Bỏ ngày kết thúc"),
        back_to("agency", found),
        _("Cơ quan tiếp tục hoạt động như trước, không có ngày kết thúc."),
        sensitive=True,
        done=_("Đã bỏ ngày kết thúc."),
    )
    return answer(request, sheet, undo)


def _to_end(viewer: Viewer, code: str) -> Agency:
    found = agency_to_administer(viewer, code)
    if not may_end_agency(viewer, found):
        raise NotFound("")
    return found

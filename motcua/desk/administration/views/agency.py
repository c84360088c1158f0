"""The agency itself: how to reach it, when it works, its units, the agencies below it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import NotFound
from motcua.base.kit.field_view import FieldView
from motcua.desk.administration.frame import KEEPERS, back_to, with_frame
from motcua.desk.administration.sheet import Sheet, Typed, answer
from motcua.directory.api import (
    Agency,
    Unit,
    administered,
    agency_to_administer,
    change_agency,
    change_unit,
    create_agency,
    create_unit,
    may_end_agency,
    set_work_sessions,
    staff,
    units_of,
    viewer_of,
)

MOST_SESSIONS = 3
ABOVE = (Agency.Kind.PROVINCE, Agency.Kind.DEPARTMENT)
CONTACTS = ("name", "short_name", "address", "phone", "email", "introduction")


@never_cache
@require_safe
@staff(*KEEPERS)
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about the agency but its people."""
    viewer = viewer_of(request)
    found = agency_to_administer(viewer, code)
    below = [each for each in administered(viewer) if each.parent_id == found.pk]
    context = with_frame(
        request,
        found,
        "agency",
        units=units_of(found, closed=True),
        below=below,
        may_have_below=found.kind in ABOVE,
        may_end=bool(may_end_agency(viewer, found)),
    )
    return render(request, "desk/administration/agency.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def contacts(request: HttpRequest, code: str) -> HttpResponse:
    """Name, address, phone, e-mail, what citizens read about the agency."""
    viewer = viewer_of(request)
    found = agency_to_administer(viewer, code)

    def write(typed: Typed) -> None:
        change_agency(agency=found, by=viewer, **{name: typed.said(name) for name in CONTACTS})

    def fields(typed: Typed) -> list[FieldView]:
        return [
            typed.text("name", _("Tên cơ quan")),
            typed.text("short_name", _("Tên gọn")),
            typed.text("address", _("Địa chỉ"), optional=True),
            typed.text(
                "phone",
                _("Điện thoại"),
                optional=True,
                input_mode="tel",
                hint=_("Người dân thấy số này trên mọi trang và mọi giấy tờ."),
            ),
            typed.text("email", _("Thư điện tử"), optional=True, input_mode="email"),
            typed.text("introduction", _("Lời giới thiệu với người dân"), widget="long_text", optional=True),
        ]

    sheet = Sheet(_("Sửa thông tin cơ quan"), _("Lưu"), back_to("agency", found), done=_("Đã lưu."))
    return answer(request, sheet, write, fields, {name: getattr(found, name) for name in CONTACTS})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def hours(request: HttpRequest, code: str) -> HttpResponse:
    """The sessions of a working day."""
    viewer = viewer_of(request)
    found = agency_to_administer(viewer, code)

    def write(typed: Typed) -> None:
        pairs = [(typed.said(f"from{n}"), typed.said(f"to{n}")) for n in range(1, MOST_SESSIONS + 1)]
        set_work_sessions(agency=found, sessions=[each for each in pairs if any(each)], by=viewer)

    first: dict[str, str] = {}
    for number, (opens, closes) in enumerate(found.work_sessions[:MOST_SESSIONS], start=1):
        first |= {f"from{number}": opens, f"to{number}": closes}
    sheet = Sheet(
        _("Giờ làm việc"),
        _("Lưu giờ làm việc"),
        back_to("agency", found),
        done=_("Đã lưu giờ làm việc."),
        warnings=[
            _("Thời hạn tính theo giờ này từ lúc lưu. Ngày đã hẹn với người dân không đổi."),
            _("Ngày nghỉ, ngày làm bù theo lịch của Nhà nước, không sửa ở đây."),
        ],
        template="desk/administration/hours.html",
    )
    return answer(request, sheet, write, _hour_fields, first)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def add_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A new unit."""
    viewer = viewer_of(request)
    found = agency_to_administer(viewer, code)

    def make(typed: Typed) -> None:
        create_unit(
            agency=found, code=typed.said("code").lower(), name=typed.said("name"), kind=typed.said("kind"), by=viewer
        )

    def fields(typed: Typed) -> list[FieldView]:
        return [
            typed.text("name", _("Tên đơn vị")),
            typed.text(
                "code", _("Mã đơn vị"), hint=_("Chữ thường không dấu, ví dụ justice. Quy trình gọi đơn vị bằng mã này.")
            ),
            typed.choose("kind", _("Loại đơn vị"), Unit.Kind.choices),
        ]

    sheet = Sheet(_("Thêm đơn vị"), _("Thêm đơn vị"), back_to("agency", found), done=_("Đã thêm đơn vị."))
    return answer(request, sheet, make, fields)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def unit(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """Name a unit anew, close it or open it again."""
    viewer = viewer_of(request)
    found = agency_to_administer(viewer, code)
    held = units_of(found, closed=True).filter(code=unit).select_related("agency").first()
    if held is None:
        raise NotFound("")

    def write(typed: Typed) -> None:
        change_unit(unit=held, name=typed.said("name"), active=typed.said("active") != "no", by=viewer)

    def fields(typed: Typed) -> list[FieldView]:
        return [
            typed.text("name", _("Tên đơn vị")),
            typed.choose("active", _("Tình trạng"), [("yes", _("Đang hoạt động")), ("no", _("Đã đóng"))]),
        ]

    sheet = Sheet(held.name, _("Lưu"), back_to("agency", found), done=_("Đã lưu."))
    return answer(request, sheet, write, fields, {"name": held.name, "active": "yes" if held.active else "no"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def add_agency(request: HttpRequest, code: str) -> HttpResponse:
    """A new agency below this one."""
    viewer = viewer_of(request)
    found = agency_to_administer(viewer, code)
    if found.kind not in ABOVE:
        raise NotFound("")

    def make(typed: Typed) -> None:
        create_agency(
            code=typed.said("code").upper(),
            name=typed.said("name"),
            short_name=typed.said("short_name"),
            kind=Agency.Kind(typed.said("kind")) if typed.said("kind") in Agency.Kind.values else Agency.Kind.COMMUNE,
            place_code=typed.said("place"),
            parent=found,
            by=viewer,
        )

    def fields(typed: Typed) -> list[FieldView]:
        return [
            typed.text("code", _("Mã cơ quan"), hint=_("Theo Quyết định 20/2020/QĐ-TTg, ví dụ H29.15.")),
            typed.text("name", _("Tên cơ quan")),
            typed.text("short_name", _("Tên gọn")),
            typed.choose("kind", _("Cấp"), Agency.Kind.choices),
            typed.text(
                "place",
                _("Mã địa bàn"),
                input_mode="numeric",
                hint=_("Mã xã 5 số hoặc mã tỉnh 2 số theo Quyết định 19/2025/QĐ-TTg."),
            ),
        ]

    sheet = Sheet(
        _("Thêm cơ quan"),
        _("Thêm cơ quan"),
        back_to("agency", found),
        _("Xã mới có sẵn các đơn vị mà quy trình cần; tên đơn vị sửa được. Sau đó thêm cán bộ cho xã."),
        done=_("Đã thêm cơ quan."),
    )
    return answer(request, sheet, make, fields, {"kind": Agency.Kind.COMMUNE.value})


def _hour_fields(typed: Typed) -> list[FieldView]:
    return [
        typed.text(f"{side}{number}", words, widget="time", size="short", optional=number > 1)
        for number in range(1, MOST_SESSIONS + 1)
        for side, words in (("from", _("Buổi %(n)s từ") % {"n": number}), ("to", _("Buổi %(n)s đến") % {"n": number}))
    ]

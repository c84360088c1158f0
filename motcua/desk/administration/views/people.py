"""Who works in an agency, and one of them."""

from __future__ import annotations

from typing import TypedDict

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.clock import today
from motcua.base.kit.field_view import FieldView
from motcua.desk.administration.frame import KEEPERS, READERS, back_to, with_frame
from motcua.desk.administration.people import in_hand, person_page, rows_of
from motcua.desk.administration.sheet import Sheet, Typed, answer
from motcua.desk.administration.words import change_words
from motcua.desk.pages.head import with_head
from motcua.directory.api import (
    Agency,
    Staff,
    Unit,
    administered,
    agencies,
    agency_to_administer,
    agency_to_oversee,
    change_staff,
    changes_of,
    create_staff,
    staff,
    staff_of,
    staff_to_administer,
    units_of,
    viewer_of,
)


@never_cache
@require_safe
@staff(*READERS)
def home(request: HttpRequest) -> HttpResponse:
    """The agencies this viewer keeps or reads; straight on where there is one only."""
    viewer = viewer_of(request)
    own = {held.agency_id for held in viewer.roles if held.role in {str(each) for each in READERS}}
    kept = administered(viewer)
    found = kept + [each for each in agencies() if each.pk in own and each not in kept]
    if len(found) == 1:
        return HttpResponseRedirect(reverse("administration:people", args=[found[0].code]))
    return render(request, "desk/administration/home.html", with_head(request, agencies=found))


@never_cache
@require_safe
@staff(*READERS)
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody of the agency with what they may do."""
    viewer = viewer_of(request)
    agency = agency_to_oversee(viewer, code)
    context = with_frame(request, agency, "people", rows=rows_of(staff_of(viewer, agency)))
    return render(request, "desk/administration/people.html", context)


@never_cache
@require_safe
@staff(*READERS)
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """What changed in accounts and rights, and by whom."""
    viewer = viewer_of(request)
    agency = agency_to_oversee(viewer, code)
    found = [(each, change_words(each)) for each in changes_of(viewer, agency)]
    return render(request, "desk/administration/changes.html", with_frame(request, agency, "changes", changes=found))


@never_cache
@require_safe
@staff(*KEEPERS)
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them: account, roles, delegations, what changed."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)
    context = with_frame(request, found.agency, "people", in_hand=in_hand(found), **person_page(viewer, found))
    return render(request, "desk/administration/person.html", context)


@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """An account for somebody new; the first password is shown once."""
    viewer = viewer_of(request)
    agency = agency_to_administer(viewer, code)

    def make(typed: Typed) -> HttpResponse:
        made, password = create_staff(
            agency=agency, username=typed.said("username").lower(), by=viewer, **_known(typed, agency)
        )
        return show_password(request, made, password)

    sheet = Sheet(
        _("Thêm cán bộ"),
        _("Lập tài khoản"),
        back_to("people", agency),
        _("Tài khoản mới chưa có vai trò nào. Giao vai trò ở trang tiếp theo."),
        sensitive=True,
    )
    return answer(
        request,
        sheet,
        make,
        lambda typed: [
            typed.text(
                "username", _("Tên đăng nhập"), hint=_("Chữ thường không dấu, ví dụ lan.anhoa. Không đổi được về sau.")
            ),
            *_questions(typed, agency),
        ],
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct name, unit, title, phone, e-mail."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)

    def write(typed: Typed) -> None:
        change_staff(staff=found, by=viewer, **_known(typed, found.agency))

    sheet = Sheet(_("Sửa thông tin"), _("Lưu"), person_address(found), done=_("Đã lưu."))
    first = {
        "full_name": found.full_name,
        "unit": found.unit.code if found.unit else "",
        "title": found.title,
        "phone": found.phone,
        "email": found.user.email,
        "personal_id": found.personal_id,
    }
    return answer(request, sheet, write, lambda typed: _questions(typed, found.agency), first)


def person_address(found: Staff) -> tuple[str, object]:
    """Where a sheet about somebody leads back to."""
    return reverse("administration:person", args=[found.public_id]), found.full_name


@sensitive_variables("password")
def show_password(request: HttpRequest, found: Staff, password: str) -> HttpResponse:
    """The page with a first password, shown this once."""
    context = with_frame(request, found.agency, "people", person=found, password=password, today=today())
    return render(request, "desk/administration/first_password.html", context)


def unit_of(typed: Typed, agency: Agency) -> Unit | None:
    """The unit chosen in the box "unit", None where the whole agency is meant."""
    return units_of(agency).filter(code=typed.said("unit")).first()


def unit_options(agency: Agency) -> list[tuple[str, str]]:
    """Open units of an agency, to choose from."""
    return [(each.code, each.name) for each in units_of(agency)]


class _Known(TypedDict):
    full_name: str
    unit: Unit | None
    title: str
    phone: str
    email: str
    personal_id: str


def _known(typed: Typed, agency: Agency) -> _Known:
    return {
        "full_name": typed.said("full_name"),
        "unit": unit_of(typed, agency),
        "title": typed.said("title"),
        "phone": typed.said("phone"),
        "email": typed.said("email"),
        "personal_id": typed.said("personal_id"),
    }


def _questions(typed: Typed, agency: Agency) -> list[FieldView]:
    return [
        typed.text("full_name", _("Họ và tên")),
        typed.choose("unit", _("Đơn vị"), unit_options(agency), optional=True, widget="select"),
        typed.text("title", _("Chức danh"), optional=True),
        typed.text("phone", _("Điện thoại"), optional=True, input_mode="tel"),
        typed.text("email", _("Thư điện tử công vụ"), optional=True, input_mode="email"),
        typed.text(
            "personal_id",
            _("Số định danh cá nhân"),
            optional=True,
            input_mode="numeric",
            hint=str(_("Chỉ dùng để người này không giải quyết hồ sơ của chính mình.")),
        ),
    ]

"""Giving and ending roles; lending and taking back (ký thay)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.clock import today
from motcua.base.errors import NotFound, Refusal
from motcua.base.kit.field_view import FieldView
from motcua.desk.administration.frame import KEEPERS, back_to, with_frame
from motcua.desk.administration.sheet import Sheet, Typed, answer, day_boxes
from motcua.desk.administration.views.people import person_address, unit_of, unit_options
from motcua.desk.administration.words import role_options, staff_options
from motcua.directory.api import (
    Agency,
    Delegation,
    RoleGrant,
    Staff,
    Viewer,
    agency_to_administer,
    delegate,
    delegations_of,
    grant_role,
    revoke_delegation,
    revoke_role,
    role_words,
    staff,
    staff_of,
    staff_to_administer,
    viewer_of,
)
from motcua.rules.codes import Role

NO_CHOICE = gettext_lazy("Xin chọn một dòng.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def grant(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give somebody a role, in the whole agency or one unit, by a numbered decision."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)

    def give(typed: Typed) -> None:
        grant_role(
            staff=found,
            role=role_chosen(typed),
            unit=unit_of(typed, found.agency),
            valid_from=typed.day("valid_from"),
            valid_to=typed.day("valid_to"),
            reason=typed.said("reason"),
            by=viewer,
        )

    def fields(typed: Typed) -> list[FieldView]:
        return [
            typed.choose("role", _("Vai trò"), role_options(), widget="select"),
            typed.choose(
                "unit",
                _("Chỉ trong đơn vị"),
                unit_options(found.agency),
                widget="select",
                optional=True,
                hint=_("Để trống nếu vai trò dùng cho cả cơ quan."),
            ),
            typed.ask_day("valid_from", _("Từ ngày")),
            typed.ask_day(
                "valid_to", _("Đến hết ngày"), optional=True, hint=_("Để trống nếu chưa biết ngày kết thúc.")
            ),
            typed.text("reason", _("Số quyết định"), hint=_("Ví dụ 15/QĐ-UBND ngày 20/11/2026.")),
        ]

    sheet = Sheet(
        _("Giao vai trò cho %(name)s") % {"name": found.full_name},
        _("Giao vai trò"),
        person_address(found),
        sensitive=True,
        done=_("Đã giao vai trò."),
    )
    return answer(request, sheet, give, fields, day_boxes("valid_from", today()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def revoke(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """End a role, today or on a last day to come."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)
    held = RoleGrant.objects.select_related("staff__agency", "unit").filter(pk=number, staff=found).first()
    if held is None:
        raise NotFound("")

    def end(typed: Typed) -> None:
        last = typed.day("last_day")
        if last is not None and last < today():
            words = _("Ngày này đã qua. Để trống ô ngày nếu vai trò kết thúc ngay.")
            raise Refusal(words, fields={"last_day": words})
        revoke_role(grant=held, by=viewer, last_day=last)

    words = {"role": role_words(held.role), "name": found.full_name}
    sheet = Sheet(
        _("Thu vai trò %(role)s của %(name)s") % words,
        _("Thu vai trò"),
        person_address(found),
        warnings=[_("Từ lúc đó người này không mở được các việc của vai trò này. Muốn có lại thì giao lại.")],
        grave=True,
        sensitive=True,
        done=_("Đã thu vai trò."),
    )
    return answer(
        request,
        sheet,
        end,
        lambda typed: [
            typed.ask_day(
                "last_day", _("Ngày cuối còn giữ vai trò"), optional=True, hint=_("Để trống nếu kết thúc ngay bây giờ.")
            ),
        ],
    )


@never_cache
@require_safe
@staff(*KEEPERS)
def delegations(request: HttpRequest, code: str) -> HttpResponse:
    """What is lent in the agency, and to whom."""
    agency = agency_to_administer(viewer_of(request), code)
    found = [(each, role_words(each.role), _stands(each)) for each in delegations_of(agency=agency)[:100]]
    context = with_frame(request, agency, "delegations", delegations=found)
    return render(request, "desk/administration/delegations.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def lend(request: HttpRequest, code: str) -> HttpResponse:
    """Write down that one member of staff does what another may do, for some days."""
    viewer = viewer_of(request)
    agency = agency_to_administer(viewer, code)
    people = [each for each in staff_of(viewer, agency) if each.active]

    def write(typed: Typed) -> None:
        write_delegation(typed, person_chosen(typed, "from_staff", people), people, viewer)

    def fields(typed: Typed) -> list[FieldView]:
        options = staff_options(people)
        return [
            typed.choose("from_staff", _("Người giao"), options, widget="select"),
            *delegation_questions(
                typed, [each for each in options if each[0] != typed.said("from_staff")], role_options()
            ),
        ]

    sheet = Sheet(
        _("Giao quyền"),
        _("Ghi việc giao quyền"),
        back_to("delegations", agency),
        LENT_AS_HELD,
        sensitive=True,
        done=_("Đã ghi việc giao quyền."),
    )
    return answer(request, sheet, write, fields, day_boxes("valid_from", today()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def take_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take back what was lent."""
    viewer = viewer_of(request)
    agency = agency_to_administer(viewer, code)
    return end_delegation(request, number, _lent_in(agency), back_to("delegations", agency))


LENT_AS_HELD = gettext_lazy(
    "Người nhận làm được đúng những gì người giao được làm, kể cả giới hạn trong một đơn vị, và không giao lại cho "
    "người khác."
)


def delegation_questions(typed: Typed, people: list[tuple[str, str]], roles: list[tuple[str, str]]) -> list[FieldView]:
    """Role, to whom, from, to, decision."""
    return [
        typed.choose("role", _("Vai trò"), roles, widget="select"),
        typed.choose("to_staff", _("Người nhận"), people, widget="select"),
        typed.ask_day("valid_from", _("Từ ngày")),
        typed.ask_day("valid_to", _("Đến hết ngày")),
        typed.text("decision", _("Số văn bản giao quyền"), hint=_("Ví dụ 12/QĐ-UBND.")),
    ]


def write_delegation(typed: Typed, from_staff: Staff, people: list[Staff], viewer: Viewer) -> None:
    """Lend as typed. Raises `Refusal` with the boxes that are wrong."""
    first, last = typed.day("valid_from"), typed.day("valid_to")
    missing = {name: _("Chưa ghi ngày.") for name, day in (("valid_from", first), ("valid_to", last)) if day is None}
    if first is None or last is None:
        raise Refusal(_("Chưa ghi ngày."), fields=missing)
    delegate(
        from_staff=from_staff,
        to_staff=person_chosen(typed, "to_staff", people),
        role=role_chosen(typed),
        valid_from=first,
        valid_to=last,
        decision=typed.said("decision"),
        by=viewer,
    )


def end_delegation(
    request: HttpRequest, number: int, among: list[Delegation], back: tuple[str, object]
) -> HttpResponse:
    """The page that takes back one of `among`."""
    viewer = viewer_of(request)
    found = next((each for each in among if each.pk == number), None)
    if found is None:
        raise NotFound("")

    def end(typed: Typed) -> None:
        revoke_delegation(delegation=found, by=viewer)

    words = {"role": role_words(found.role), "name": found.to_staff.full_name}
    sheet = Sheet(
        _("Thu lại quyền %(role)s đã giao cho %(name)s") % words,
        _("Thu lại quyền"),
        back,
        warnings=[_("Người nhận không làm được việc này nữa, ngay từ bây giờ.")],
        grave=True,
        done=_("Đã thu lại."),
    )
    return answer(request, sheet, end)


def role_chosen(typed: Typed) -> Role:
    """The role in the box "role". Raises `Refusal` where none was chosen."""
    try:
        return Role(typed.said("role"))
    except ValueError as error:
        raise Refusal(NO_CHOICE, fields={"role": NO_CHOICE}) from error


def person_chosen(typed: Typed, name: str, people: list[Staff]) -> Staff:
    """Who was chosen in a box. Raises `Refusal` where nobody was."""
    found = next((each for each in people if each.public_id == typed.said(name)), None)
    if found is None:
        raise Refusal(NO_CHOICE, fields={name: NO_CHOICE})
    return found


def _lent_in(agency: Agency) -> list[Delegation]:
    return delegations_of(agency=agency, on=today())


def _stands(each: Delegation) -> str:
    if each.revoked_at is not None:
        return "taken_back"
    if each.valid_to < today():
        return "over"
    return "later" if each.valid_from > today() else "now"

"""One's own account: password, recovery codes, open sessions, roles, and what one lends to others."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base.clock import today
from motcua.base.kit.field_view import FieldView
from motcua.desk.administration.sheet import Sheet, Typed, answer, day_boxes
from motcua.desk.administration.views.roles import (
    LENT_AS_HELD,
    delegation_questions,
    end_delegation,
    write_delegation,
)
from motcua.desk.administration.words import device_words, staff_options
from motcua.desk.pages.head import with_head
from motcua.directory.api import (
    Delegation,
    Staff,
    User,
    Viewer,
    address_of,
    change_own_password,
    colleagues_of,
    delegations_of,
    end_session,
    follow_session,
    grants_of,
    make_recovery_codes,
    open_sessions,
    recovery_codes_left,
    role_words,
    staff,
    viewer_of,
)


@never_cache
@require_safe
@staff()
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    own, user = _own(viewer_of(request)), cast(User, request.user)
    sessions = [(each, device_words(each.device)) for each in open_sessions(user, here=request.session.session_key)]
    context = with_head(
        request,
        own=own,
        user=user,
        grants=[(each, role_words(each.role)) for each in grants_of([own], on=today())],
        lent=[(each, role_words(each.role), each.from_staff_id == own.pk) for each in _lent(own)],
        sessions=sessions,
        recovery_codes=recovery_codes_left(user),
    )
    return render(request, "desk/administration/account.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def password(request: HttpRequest) -> HttpResponse:
    """A new password; every other open session ends."""

    def change(typed: Typed) -> None:
        changed = change_own_password(
            user=cast(User, request.user),
            current=request.POST.get("current", ""),
            new=request.POST.get("new", ""),
            again=request.POST.get("again", ""),
            address=address_of(request),
        )
        _stay(request, changed)

    sheet = Sheet(
        _("Đổi mật khẩu"),
        _("Đổi mật khẩu"),
        _back(),
        _("Mọi phiên đang mở ở máy khác sẽ đóng lại."),
        done=_("Đã đổi mật khẩu."),
        template="desk/administration/password.html",
        more={"username": cast(User, request.user).username},
    )
    return answer(request, sheet, change)


@sensitive_post_parameters()
@sensitive_variables("codes")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten codes for the day the phone is lost, shown once."""

    def make(typed: Typed) -> HttpResponse:
        user = cast(User, request.user)
        codes = make_recovery_codes(user=user, password=request.POST.get("current", ""), address=address_of(request))
        return render(request, "desk/administration/codes.html", with_head(request, codes=codes, user=user))

    sheet = Sheet(
        _("Mã dự phòng"),
        _("Tạo 10 mã mới"),
        _back(),
        _("Mỗi mã thay mã xác thực một lần, khi không có điện thoại. Tạo mã mới thì mã cũ hết dùng."),
        template="desk/administration/password.html",
        more={"only_current": True, "username": cast(User, request.user).username},
    )
    return answer(request, sheet, make)


@never_cache
@require_POST
@staff()
def end(request: HttpRequest, session: int) -> HttpResponse:
    """End one of the open sessions."""
    end_session(user=cast(User, request.user), session=session, by=viewer_of(request))
    messages.success(request, _("Đã đóng phiên."), extra_tags="done")
    return HttpResponseRedirect(_back()[0])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def lend(request: HttpRequest) -> HttpResponse:
    """Lend one of one's own roles for some days."""
    viewer = viewer_of(request)
    own = _own(viewer)
    people = colleagues_of(own)
    roles = list(dict.fromkeys((each.role, role_words(each.role)) for each in grants_of([own], on=today())))

    def write(typed: Typed) -> None:
        write_delegation(typed, own, people, viewer)

    def fields(typed: Typed) -> list[FieldView]:
        return delegation_questions(typed, staff_options(people), roles)

    sheet = Sheet(
        _("Giao quyền của tôi"),
        _("Giao quyền"),
        _back(),
        LENT_AS_HELD,
        sensitive=True,
        warnings=[] if roles else [_("Ông/bà chưa có vai trò nào để giao.")],
        done=_("Đã giao quyền."),
    )
    return answer(request, sheet, write, fields, day_boxes("valid_from", today()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what one lent."""
    own = _own(viewer_of(request))
    return end_delegation(request, number, [each for each in _lent(own) if each.from_staff_id == own.pk], _back())


def _own(viewer: Viewer) -> Staff:
    if viewer.staff is None:
        raise ValueError("only staff have this page")
    return viewer.staff


def _lent(own: Staff) -> list[Delegation]:
    return delegations_of(staff=own, on=today())


def _back() -> tuple[str, object]:
    return reverse("account:account"), _("Tài khoản của tôi")


def _stay(request: HttpRequest, user: User) -> None:
    before = str(request.session.session_key)
    update_session_auth_hash(request, user)  # gives the session another key
    follow_session(before, str(request.session.session_key))

"""Deeds on somebody's account: switch off, let in again, unlock, new password, new second factor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from motcua.desk.administration.frame import KEEPERS
from motcua.desk.administration.people import in_hand
from motcua.desk.administration.sheet import Sheet, Typed, answer
from motcua.desk.administration.views.people import person_address, show_password
from motcua.directory.api import (
    Staff,
    deactivate_staff,
    reactivate_staff,
    reset_password,
    reset_second_factor,
    staff,
    staff_to_administer,
    unlock_account,
    viewer_of,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def leave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody leaves: account off, roles ended, what was in hand back to the colleagues."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)
    sheet = Sheet(
        _("Cho %(name)s ngừng làm việc") % {"name": found.full_name},
        _("Đúng, cho ngừng làm việc"),
        person_address(found),
        warnings=_consequences(found),
        grave=True,
        done=_("Tài khoản đã ngừng."),
    )

    def switch_off(typed: Typed) -> None:
        deactivate_staff(staff=found, by=viewer)

    return answer(request, sheet, switch_off)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def come_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody comes back."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)
    sheet = Sheet(
        _("Mở lại tài khoản của %(name)s") % {"name": found.full_name},
        _("Mở lại tài khoản"),
        person_address(found),
        _("Người này đăng nhập lại được bằng mật khẩu và mã xác thực đã có. Vai trò đã kết thúc thì phải giao lại."),
        done=_("Tài khoản đã mở lại."),
    )

    def switch_on(typed: Typed) -> None:
        reactivate_staff(staff=found, by=viewer)

    return answer(request, sheet, switch_on)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def unlock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open an account that wrong attempts locked."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)
    sheet = Sheet(
        _("Mở khóa tài khoản của %(name)s") % {"name": found.full_name},
        _("Mở khóa"),
        person_address(found),
        warnings=[_("Gặp hoặc gọi cho người này trước: có thể ai khác đã thử mật khẩu của họ.")],
        done=_("Đã mở khóa."),
    )

    def open_again(typed: Typed) -> None:
        unlock_account(staff=found, by=viewer)

    return answer(request, sheet, open_again)


@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def password(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new first password, shown once."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)
    sheet = Sheet(
        _("Cấp mật khẩu mới cho %(name)s") % {"name": found.full_name},
        _("Cấp mật khẩu mới"),
        person_address(found),
        warnings=[
            _("Mật khẩu cũ hết dùng và mọi phiên đang mở của người này đóng lại."),
            _("Mật khẩu mới chỉ hiện một lần. Người này phải tự đổi khi đăng nhập."),
        ],
        grave=True,
    )

    def give(typed: Typed) -> HttpResponse:
        return show_password(request, found, reset_password(staff=found, by=viewer))

    return answer(request, sheet, give)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def second_factor(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the second factor off, for a lost phone."""
    viewer = viewer_of(request)
    found = staff_to_administer(viewer, public_id)
    sheet = Sheet(
        _("Gỡ mã xác thực của %(name)s") % {"name": found.full_name},
        _("Gỡ mã xác thực"),
        person_address(found),
        warnings=[
            _("Chỉ làm khi người này mất điện thoại và hết mã dự phòng. Gặp hoặc gọi để chắc đúng người."),
            _("Mọi phiên đang mở đóng lại. Lần đăng nhập tới, người này cài mã xác thực mới."),
        ],
        grave=True,
        done=_("Đã gỡ mã xác thực."),
    )

    def take_off(typed: Typed) -> None:
        reset_second_factor(staff=found, by=viewer)

    return answer(request, sheet, take_off)


def _consequences(found: Staff) -> list[str]:
    hand = in_hand(found)
    said = [
        _("Người này không đăng nhập được nữa; phiên đang mở đóng lại ngay."),
        _("Mọi vai trò và quyền đã giao, đã nhận kết thúc từ hôm nay. Chứng thư số thì thu hồi ở trang Chứng thư số."),
    ]
    if hand.steps:
        said.append(
            ngettext(
                "%(n)s hồ sơ đang giữ trở lại hàng chờ của đơn vị.",
                "%(n)s hồ sơ đang giữ trở lại hàng chờ của đơn vị.",
                hand.steps,
            )
            % {"n": hand.steps}
        )
    if hand.tasks:
        said.append(
            ngettext(
                "%(n)s nhiệm vụ của kế hoạch còn lại cho đơn vị, chưa có người làm.",
                "%(n)s nhiệm vụ của kế hoạch còn lại cho đơn vị, chưa có người làm.",
                hand.tasks,
            )
            % {"n": hand.tasks}
        )
    return said

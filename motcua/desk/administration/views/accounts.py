"""Deeds on somebody's account, as a table: switch off, let in again, unlock, new password, new second factor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
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

Perform = Callable[[HttpRequest, Staff], HttpResponse | None]


@dataclass(frozen=True)
class Act:
    """One deed on an account: `title` names %(name)s; `warnings` say, of that person, what it brings about."""

    name: str
    slug: str
    title: object
    button: object
    perform: Perform
    done: object = ""
    note: object = ""
    warnings: Callable[[Staff], Sequence[object]] = lambda found: ()
    grave: bool = False


def page(act: Act) -> Callable[..., HttpResponseBase]:
    """The page of an act: says what it brings about, asks for the second factor, does it."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @staff(*KEEPERS)
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        found = staff_to_administer(viewer_of(request), public_id)
        sheet = Sheet(
            str(act.title) % {"name": found.full_name},
            act.button,
            person_address(found),
            act.note,
            warnings=act.warnings(found),
            grave=act.grave,
            sensitive=True,
            done=act.done,
        )

        def do(typed: Typed) -> HttpResponse | None:
            return act.perform(request, found)

        return answer(request, sheet, do)

    return view


def _leave(request: HttpRequest, found: Staff) -> None:
    deactivate_staff(staff=found, by=viewer_of(request))


def _come_back(request: HttpRequest, found: Staff) -> None:
    reactivate_staff(staff=found, by=viewer_of(request))


def _unlock(request: HttpRequest, found: Staff) -> None:
    unlock_account(staff=found, by=viewer_of(request))


def _password(request: HttpRequest, found: Staff) -> HttpResponse:
    return show_password(request, found, reset_password(staff=found, by=viewer_of(request)))


def _second_factor(request: HttpRequest, found: Staff) -> None:
    reset_second_factor(staff=found, by=viewer_of(request))


def _consequences(found: Staff) -> list[object]:
    hand = in_hand(found)
    said: list[object] = [
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


ACTS = (
    Act(
        "leave", "ngung", _("Cho %(name)s ngừng làm việc"), _("Đúng, cho ngừng làm việc"), _leave,
        _("Tài khoản đã ngừng."), warnings=_consequences, grave=True,
    ),
    Act(
        "come_back", "mo-lai", _("Mở lại tài khoản của %(name)s"), _("Mở lại tài khoản"), _come_back,
        _("Tài khoản đã mở lại."),
        _("Người này đăng nhập lại được bằng mật khẩu và mã xác thực đã có. Vai trò đã kết thúc thì phải giao lại."),
    ),
    Act(
        "unlock", "mo-khoa", _("Mở khóa tài khoản của %(name)s"), _("Mở khóa"), _unlock, _("Đã mở khóa."),
        warnings=lambda found: [_("Gặp hoặc gọi cho người này trước: có thể ai khác đã thử mật khẩu của họ.")],
    ),
    Act(
        "password", "mat-khau", _("Cấp mật khẩu mới cho %(name)s"), _("Cấp mật khẩu mới"), _password,
        warnings=lambda found: [
            _("Mật khẩu cũ hết dùng và mọi phiên đang mở của người này đóng lại."),
            _("Mật khẩu mới chỉ hiện một lần. Người này phải tự đổi khi đăng nhập."),
        ],
        grave=True,
    ),
    Act(
        "second_factor", "ma-xac-thuc", _("Gỡ mã xác thực của %(name)s"), _("Gỡ mã xác thực"), _second_factor,
        _("Đã gỡ mã xác thực."),
        warnings=lambda found: [
            _("Chỉ làm khi người này mất điện thoại và hết mã dự phòng. Gặp hoặc gọi để chắc đúng người."),
            _("Mọi phiên đang mở đóng lại. Lần đăng nhập tới, người này cài mã xác thực mới."),
        ],
        grave=True,
    ),
)  # fmt: skip

"""Several results at once: those somebody looked at, one after another, and confirms in one press."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.base.errors import Refusal
from motcua.board.views.plans import saying
from motcua.directory.api import Viewer, staff, viewer_of
from motcua.plans.api import Task, check_part, check_task, to_check


@staff()
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Confirm every result that was ticked and still waits for this viewer."""
    viewer, seen = viewer_of(request), set(request.POST.getlist("seen"))
    saying.done_or_told(request, lambda: _check(viewer, seen), _said(len(seen)))
    return redirect("board:plan_mine")


def _check(viewer: Viewer, seen: set[str]) -> None:
    waiting = {each.public_id: each for each in to_check(viewer)}
    if not seen:
        raise Refusal(_("Xin đánh dấu các kết quả đã xem."))
    if not seen <= set(waiting):
        raise Refusal(_("Có kết quả vừa được người khác kiểm tra hoặc mở lại. Xin xem lại danh sách."))
    for each in (waiting[public_id] for public_id in sorted(seen)):
        if isinstance(each, Task):
            check_task(task=each, by=viewer)
        else:
            check_part(part=each, by=viewer)


def _said(count: int) -> str:
    return ngettext("Đã xác nhận %(n)d kết quả.", "Đã xác nhận %(n)d kết quả.", count) % {"n": count}

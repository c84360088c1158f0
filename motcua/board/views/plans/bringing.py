"""Bringing a plan in: a file or pasted words; what takes long is read by a worker while a page says how far it is."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.files.antivirus import scan
from motcua.board.views.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.plans.api import LARGEST, Arrival, Plan, arrival_for, plan_for, take_in

SECONDS_A_PAGE = 3


@staff()
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Read what was sent and go to confirm what was understood; a refusal is said on the list."""
    viewer = viewer_of(request)
    try:
        if viewer.staff is None:
            raise Refusal(_("Xin chọn tệp kế hoạch."))
        content, name = _sent(request)
        scan(content)
        changed = request.POST.get("replaces", "")
        found, made = take_in(
            content=content,
            name=name,
            agency=viewer.staff.agency,
            by=viewer,
            replaces=plan_for(viewer, changed) if changed else None,
        )
    except Refusal as refusal:
        messages.warning(request, str(refusal.message), extra_tags="wait")
        return redirect("board:plans")
    if isinstance(found, Arrival):
        return redirect("board:plan_reading", found.public_id)
    if not made:
        messages.info(request, _("Tệp này đã được đưa vào trước đây."), extra_tags="news")
    return redirect(_page_of(found), found.public_id)


def _sent(request: HttpRequest) -> tuple[bytes, str]:
    """Content and name of what was sent: a file, else pasted words."""
    upload, words = request.FILES.get("file"), request.POST.get("text", "")
    if upload is not None:
        if (upload.size or 0) > LARGEST:
            raise Refusal(_("Tệp lớn hơn 30 MB. Xin tách phần phụ lục hoặc quét ở mức 200 dpi rồi tải lại."))
        return upload.read(), upload.name or ""
    if words.strip():
        return words.replace("\r\n", "\n").encode(), "van-ban-dan.txt"
    raise Refusal(_("Xin chọn tệp kế hoạch hoặc dán nội dung vào ô."))


@staff()
@never_cache
@require_safe
def reading(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far the worker is; goes on to the plan when it is read. Asks again by itself, with scripts and without."""
    found = arrival_for(viewer_of(request), public_id)
    if found.plan is not None:
        return redirect(_page_of(found.plan), found.plan.public_id)
    expected = SECONDS_A_PAGE * (found.pages or 1)
    spent = int((now() - found.began_at) / timedelta(seconds=1)) if found.began_at else 0
    context = with_head(
        request,
        arrival=found,
        expected=expected,
        spent=spent,
        share=min(spent / expected, 0.95) if found.began_at else 0.0,
        goes_on=found.state in (Arrival.State.WAITING, Arrival.State.READING),
    )
    return render(request, "board/plans/reading.html", context)


def _page_of(plan: Plan) -> str:
    return "board:plan_confirm" if plan.state == plan.State.DRAFT else "board:plan"

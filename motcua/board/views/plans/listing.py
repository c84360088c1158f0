"""All plans, bringing one in, what I owe and what is late."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.base.errors import Refusal
from motcua.base.files.antivirus import scan
from motcua.board.views.plans.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.plans.api import import_plan, keeps_plans, late_tasks, my_tasks, plans_of

LARGEST = 30 * 1024 * 1024


@staff()
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of the viewer's agencies; who keeps them finds the form to bring one in."""
    viewer = viewer_of(request)
    keeps = viewer.staff is not None and keeps_plans(viewer, viewer.staff.agency)
    return render(request, "board/plans/list.html", with_head(request, plans=plans_of(viewer)[:200], keeps=keeps))


@staff()
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Read the file and go to confirm what was understood; a refusal is said on the list."""
    viewer, upload = viewer_of(request), request.FILES.get("file")
    try:
        if upload is None or viewer.staff is None:
            raise Refusal(_("Xin chọn tệp kế hoạch."))
        if (upload.size or 0) > LARGEST:
            raise Refusal(_("Tệp lớn hơn 30 MB. Xin tách phần phụ lục hoặc quét ở mức 200 dpi rồi tải lại."))
        content = upload.read()
        scan(content)
        plan, made = import_plan(content=content, name=upload.name or "", agency=viewer.staff.agency, by=viewer)
    except Refusal as refusal:
        messages.warning(request, str(refusal.message), extra_tags="wait")
        return redirect("board:plans")
    if not made:
        messages.info(request, _("Tệp này đã được đưa vào trước đây."), extra_tags="news")
    return redirect("board:plan_confirm" if plan.state == plan.State.DRAFT else "board:plan", plan.public_id)


@staff()
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I owe, and what is late in my agency and whose."""
    viewer = viewer_of(request)
    return render(
        request, "board/plans/mine.html", with_head(request, mine=my_tasks(viewer), late=late_tasks(viewer)[:200])
    )

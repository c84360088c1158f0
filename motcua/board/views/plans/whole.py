"""A plan as a whole, its files, and the figures of its targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.files import open_file
from motcua.base.kit.drawings import gauge
from motcua.board.plan_line import time_line
from motcua.board.views.plans.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.plans.api import (
    FORMATS,
    Standing,
    enter_figure,
    export_plan,
    may_enter_figure,
    plan_for,
    standing_of,
    target_for,
    tasks_of,
)

SEALED = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True)
class Drawn:
    """A target, its picture, and whether this viewer may enter its figure."""

    standing: Standing
    picture: SafeString | None
    may_enter: bool


@staff()
@require_safe
def whole(request: HttpRequest, public_id: str) -> HttpResponse:
    """Gauges, time line, tasks; a draft has only its confirm page."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    if plan.state == plan.State.DRAFT:
        return redirect("board:plan_confirm", public_id)
    tasks, day = list(tasks_of(plan)), today()
    drawn = [
        Drawn(each, _gauge(each), not each.counted and bool(may_enter_figure(viewer, each.target)))
        for each in standing_of(plan)
    ]
    context = with_head(
        request,
        plan=plan,
        targets=drawn,
        tasks=[(each, each.late_on(day)) for each in tasks],
        done=sum(each.stage == "done" for each in tasks),
        late=sum(each.late_on(day) for each in tasks),
        line=time_line(tasks, day),
        corrections=plan.corrections.count(),
        shapes=FORMATS,
    )
    return render(request, "board/plans/whole.html", context)


def _gauge(stands: Standing) -> SafeString | None:
    goal = stands.target.value
    if stands.value is None or goal is None:
        return None
    end = 100.0 if stands.target.measure_unit == "%" else max(float(goal), stands.value, 1.0) * 1.25
    return gauge(stands.value, target=float(goal), scale_end=end, label=f"{stands.value:g} / {goal.normalize():f}")


@staff()
@require_POST
def figure(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter a figure with its day and source."""
    viewer, said = viewer_of(request), request.POST
    target = target_for(viewer, public_id)
    try:
        enter_figure(
            target=target,
            value=_number(said.get("value", "")),
            as_of=_day(said.get("as_of", "")),
            source=said.get("source", ""),
            by=viewer,
        )
        messages.success(request, _("Đã ghi số liệu, có đánh dấu nhập tay."), extra_tags="done")
    except Refusal as refusal:
        messages.warning(request, str(refusal.message), extra_tags="wait")
    return redirect("board:plan", target.plan.public_id)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Refusal(_("Giá trị phải là một con số, ví dụ 85 hoặc 82,5.")) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(_("Xin chọn ngày của số liệu.")) from None


@staff()
@never_cache
@require_safe
def out(request: HttpRequest, public_id: str, shape: str) -> HttpResponse:
    """The plan as a file to keep."""
    plan = plan_for(viewer_of(request), public_id)
    if shape not in FORMATS:
        raise Http404
    content, media_type = export_plan(plan, shape)
    name = f"ke-hoach-{plan.public_id}.{shape}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **SEALED}
    return HttpResponse(content, content_type=media_type, headers=headers)


@staff()
@never_cache
@require_safe
def source(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file as it was brought, always as an attachment."""
    stored = plan_for(viewer_of(request), public_id).source
    try:
        content = open_file(stored)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=stored.media_type, headers=SEALED
    )

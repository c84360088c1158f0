"""One task: what it asks for, how it goes, its product."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.board.views.plans.head import with_head
from motcua.directory.api import Staff, Unit, Viewer, staff, viewer_of
from motcua.plans.api import (
    Task,
    assign_task,
    close_task,
    keeps_plans,
    may_work_on,
    reminders_of,
    reopen_task,
    report_progress,
    task_for,
)


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look at it, or do one thing with it."""
    viewer = viewer_of(request)
    found = task_for(viewer, public_id)
    if request.method == "POST":
        try:
            _do(found, request, viewer)
            messages.success(request, _("Đã ghi."), extra_tags="done")
        except Refusal as refusal:
            messages.warning(request, str(refusal.message), extra_tags="wait")
        return redirect("board:plan_task", public_id)
    followed = found.plan.state == "confirmed" and found.state == "confirmed"
    keeps = followed and keeps_plans(viewer, found.plan.agency_id)
    context = with_head(
        request,
        task=found,
        late=found.late_on(today()),
        notes=found.progress.order_by("at", "pk"),
        reminders=reminders_of(found),
        works=followed and found.is_open and bool(may_work_on(viewer, found)),
        keeps=keeps,
        units=Unit.objects.filter(agency=found.plan.agency, active=True).order_by("name") if keeps else (),
        people=Staff.objects.filter(agency=found.plan.agency, active=True).order_by("full_name") if keeps else (),
    )
    return render(request, "board/plans/task.html", context)


def _do(found: Task, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    deed, words = said.get("deed"), said.get("words", "")
    if deed == "close":
        close_task(task=found, evidence_text=words, by=viewer)
    elif deed == "reopen":
        reopen_task(task=found, reason=words, by=viewer)
    elif deed == "assign":
        unit = Unit.objects.filter(agency=found.plan.agency_id, code=said.get("unit", "")).first()
        person = Staff.objects.filter(agency=found.plan.agency_id, public_id=said.get("staff", "")).first()
        assign_task(task=found, unit=unit, staff=person, by=viewer)
    else:
        report_progress(task=found, note=words, by=viewer)

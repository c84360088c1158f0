"""Confirming a plan: its text on one side, what was understood on the other, the least sure first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base.errors import Refusal
from motcua.board.views.head import with_head
from motcua.board.views.plans import saying
from motcua.directory.api import Viewer, staff, viewer_of
from motcua.plans.api import (
    COMPARATORS,
    SURE_ENOUGH,
    Target,
    Task,
    UnseenVersion,
    add_item,
    confirm_item,
    confirm_plan,
    correct_head,
    correct_item,
    corrections_of,
    drop_item,
    faults_of,
    keeps_plans,
    plan_for,
    reading_quality,
    target_for,
    task_for,
    to_confirm,
)

FINDERS: dict[str, Callable[[Viewer, str], Target | Task]] = {"chi-tieu": target_for, "nhiem-vu": task_for}


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look at everything, then put the plan in force. Works without scripts; j and k walk through the items."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    if request.method == "POST":
        try:
            confirm_plan(plan=plan, by=viewer, replaces=request.POST.get("replaces", ""))
        except Refusal as refusal:
            messages.warning(request, str(refusal.message), extra_tags="wait")
            unseen = isinstance(refusal, UnseenVersion) and plan.previous is not None
            return redirect("board:plan_compare" if unseen else "board:plan_confirm", public_id)
        messages.success(request, _("Kế hoạch đã được xác nhận và bắt đầu theo dõi."), extra_tags="done")
        return redirect("board:plan", public_id)
    items = to_confirm(plan)
    waiting = [each for each in items if each.state == "proposed"]
    context = with_head(
        request,
        plan=plan,
        items=_with_first(items, lambda item: item.source_line),
        lines=_with_first(plan.lines, lambda line: line[0]),
        waiting=len(waiting),
        unsure=sum(each.confidence < SURE_ENOUGH for each in waiting),
        sure_enough=SURE_ENOUGH,
        comparators=COMPARATORS,
        faults=faults_of(plan),
        corrections=corrections_of(plan),
        quality=reading_quality(plan),
        may=keeps_plans(viewer, plan.agency_id) and plan.state == plan.State.DRAFT,
    )
    return render(request, "board/plans/confirm.html", context)


def _with_first(rows: Iterable[Any], line_of: Callable[[Any], int]) -> list[tuple[Any, bool]]:
    """Each row, and whether it is the first of its line of the source: only that one carries the anchor."""
    seen: set[int] = set()
    found = []
    for row in rows:
        line = line_of(row)
        found.append((row, line not in seen))
        seen.add(line)
    return found


@staff()
@require_POST
def judge(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """One item: right, put right, or none."""
    if kind not in FINDERS:
        raise Http404
    viewer = viewer_of(request)
    item = FINDERS[kind](viewer, public_id)
    try:
        _judged(item, request, viewer)
    except Refusal as refusal:
        messages.warning(request, str(refusal.message), extra_tags="wait")
    return redirect(reverse("board:plan_confirm", args=[item.plan.public_id]) + "#con-lai")


@staff()
@require_POST
def head(request: HttpRequest, public_id: str) -> HttpResponse:
    """Title, number and day of the plan, put right by a person."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    values = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    saying.done_or_told(request, lambda: correct_head(plan=plan, values=values, by=viewer))
    return redirect("board:plan_confirm", public_id)


@staff()
@require_POST
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the reader missed, typed in by a person."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    said = request.POST
    values = {key: value for key, value in said.items() if isinstance(value, str)}
    kind = Target if said.get("kind") == "chi-tieu" else Task
    line = saying.whole_number(said.get("line", ""))
    saying.done_or_told(request, lambda: add_item(plan=plan, kind=kind, values=values, line=line, by=viewer))
    return redirect("board:plan_confirm", public_id)


def _judged(item: Target | Task, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    told = said.get("revision", "")
    revision = int(told) if told.isdecimal() and len(told) < 9 else -1
    deed = said.get("deed")
    if deed == "drop":
        drop_item(item=item, revision=revision, by=viewer)
    elif deed == "correct":
        values = {key: value for key, value in said.items() if isinstance(value, str)}
        if not correct_item(item=item, values=values, revision=revision, by=viewer):
            confirm_item(item=item, revision=revision, by=viewer)
    else:
        confirm_item(item=item, revision=revision, by=viewer)

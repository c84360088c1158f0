"""A plan changes: two versions beside each other, and taking one back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.board.views.head import with_head
from motcua.board.views.plans import saying
from motcua.directory.api import staff, viewer_of
from motcua.plans.api import compare, keeps_plans, plan_for, withdraw_plan


@staff()
@require_safe
def compared(request: HttpRequest, public_id: str) -> HttpResponse:
    """What this version changes in the one before it; whoever may put a draft in force does so from here too."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    if plan.previous is None:
        raise Http404
    targets, tasks = compare(plan.previous, plan)
    both = [(_("Chỉ tiêu"), targets), (_("Nhiệm vụ"), tasks)]
    may = keeps_plans(viewer, plan.agency_id) and plan.state == plan.State.DRAFT
    context = with_head(request, plan=plan, old=plan.previous, both=both, may=may)
    return render(request, "board/plans/compare.html", context)


@staff()
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Follow it no longer."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    reason = request.POST.get("words", "")
    saying.done_or_told(request, lambda: withdraw_plan(plan=plan, reason=reason, by=viewer), _("Kế hoạch đã rút."))
    return redirect("board:plan" if plan.confirmed_at else "board:plans", *([public_id] if plan.confirmed_at else []))

"""Models worth copying, across agencies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.board.views.head import with_head
from motcua.board.views.plans import saying
from motcua.directory.api import staff, viewer_of
from motcua.plans.api import (
    copy_model,
    good_model_for,
    good_models,
    may_copy_models,
    may_withdraw_model,
    withdraw_model,
)


@staff()
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The most copied first."""
    viewer = viewer_of(request)
    own = viewer.staff.agency_id if viewer.staff else None
    copied = set(good_models().filter(copies__agency=own).values_list("pk", flat=True))
    may_copy = bool(may_copy_models(viewer))
    rows = [
        (each, each.pk in copied, may_copy and each.agency_id != own, bool(may_withdraw_model(viewer, each)))
        for each in good_models()[:200]
    ]
    return render(request, "board/plans/models.html", with_head(request, models=rows))


@staff()
@require_POST
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that one's own agency does so too, or take one's own model back."""
    viewer = viewer_of(request)
    found = good_model_for(viewer, public_id)
    if request.POST.get("deed") == "withdraw":
        saying.done_or_told(request, lambda: withdraw_model(model=found, by=viewer))
    else:
        saying.done_or_told(request, lambda: copy_model(model=found, by=viewer))
    return redirect("board:plan_models")

"""One period of a task, and the files that show what was delivered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.board.views.plans import saying
from motcua.board.views.plans.files import given
from motcua.directory.api import Viewer, staff, viewer_of
from motcua.plans.api import Part, add_evidence, check_part, close_part, evidence_for, part_for, reopen_part


@staff()
@require_POST
def part(request: HttpRequest, public_id: str) -> HttpResponse:
    """Deliver the product of one period, or say that it was none."""
    viewer = viewer_of(request)
    found = part_for(viewer, public_id)
    saying.done_or_told(request, lambda: _do(found, request, viewer))
    return redirect(reverse("board:plan_task", args=[found.task.public_id]) + "#ky")


def _do(found: Part, request: HttpRequest, viewer: Viewer) -> None:
    words, upload = request.POST.get("words", ""), request.FILES.get("file")
    if request.POST.get("deed") == "reopen":
        reopen_part(part=found, reason=words, by=viewer)
        return
    if request.POST.get("deed") == "check":
        check_part(part=found, by=viewer)
        return
    kept = None
    if upload is not None:
        kept = add_evidence(
            task=found.task, part=found, content=upload.read(), name=upload.name or "", title=words, by=viewer
        ).file
    close_part(part=found, evidence_text=words, evidence=kept, by=viewer)


@staff()
@never_cache
@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file, as an attachment, to whoever may see the plan."""
    return given(evidence_for(viewer_of(request), public_id).file)

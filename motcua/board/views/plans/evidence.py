"""One period of a task, and the files that show what was delivered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.board.views.plans import saying
from motcua.board.views.plans.files import file_view
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
    words = request.POST.get("words", "")
    if request.POST.get("deed") == "reopen":
        reopen_part(part=found, reason=words, by=viewer)
        return
    if request.POST.get("deed") == "check":
        check_part(part=found, by=viewer)
        return
    content, name = saying.upload(request)
    kept = None
    if name:
        kept = add_evidence(task=found.task, part=found, content=content, name=name, title=words, by=viewer).file
    close_part(part=found, evidence_text=words, evidence=kept, by=viewer)


one = file_view(evidence_for, lambda evidence: evidence.file)

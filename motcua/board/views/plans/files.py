"""A plan as files: as it was brought, as a table, a document, data, or printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.base.clock import today
from motcua.base.files.serving import locked_up, serve
from motcua.base.models import StoredFile
from motcua.directory.api import Viewer, staff, viewer_of
from motcua.plans.api import FORMATS, assignments_as_pdf, export_plan, plan_as_pdf, plan_for, report_as_pdf

Found = TypeVar("Found")
FileView = Callable[..., HttpResponseBase]


@staff()
@never_cache
@require_safe
def out(request: HttpRequest, public_id: str, shape: str) -> HttpResponse:
    """The plan as a file to keep."""
    plan = plan_for(viewer_of(request), public_id)
    if shape not in FORMATS:
        raise Http404
    content, media_type = export_plan(plan, shape)
    return attached(content, media_type, f"ke-hoach-{plan.public_id}.{shape}")


@staff()
@never_cache
@require_safe
def printed(request: HttpRequest, public_id: str, paper: str) -> HttpResponse:
    """The plan (`ke-hoach`), how it goes today (`bao-cao`) or what each unit owes (`giao-viec`), as Decree 30/2020."""
    plan = plan_for(viewer_of(request), public_id)
    if paper == "ke-hoach":
        content = plan_as_pdf(plan)
    elif paper == "giao-viec" and plan.state != plan.State.DRAFT:
        content = assignments_as_pdf(plan)
    elif paper == "bao-cao" and plan.state != plan.State.DRAFT:
        content = report_as_pdf(plan, today())
    else:
        raise Http404
    return attached(content, "application/pdf", f"{paper}-{plan.public_id}.pdf")


def file_view(find: Callable[[Viewer, str], Found], file_of: Callable[[Found], StoredFile | None]) -> FileView:
    """The view of a file that belongs to what `find` finds, always as an attachment; 404 where there is none."""

    @staff()
    @never_cache
    @require_safe
    def view(request: HttpRequest, public_id: str) -> HttpResponseBase:
        stored = file_of(find(viewer_of(request), public_id))
        if stored is None:
            raise Http404
        return given(stored)

    return view


def given(stored: StoredFile) -> HttpResponseBase:
    """A kept file as an attachment that runs nothing; 404 where the store has lost it."""
    try:
        return serve(stored, download=True)
    except FileNotFoundError:
        raise Http404 from None


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Bytes made just now, as a file to keep that runs nothing."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    locked_up(answer)
    return answer


source = file_view(plan_for, lambda plan: plan.source)

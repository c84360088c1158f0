"""The work list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.base.clock import now
from motcua.desk.pages.head import with_head
from motcua.desk.pages.listing import work_page
from motcua.directory.api import staff, viewer_of
from motcua.dossiers.api import seat_of

LONGEST_QUERY = 80


@never_cache
@require_safe
@staff()
def work(request: HttpRequest) -> HttpResponse:
    """What is to be done, the one due first at the top."""
    viewer = viewer_of(request)
    page = work_page(
        viewer,
        seat_of(viewer),
        chosen=request.GET.get("loc", ""),
        query=request.GET.get("q", "").strip()[:LONGEST_QUERY],
        after=request.GET.get("sau", ""),
    )
    return render(request, "desk/work.html", with_head(request, page=page, read_at=now()))


@require_safe
@staff()
def keys(request: HttpRequest) -> HttpResponse:
    """The keys, for whoever has no script or wants them on paper."""
    return render(request, "desk/keys.html", with_head(request))

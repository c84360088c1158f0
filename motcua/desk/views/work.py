"""The work list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.base.clock import now
from motcua.desk.pages.first import begins_at
from motcua.desk.pages.head import with_head
from motcua.desk.pages.listing import work_page
from motcua.directory.api import staff, viewer_of
from motcua.dossiers.api import seat_of

LONGEST_QUERY = 80


@never_cache
@require_safe
@staff()
def work(request: HttpRequest) -> HttpResponse:
    """What is to be done, the one due first at the top. Whoever comes to a list on which nothing waits for
    them, and who has other things to do here, is led to these."""
    viewer = viewer_of(request)
    seat = seat_of(viewer)
    elsewhere = "" if request.GET else begins_at(viewer, seat)
    if elsewhere:
        return redirect(elsewhere)
    page = work_page(
        viewer,
        seat,
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

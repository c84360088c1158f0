"""What staff are told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.desk.pages.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.notices.api import inbox as notices_of
from motcua.notices.api import read

# What a notice is about → the page that shows it.
PAGES = {
    "dossier": "desk:dossier",
    "plan_task": "board:plan_task",
    "plan_obstacle": "board:plan_obstacle",
    "plan_answer": "board:plan_obstacle",
    "plan_received": "board:plan_received",
    "plan_input": "board:plan_input",
    "plan_inspection": "board:plan_inspection",
    "plan_finding": "board:plan_finding",
    "plan_reports": "board:plan_reports",
}


@never_cache
@require_safe
@staff()
def inbox(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    return render(request, "desk/inbox.html", with_head(request, notices=notices_of(viewer_of(request))))


@never_cache
@require_POST
@staff()
def notice(request: HttpRequest, notice: str) -> HttpResponse:
    """Mark it read and go to what it is about."""
    about = read(viewer_of(request), notice).about
    kind, _sep, reference = about.partition(":")
    if kind in PAGES and reference:
        return HttpResponseRedirect(reverse(PAGES[kind], args=[reference]))
    return HttpResponseRedirect(reverse("desk:inbox"))

"""The communes of a province, for the list beneath it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.directory.doors import public
from motcua.portal.questions import commune_choices


@public
@require_safe
@cache_control(public=True, max_age=86400)
def communes(request: HttpRequest, province: str) -> HttpResponse:
    """Lines of a list, the empty one first. 404 where there is no such province."""
    found = commune_choices(province)
    if not found:
        raise Http404
    return render(request, "portal/communes.html", {"communes": found})

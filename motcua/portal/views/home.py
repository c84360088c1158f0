"""The first page: what do you need to do?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.directory.doors import public, viewer_of
from motcua.guide.api import life_events
from motcua.portal.mine import FEW, figures_of_the_month, my_open_dossiers, my_open_drafts


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, six life events, what is mine, and the month's figures as plain sentences."""
    viewer = viewer_of(request)
    return render(
        request,
        "portal/home.html",
        {
            "events": life_events(),
            "dossiers": my_open_dossiers(viewer),
            "drafts": my_open_drafts(viewer, FEW),
            "figures": figures_of_the_month(get_language() or "vi"),
        },
    )

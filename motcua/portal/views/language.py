"""Vietnamese or English."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from motcua.base.kit.language import is_spoken
from motcua.directory.doors import public, viewer_of
from motcua.notices.api import remember_language


@public
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language, on this device and for letters to whoever is signed in; go back to where they were."""
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    if is_spoken(wanted):
        if viewer_of(request).is_known:
            remember_language(to=str(viewer_of(request).actor), language=wanted)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax", secure=settings.BEHIND_TLS
        )
    return answer

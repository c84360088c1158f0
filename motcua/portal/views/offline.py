"""A page opened without a network: one of ours, kept by the browser, instead of the browser's own error."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.directory.doors import public

PAGE = "portal/offline.html"


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is shown without a network, in both languages at once: it is kept before anybody knows who will read it."""
    return render(request, PAGE)


@public
@require_safe
@cache_control(public=True, max_age=86_400)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It keeps that one page, and fetches it anew when the page has become another."""
    with translation.override(settings.LANGUAGE_CODE):  # it is fetched without cookies
        edition = sha256(render_to_string(PAGE, request=request).encode()).hexdigest()[:12]
    return render(request, "portal/offline.js", {"edition": edition}, content_type="text/javascript; charset=utf-8")

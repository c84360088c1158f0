"""Where somebody is sent who is not signed in, and how they come back to the same address."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def safe_next(request: HttpRequest, told: str | None, *, otherwise: str = "/") -> str:
    """`told` when it is an address of this house, else `otherwise`: nobody is sent elsewhere after signing in."""
    told = told or ""
    inside = told.startswith("/") and url_has_allowed_host_and_scheme(
        told, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return told if inside and not told.startswith(reverse("sign_in")) else otherwise


def please_sign_in(request: HttpRequest, *, staff: bool = False) -> HttpResponseBase:
    """To the sign-in page, and afterwards back to the page the person sees now.

    A form that was sent comes back to the page it stands on; what was saved field by field is still there.
    """
    asked = {"next": seen_address(request)}
    if getattr(request, "session_ended", False):
        asked["het_phien"] = "1"
    address = f"{reverse('staff_sign_in' if staff else 'sign_in')}?{urlencode(asked)}"
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def level_too_low(request: HttpRequest) -> HttpResponse:
    """The page for somebody whose account is not at the level that may file."""
    return render(request, "directory/level.html", status=403)


def seen_address(request: HttpRequest) -> str:
    """The page the person sees while they press."""
    shown = request.headers.get("HX-Current-URL") or (
        request.headers.get("Referer") if request.method not in ("GET", "HEAD") else ""
    )
    return safe_next(request, own_address(request, shown or "") or request.get_full_path())


def own_address(request: HttpRequest, shown: str) -> str:
    """Path and query of an address the browser names; empty where it is none of this house."""
    parts = urlsplit(shown)
    if parts.netloc != request.get_host():
        return ""
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}) else ""

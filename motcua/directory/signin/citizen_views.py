"""Pages of coming in and going out for citizens."""

from __future__ import annotations

import logging
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.base.clock import now
from motcua.base.kit.language import chosen_language
from motcua.directory.actions.sign_in_citizen import sign_in_citizen
from motcua.directory.actions.sign_out import sign_out, sign_out_everywhere
from motcua.directory.doors import known, public, viewer_of
from motcua.directory.models import User
from motcua.directory.security_log import note
from motcua.directory.signin import provider
from motcua.directory.signin.errors import SignInProblem
from motcua.directory.signin.identity import Identity, identity_of
from motcua.directory.signin.pages import safe_next
from motcua.directory.signin.session import ID_TOKEN, remember
from motcua.directory.signin.whereabouts import device_of, place_of
from motcua.directory.viewer import Session
from motcua.gateways.api import claim_map

log = logging.getLogger(__name__)
BACKEND = "motcua.directory.signin.backend.AccountBackend"


@never_cache
@require_safe
@public
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The page with the one button; somebody who is in already goes on."""
    after = safe_next(request, request.GET.get("next"))
    if viewer_of(request).is_citizen:
        return HttpResponseRedirect(after)
    return render(request, "directory/sign_in.html", {"next": after, "ended": "het_phien" in request.GET})


@never_cache
@require_safe
@public
def start(request: HttpRequest) -> HttpResponseBase:
    """Off to the provider. The time of this press is when the minutes start to run."""
    after = safe_next(request, request.GET.get("next"))
    try:
        return provider.leave(request, after=after)
    except SignInProblem as problem:
        return _problem(request, problem, after)


@never_cache
@require_safe
@public
def done(request: HttpRequest) -> HttpResponseBase:
    """Back from the provider."""
    try:
        claims, stashed, token = provider.come_back(request)
    except SignInProblem as problem:
        if problem.code == "wrong_state" and viewer_of(request).is_citizen:
            return HttpResponseRedirect("/")  # the back button, or the same answer twice: they are in
        return _problem(request, problem, "/")
    after = safe_next(request, stashed.get("next"))
    try:
        identity = identity_of(claims, claim_map())
        _enter(request, identity, datetime.fromisoformat(stashed["started_at"]), token)
    except SignInProblem as problem:
        return _problem(request, problem, after)
    return HttpResponseRedirect(after)


@never_cache
@require_POST
@public
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out here; the page offers to sign out at the provider too, for a shared machine."""
    viewer, token = viewer_of(request), request.session.get(ID_TOKEN, "")
    sign_out(by=viewer)
    logout(request)
    note("sign_out", "ok", request=request, by=viewer.actor)
    outside = _end_of_session_address(request, token) if token else ""
    return render(request, "directory/signed_out.html", {"outside": outside, "staff": viewer.staff is not None})


@never_cache
@require_POST
@known
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    """Sign out on every device."""
    user = request.user
    if isinstance(user, User):
        sign_out_everywhere(user=user, by=viewer_of(request))
    logout(request)
    return render(request, "directory/signed_out.html", {"everywhere": True})


def _enter(request: HttpRequest, identity: Identity, started_at: datetime, token: str) -> None:
    device = device_of(request)
    user = sign_in_citizen(identity=identity, started_at=started_at, device=device, language=chosen_language(request))
    login(request, user, backend=BACKEND)
    came = Session(started_at, now(), "oidc", identity.level, device, place_of(request))
    remember(request.session, came)
    request.session[ID_TOKEN] = token
    note("sign_in", "ok", request=request, user=user.pk, method="oidc")


def _problem(request: HttpRequest, problem: SignInProblem, after: str) -> HttpResponse:
    log.warning("sign-in: %s %s", problem.code, problem.detail)
    note("sign_in", problem.code, request=request)
    context = {"problem": problem, "next": after}
    return render(request, "directory/sign_in_problem.html", context, status=problem.status)


def _end_of_session_address(request: HttpRequest, token: str) -> str:
    config = provider.known_config()
    if not config.get("end_session_endpoint"):
        return ""
    asked = {
        "id_token_hint": token,
        "client_id": settings.OIDC_CLIENT_ID,
        "post_logout_redirect_uri": request.build_absolute_uri(reverse("sign_in")),
    }
    return f"{config['end_session_endpoint']}?{urlencode(asked)}"

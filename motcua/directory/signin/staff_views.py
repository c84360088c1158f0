"""Pages of coming in for staff: name, password and code on one page; binding a second factor the first time."""

from __future__ import annotations

import io

import segno
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.kit.language import chosen_language
from motcua.directory.actions.bind_second_factor import bind_second_factor
from motcua.directory.actions.change_password import choose_password
from motcua.directory.actions.sign_in_staff import admit, sign_in_staff
from motcua.directory.doors import public, viewer_of
from motcua.directory.models import User
from motcua.directory.security_log import address_of, note
from motcua.directory.signin import second_factor
from motcua.directory.signin.citizen_views import BACKEND
from motcua.directory.signin.device import device_class
from motcua.directory.signin.open_sessions import remember_open
from motcua.directory.signin.pages import safe_next
from motcua.directory.signin.passwords import must_choose_password
from motcua.directory.signin.session import remember
from motcua.directory.signin.staff_errors import StaffSignInRefused
from motcua.directory.viewer import Session

ENROL = "motcua.enrol"
CHOOSE = "motcua.new_password"
CHOOSE_SECONDS = 15 * 60


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def staff_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Name, password, code."""
    after = safe_next(request, request.POST.get("next") or request.GET.get("next"), otherwise="/ban-lam-viec/")
    if viewer_of(request).staff is not None:
        return HttpResponseRedirect(after)
    context = {"next": after, "username": "", "ended": "het_phien" in request.GET, "refusal": None}
    if request.method != "POST":
        return render(request, "directory/staff_sign_in.html", context)
    username = request.POST.get("username", "").strip()
    try:
        user = sign_in_staff(
            username=username,
            password=request.POST.get("password", ""),
            code=request.POST.get("code", ""),
            address=address_of(request),
            device=device_class(request.headers.get("User-Agent", "")),
            language=chosen_language(request),
        )
    except StaffSignInRefused as refusal:
        note("sign_in", refusal.code, request=request, method="password_totp")
        if refusal.user is not None:
            further = _to_enrolment if refusal.code == "enrol" else _to_new_password
            return further(request, refusal.user, after)
        context |= {"refusal": refusal, "username": username}
        return render(request, "directory/staff_sign_in.html", context, status=refusal.status)
    return _enter(request, user, after)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def enrol(request: HttpRequest) -> HttpResponseBase:
    """Bind an authenticator app: shown a QR code once, proven with a code. Only right after the right password."""
    kept = request.session.get(ENROL)
    user = User.objects.filter(pk=kept["user"], is_active=True).first() if kept else None
    if kept is None or user is None or second_factor.has_second_factor(user):
        return HttpResponseRedirect(reverse("staff_sign_in"))
    wrong = False
    if request.method == "POST":
        if second_factor.fits(kept["secret"], request.POST.get("code", "")):
            bind_second_factor(user=user, secret=kept["secret"])
            if must_choose_password(user):
                return _to_new_password(request, user, kept["next"])
            return _admitted(request, user, kept["next"])
        wrong = True
    context = {"secret": kept["secret"], "picture": _picture(user, kept["secret"]), "wrong": wrong}
    return render(request, "directory/enrol.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def new_password(request: HttpRequest) -> HttpResponseBase:
    """Choose a password of one's own, right after both factors were proven and before anything else opens."""
    kept = request.session.get(CHOOSE)
    user = User.objects.select_related("staff").filter(pk=kept["user"], is_active=True).first() if kept else None
    if kept is None or user is None or user.get_session_auth_hash() != kept["stand"] or _too_late(kept["at"]):
        return HttpResponseRedirect(reverse("staff_sign_in"))
    wrong: dict[str, object] = {}
    if request.method == "POST":
        try:
            user = choose_password(user=user, new=request.POST.get("new", ""), again=request.POST.get("again", ""))
        except Refusal as refusal:
            wrong = refusal.fields
        else:
            return _admitted(request, user, kept["next"])
    context = {"wrong": wrong, "username": user.username, "first": user.password_changed_at is None}
    return render(request, "directory/new_password.html", context, status=422 if wrong else 200)


def _to_enrolment(request: HttpRequest, user: User, after: str) -> HttpResponse:
    request.session.cycle_key()
    request.session[ENROL] = {"user": user.pk, "secret": second_factor.new_secret(), "next": after}
    return HttpResponseRedirect(reverse("staff_enrol"))


def _to_new_password(request: HttpRequest, user: User, after: str) -> HttpResponse:
    request.session.pop(ENROL, None)
    request.session.cycle_key()
    request.session[CHOOSE] = {
        "user": user.pk,
        "stand": user.get_session_auth_hash(),
        "at": now().timestamp(),
        "next": after,
    }
    return HttpResponseRedirect(reverse("staff_new_password"))


def _too_late(at: float) -> bool:
    return now().timestamp() - at > CHOOSE_SECONDS


def _admitted(request: HttpRequest, user: User, after: str) -> HttpResponse:
    device = device_class(request.headers.get("User-Agent", ""))
    admit(user=user, address=address_of(request), device=device, started_at=now(), language=chosen_language(request))
    return _enter(request, user, after)


def _enter(request: HttpRequest, user: User, after: str) -> HttpResponse:
    request.session.pop(ENROL, None)
    request.session.pop(CHOOSE, None)
    login(request, user, backend=BACKEND)
    moment = now()
    device = device_class(request.headers.get("User-Agent", ""))
    facts = Session(started_at=moment, login_at=moment, method="password_totp", level=2, device=device)
    remember(request.session, facts)
    remember_open(user, str(request.session.session_key), device=device, address=address_of(request))
    note("sign_in", "ok", request=request, user=user.pk, method="password_totp")
    return HttpResponseRedirect(after)


def _picture(user: User, secret: str) -> str:
    drawn = io.BytesIO()
    code = segno.make(second_factor.address_for_app(user, secret), error="m")
    code.save(drawn, kind="svg", scale=5, border=4, xmldecl=False, nl=False, title="QR")
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - drawn here

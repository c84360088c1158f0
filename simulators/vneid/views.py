"""The sign-in page of the simulated VNeID: choose somebody, no password."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import get_user_model, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from oauth2_provider.views import AuthorizationView

from simulators.lives import organisations, people

CODE = "123456"


class SignInEachTime(AuthorizationView):  # type: ignore[misc]
    """Grants the code, then forgets who signed in: the next press on "Đăng nhập" asks again who you are."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if request.user.is_authenticated:
            logout(request)
        return response


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The list of demo people, or a number with the code."""
    after = request.GET.get("next") or request.POST.get("next") or "/"
    if not url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        after = "/"
    wrong = ""
    if request.method == "POST":
        if "cancel" in request.POST:
            return _cancelled(after)
        number = request.POST.get("number", "").strip()
        typed = "code" in request.POST
        if (number in people() or number in organisations()) and (not typed or request.POST["code"] == CODE):
            account, _made = get_user_model().objects.get_or_create(username=number)
            login(request, account, backend="django.contrib.auth.backends.ModelBackend")
            return HttpResponseRedirect(after)
        wrong = "Số định danh hoặc mã không đúng."
    living = [each for each in people().values() if each.get("account", True)]
    context = {
        "people": living, "organisations": organisations().values(), "next": after, "wrong": wrong, "code": CODE,
    }  # fmt: skip
    return render(request, "vneid/sign_in.html", context)


def _cancelled(after: str) -> HttpResponse:
    """Back to the portal as a provider does when the person changes their mind."""
    asked = QueryDict(after.partition("?")[2])
    way_back = asked.get("redirect_uri", "")
    if not url_has_allowed_host_and_scheme(way_back, allowed_hosts={urlsplit(way_back).netloc}):
        return HttpResponseRedirect("/vneid/dang-nhap")
    answer = urlencode({"error": "access_denied", "state": asked.get("state", "")})
    return HttpResponseRedirect(f"{way_back}?{answer}")

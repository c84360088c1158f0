"""The demo's own page: who can sign in, and what to try. Not there in an installation that is no demo."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.directory.demo import demo_accounts, demo_data
from motcua.directory.doors import public
from motcua.directory.role_words import role_words
from motcua.directory.tryout import what_to_try


@require_safe
@public
def what_to_try_here(request: HttpRequest) -> HttpResponse:
    """The eight procedures with somebody who may file each, and one account of every role in the first commune."""
    if not settings.DEMO:
        raise Http404
    names = {each["code"]: each["short"] for each in demo_data()["agencies"]}
    shown: dict[str, dict[str, str]] = {}
    for each in demo_accounts():
        if each["totp_secret"]:
            shown.setdefault(each["role"], each | {"words": role_words(each["role"])})
    tries = [
        each | {"title": gettext(each["title"]), "why": gettext(each["why"]), "where": names[each["agency"]]}
        for each in what_to_try()
    ]
    return render(request, "directory/what_to_try.html", {"tries": tries, "staff": list(shown.values())})

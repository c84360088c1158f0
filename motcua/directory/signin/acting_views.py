"""The page "Làm thay cho ai?"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Forbidden
from motcua.directory.actions.act_for import start_acting_for, stop_acting_for
from motcua.directory.doors import citizen, viewer_of
from motcua.directory.selectors import may_act_for
from motcua.directory.signin.pages import safe_next
from motcua.directory.signin.session import ACTING_FOR
from motcua.directory.subject import Subject
from motcua.directory.viewer import Viewer
from motcua.directory.words import NOT_YOURS_TO_ACT_FOR, ONLY_PEOPLE_ACT_FOR


@require_http_methods(["GET", "HEAD", "POST"])
@citizen
def acting_for(request: HttpRequest) -> HttpResponseBase:
    """Choose oneself, a child or an organisation; the choice is journalled and lasts until changed or signed out."""
    viewer = viewer_of(request)
    if viewer.person is None:
        raise Forbidden(ONLY_PEOPLE_ACT_FOR)
    after = safe_next(request, request.POST.get("next") or request.GET.get("next"))
    choices = may_act_for(viewer.person)
    if request.method == "POST" and "choice" in request.POST:
        _choose(request, viewer, request.POST["choice"])
        return HttpResponseRedirect(after)
    context = {
        "choices": list(enumerate(choices)),
        "wanted": _wanted(request, viewer, [each.subject for each in choices]),
        "next": after,
        "missing": request.method == "POST",
    }
    return render(request, "directory/acting_for.html", context)


def _wanted(request: HttpRequest, viewer: Viewer, subjects: list[Subject]) -> str:
    """The line to begin with: what the page that led here asks for, else for whom they act now."""
    asked = request.GET.get("chon", "")
    if asked:
        return asked
    return str(subjects.index(viewer.acting_for)) if viewer.acting_for in subjects else "self"


def _choose(request: HttpRequest, viewer: Viewer, told: str) -> None:
    if told == "self":
        stop_acting_for(by=viewer)
        request.session.pop(ACTING_FOR, None)
        return
    choices = may_act_for(viewer.person) if viewer.person else []
    if not told.isdecimal() or int(told) >= len(choices):
        raise Forbidden(NOT_YOURS_TO_ACT_FOR)
    stop_acting_for(by=viewer)
    chosen = start_acting_for(subject=choices[int(told)].subject, by=viewer)
    request.session[ACTING_FOR] = str(chosen.subject)

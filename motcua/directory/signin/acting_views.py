"""The page "Làm thay cho ai?"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Forbidden
from motcua.directory.actions.act_for import start_acting_for, stop_acting_for
from motcua.directory.doors import citizen, viewer_of
from motcua.directory.representing import MayActFor, may_act_for
from motcua.directory.signin.pages import safe_next
from motcua.directory.signin.session import ACTING_FOR
from motcua.directory.viewer import Viewer
from motcua.directory.words import NO_CHOICE, NO_LONGER_TO_CHOOSE, ONLY_PEOPLE_ACT_FOR

ONESELF = "self"


@require_http_methods(["GET", "HEAD", "POST"])
@citizen
def acting_for(request: HttpRequest) -> HttpResponseBase:
    """Choose oneself, a child or an organisation; the choice is journalled and lasts until changed or signed out."""
    viewer = viewer_of(request)
    if viewer.person is None:
        raise Forbidden(ONLY_PEOPLE_ACT_FOR)
    after = safe_next(request, request.POST.get("next") or request.GET.get("next"))
    choices = may_act_for(viewer.person)
    problem: object = ""
    if request.method == "POST":
        chosen = request.POST.get("choice", "")
        if _choose(request, viewer, chosen, choices):
            return HttpResponseRedirect(after)
        problem = NO_LONGER_TO_CHOOSE if chosen else NO_CHOICE
    context = {"choices": choices, "wanted": _wanted(request, viewer, choices), "next": after, "problem": problem}
    return render(request, "directory/acting_for.html", context, status=422 if problem else 200)


def _wanted(request: HttpRequest, viewer: Viewer, choices: list[MayActFor]) -> str:
    """The line to begin with: what the page that led here asks for, else for whom they act now."""
    asked = request.POST.get("choice") or request.GET.get("chon")
    if asked:
        return asked
    return next((each.key for each in choices if each.subject == viewer.acting_for), ONESELF)


def _choose(request: HttpRequest, viewer: Viewer, told: str, choices: list[MayActFor]) -> bool:
    """Act for whoever was chosen; False where they are not, or no longer, among those the person may act for."""
    if told == ONESELF:
        stop_acting_for(by=viewer)
        request.session.pop(ACTING_FOR, None)
        return True
    found = next((each for each in choices if each.key == told), None)
    if found is None:
        return False
    stop_acting_for(by=viewer)
    chosen = start_acting_for(subject=found.subject, by=viewer)
    request.session[ACTING_FOR] = str(chosen.subject)
    return True

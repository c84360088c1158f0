"""The way through a draft: questions, papers still wanted, the letter to check; and back again."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from motcua.catalogue.api import why_not_offered
from motcua.directory.api import Viewer, acts_for
from motcua.dossiers.api import filed_before
from motcua.eforms.api import Draft, PageView, next_page, page, papers_needed
from motcua.eforms.looking import values_so_far


def resume(found: Draft) -> HttpResponseRedirect:
    """As `go_on`, for who comes back to a draft: to the very box they stopped at."""
    following = next_page(found)
    led = go_on(found)
    if following is not None and led.url == reverse("portal:ask", args=[found.public_id, following.id]):
        return HttpResponseRedirect(f"{led.url}{_stopped_at(page(found, following.id))}")
    return led


def to_whom_it_is_for(found: Draft, viewer: Viewer) -> HttpResponseRedirect | None:
    """To "Làm thay cho ai?" where the draft is another's than the viewer acts for now: they say so, and it is recorded.

    None where nothing is to be said, or the viewer represents them no longer, which is told when it is handed in.
    """
    if viewer.person is None or found.subject == viewer.subject:
        return None
    line = "self"
    if found.subject != viewer.own_subject:
        chosen = acts_for(viewer.person, found.subject)
        if chosen is None:
            return None
        line = chosen.key
    after = reverse("portal:draft", args=[found.public_id])
    return HttpResponseRedirect(f"{reverse('acting_for')}?{urlencode({'next': after, 'chon': line})}")


def _stopped_at(shown: PageView) -> str:
    """The first box still waited for, where it is not the page's first."""
    asked = [each for each in shown.fields if not each.known or each.choose]
    waiting = [each.name for each in asked if any(problem.level == "error" for problem in each.problems)]
    return f"#{waiting[0]}" if waiting and waiting[0] != asked[0].name else ""


def go_on(found: Draft) -> HttpResponseRedirect:
    """To the next thing only the person can give: an answer, then a paper; else to the letter.

    Where another dossier about the same thing stands in the way, or the procedure is offered no longer, straight to the
    letter, which says so.
    """
    if why_not_offered(found.procedure) or filed_before(found.procedure_version_id, values_so_far(found)):
        return redirect("portal:check", found.public_id)
    following = next_page(found)
    if following is not None:
        return redirect("portal:ask", found.public_id, following.id)
    for need in papers_needed(found):
        if need.state == "wanted":
            return redirect("portal:papers", found.public_id, need.component.id)
    return redirect("portal:check", found.public_id)


def back_from(found: Draft, page_id: str = "") -> str:
    """Where the question stands that was answered before `page_id` (or last of all); else the procedure's page."""
    passed = list(found.passed)
    earlier = passed[: passed.index(page_id)] if page_id in passed else passed
    for each in reversed(earlier):
        if _asks(found, each):
            return reverse("portal:ask", args=[found.public_id, each])
    return reverse("portal:procedure", args=[found.procedure])


def _asks(found: Draft, page_id: str) -> bool:
    """Whether the page still has a box: a source may have answered all of it meanwhile."""
    shown = page(found, page_id)
    return bool(shown.repeat) or any(not each.known or each.choose for each in shown.fields)

"""The shape most pages about a plan share: find it or say there is none, show it, or do one thing and show it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.board.views.head import with_head
from motcua.board.views.plans import saying
from motcua.directory.api import Viewer, staff, viewer_of

Found = TypeVar("Found")


def look_or_do(
    name: str,
    template: str,
    *,
    find: Callable[[Viewer, str], Found],
    shown: Callable[[Found, Viewer], dict[str, Any]],
    do: Callable[[Found, HttpRequest, Viewer], Any],
    leads_to: str = "",
) -> Callable[..., HttpResponseBase]:
    """The view of the page `name` (an address with one public id).

    `find` answers what the viewer may see or raises `NotFound`; `shown` is the context of `template`; `do` reads what
    was sent and does it, and a `Refusal` of it is said on the page. Where `do` answers what it made, the page
    `leads_to` shows that.
    """

    @staff()
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        viewer = viewer_of(request)
        found = find(viewer, public_id)
        if request.method == "POST":
            made: list[Any] = []
            saying.done_or_told(request, lambda: made.append(do(found, request, viewer)))
            new = next(filter(None, made), None) if leads_to else None
            return redirect(leads_to, new.public_id) if new is not None else redirect(name, public_id)
        return render(request, template, with_head(request, **shown(found, viewer)))

    return view

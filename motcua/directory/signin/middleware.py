"""Who is looking, for every request; and nothing opens that carries no mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from motcua.base.actor import Actor
from motcua.base.errors import Forbidden, Refusal
from motcua.base.events import record
from motcua.directory.actions.act_for import stop_acting_for
from motcua.directory.actions.sign_out import sign_out
from motcua.directory.doors import closed, door_of, viewer_of
from motcua.directory.events import AccessRefused
from motcua.directory.models import User
from motcua.directory.representing import acts_for
from motcua.directory.security_log import note
from motcua.directory.selectors import held_roles
from motcua.directory.signin.session import ACTING_FOR, acting_for, idle_time, recall, still_awake
from motcua.directory.typed import keep_typed, with_typed
from motcua.directory.viewer import ANONYMOUS, Viewer
from motcua.directory.words import NO_LONGER_ACTING


class ViewerMiddleware:
    """Sets `request.viewer`. One query for a signed-in citizen (beside the session itself), three for staff."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.viewer = _viewer(request)  # type: ignore[attr-defined]
        answer = self.get_response(request)
        return answer if viewer_of(request).staff is None else with_typed(request, answer)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse a view without a mark; keep what a member of staff sends whose session has ended."""
        if door_of(view) is None:
            if settings.DEBUG:
                raise LookupError(f"{request.path}: this view has no mark (see directory.doors)")
            return closed()
        ended: Actor | None = getattr(request, "ended_viewer", None)
        if request.method == "POST" and ended is not None and ended.kind == "staff":
            keep_typed(request, by=ended)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A refusal is a page with its sentence; one of a right is journalled."""
        if not isinstance(exception, Refusal):
            return None
        if isinstance(exception, Forbidden):
            _note_refused(request)
        return render(request, "directory/refusal.html", {"refusal": exception}, status=exception.status)


def viewer_of_user(user: User, session: Any) -> Viewer:
    """The viewer for an account in a session."""
    facts = recall(session)
    staff = getattr(user, "staff", None) if user.person_id is None else None
    if staff is not None:
        return Viewer(staff=staff, roles=held_roles(staff), session=facts)
    return Viewer(person=user.person, organisation=user.organisation, acting_for=acting_for(session), session=facts)


def _viewer(request: HttpRequest) -> Viewer:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return ANONYMOUS
    user: User = request.user
    viewer = viewer_of_user(user, request.session)
    if still_awake(request.session, limit=idle_time(viewer)):
        return _still_allowed(request, viewer) if viewer.staff is None or viewer.staff.active else ANONYMOUS
    sign_out(by=viewer, how="idle")
    logout(request)
    request.session_ended = True  # type: ignore[attr-defined]
    request.ended_viewer = viewer.actor  # type: ignore[attr-defined]
    return ANONYMOUS


def _still_allowed(request: HttpRequest, viewer: Viewer) -> Viewer:
    """The viewer; for themself again, and told so, where they represent whom they act for no longer."""
    if viewer.acting_for is None or viewer.person is None:
        return viewer
    if acts_for(viewer.person, viewer.acting_for) is not None:
        return viewer
    stop_acting_for(by=viewer)
    del request.session[ACTING_FOR]
    messages.warning(request, NO_LONGER_ACTING, extra_tags="wait")
    return replace(viewer, acting_for=None)


def _note_refused(request: HttpRequest) -> None:
    viewer = viewer_of(request)
    route = request.resolver_match.view_name if request.resolver_match else ""
    note("access", "refused", request=request, by=viewer.actor, route=route)
    if viewer.is_known:
        with transaction.atomic():
            record(AccessRefused(route=route or ""), stream=str(viewer.actor), by=viewer.actor)

"""Who may open a page: every view carries a mark, and one without a mark stays closed.

`@public`, `@citizen`, `@citizen(filing=True)`, `@staff(Role.CLERK, …)`, `@known` (anybody signed in). The mark checks
before the view runs; what somebody may see *on* the page is for policies. A test walks `unmarked()` and must find none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, overload

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.base.errors import Forbidden
from motcua.directory.signin.pages import level_too_low, please_sign_in
from motcua.directory.viewer import ANONYMOUS, Viewer
from motcua.directory.words import FOR_CITIZENS, FOR_STAFF, NOT_ALLOWED
from motcua.rules.codes import Role

View = Callable[..., HttpResponseBase]
Check = Callable[[HttpRequest], HttpResponseBase | None]


@dataclass(frozen=True, slots=True)
class Door:
    """The mark of a view: who may pass. `roles` empty: any role."""

    kind: str
    roles: tuple[str, ...] = ()
    filing: bool = False


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking."""
    found: Viewer = getattr(request, "viewer", ANONYMOUS)
    return found


def public(view: View) -> View:
    """Anybody, signed in or not."""
    return _marked(view, Door("public"), lambda request: None)


def known(view: View) -> View:
    """Anybody who is signed in."""
    return _marked(view, Door("known"), _not_known)


@overload
def citizen(view: View) -> View: ...
@overload
def citizen(view: None = None, *, filing: bool = False) -> Callable[[View], View]: ...
def citizen(view: View | None = None, *, filing: bool = False) -> View | Callable[[View], View]:
    """A person or an organisation's account; with `filing` only at the level that may file."""

    def check(request: HttpRequest) -> HttpResponseBase | None:
        viewer = viewer_of(request)
        if not viewer.is_citizen:
            if viewer.is_known:
                raise Forbidden(FOR_CITIZENS)
            return please_sign_in(request)
        return level_too_low(request) if filing and not viewer.may_file else None

    def mark(found: View) -> View:
        return _marked(found, Door("citizen", filing=filing), check)

    return mark(view) if view is not None else mark


def staff(*roles: Role) -> Callable[[View], View]:
    """A member of staff who holds one of `roles` in some agency today; without roles, any member of staff."""
    names = tuple(role.value for role in roles)

    def check(request: HttpRequest) -> HttpResponseBase | None:
        viewer = viewer_of(request)
        if viewer.staff is None:
            if viewer.is_known:
                raise Forbidden(FOR_STAFF)
            return please_sign_in(request, staff=True)
        if names and not viewer.has_any_role(*names):
            raise Forbidden(NOT_ALLOWED)
        return None

    def mark(found: View) -> View:
        return _marked(found, Door("staff", names), check)

    return mark


def mark_all(patterns: list[Any], mark: Callable[[View], View]) -> list[Any]:
    """The addresses of somebody else's list (as django-ninja's), each view with `mark`; changes the list in place."""
    for each in patterns:
        if isinstance(each, URLResolver):
            mark_all(each.url_patterns, mark)
        else:
            each.callback = mark(each.callback)
    return patterns


def door_of(view: object) -> Door | None:
    """The mark of a view, None where it has none."""
    found = getattr(view, "door", None)
    return found if isinstance(found, Door) else None


def all_doors() -> Iterator[tuple[str, Door | None]]:
    """Every address of the house with its mark, for tests and the reference."""
    yield from _walk(get_resolver().url_patterns, "/")


def unmarked() -> list[str]:
    """Addresses whose view has no mark; must be empty."""
    return [address for address, door in all_doors() if door is None]


def _not_known(request: HttpRequest) -> HttpResponseBase | None:
    return None if viewer_of(request).is_known else please_sign_in(request)


def _marked(view: View, door: Door, check: Check) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return check(request) or view(request, *args, **kwargs)

    guarded.door = door  # type: ignore[attr-defined]
    return guarded


def _walk(patterns: list[URLPattern | URLResolver], above: str) -> Iterator[tuple[str, Door | None]]:
    for each in patterns:
        address = above + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, address)
        else:
            yield address, door_of(each.callback)


def closed() -> HttpResponse:
    """The answer for a view without a mark."""
    return HttpResponse(status=404)

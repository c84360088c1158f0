"""What was sent and could not be taken, above all after the session had ended: kept until its owner is back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.template.loader import render_to_string

from motcua.base.actor import Actor
from motcua.base.kit.refill import put_back
from motcua.directory.doors import viewer_of
from motcua.directory.signin.pages import seen_address

KEPT = "motcua.typed"
MOST_LETTERS = 20_000
MOST_LETTERS_OF_STAFF = 200_000  # the longest pack of a procedure several times over
# Names of boxes whose content is written nowhere.
SECRETS = frozenset({"current", "new", "again", "password", "second_code"})
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "next"})
View = Callable[..., HttpResponseBase]


def keeps_typed(view: View) -> View:
    """Around a marked view: a form that comes without a session is remembered before the person is sent to sign in."""

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not viewer_of(request).is_known:
            keep_typed(request, by=getattr(request, "ended_viewer", None))
        return view(request, *args, **kwargs)

    return keeping


def keep_typed(request: HttpRequest, *, by: Actor | None, ended: bool = True) -> None:
    """Remember the form that was sent. `ended`: because the session of `by` had; else it was refused, and was said."""
    sent = {name: values for name, values in request.POST.lists() if name not in SECRETS | NOT_TYPED}
    most = MOST_LETTERS_OF_STAFF if by is not None and by.kind == "staff" else MOST_LETTERS
    if sum(len(name) + sum(map(len, values)) for name, values in sent.items()) <= most:
        page = seen_address(request).partition("?")[0]
        request.session[KEPT] = {
            "path": request.path,
            "page": page,
            "sent": sent,
            "by": str(by or ""),
            "ended": ended,
        }


def take_typed(request: HttpRequest, *, by_same: bool = False) -> QueryDict | None:
    """What was sent to this address before somebody signed in again, once.

    Whose page it is, the view decides. `by_same`: a page of several people, as at the desk: only where it is known that
    whoever is in now had typed it.
    """
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept:
        return None
    if by_same and kept["by"] == str(viewer_of(request).actor) and kept["path"] != request.path:
        return None  # it waits for the page it stands on
    del request.session[KEPT]
    if kept["path"] != request.path or (by_same and kept["by"] != str(viewer_of(request).actor)):
        return None
    sent = QueryDict(mutable=True)
    for name, values in kept["sent"].items():
        sent.setlist(name, values)
    return sent


def with_typed(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """A page of staff that did not ask for it itself, with what was typed there put back into its form, once."""
    kept = request.session.get(KEPT)
    if not kept or request.method != "GET":
        return answer
    if kept["by"] != str(viewer_of(request).actor):
        del request.session[KEPT]
        return answer
    if request.path not in (kept.get("page"), kept["path"]) or not _is_page(answer):
        return answer

    def note(boxes: int | None) -> str:
        words = [each for values in kept["sent"].values() for each in values if len(each.split()) > 1]
        if not (words if boxes is None else boxes):
            return ""
        told = {"found": boxes is not None, "ended": kept.get("ended", True), "words": words}
        return render_to_string("directory/typed_again.html", told, request)

    del request.session[KEPT]
    answer.content = put_back(  # type: ignore[attr-defined]
        answer.content,  # type: ignore[attr-defined]
        here=request.path,
        to=kept["path"],
        sent=kept["sent"],
        note=note,
    )
    return answer


def fields_to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and words of a press that failed through no fault of whoever made it, for a form that sends them again.

    Empty where nobody may ask for that: another site's press, a password, photographs (a page cannot hold them).
    """
    if request.method != "POST" or not _is_our_own(request) or request.FILES or SECRETS & set(request.POST):
        return []
    return [(name, each) for name, values in request.POST.lists() if name not in NOT_TYPED for each in values]


def _is_our_own(request: HttpRequest) -> bool:
    """Whether a page of ours was pressed. What failed may have failed before the token of the form was looked at."""
    here = f"{request.scheme}://{request.get_host()}"
    return getattr(request, "csrf_processing_done", False) or request.headers.get("Origin") == here


def _is_page(answer: HttpResponseBase) -> bool:
    is_html = answer.get("Content-Type", "").startswith("text/html")
    return isinstance(answer, HttpResponse) and answer.status_code == 200 and is_html

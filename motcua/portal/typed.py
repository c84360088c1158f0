"""What was sent after the session had ended: kept with the nameless session until its owner is back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict

from motcua.directory.doors import viewer_of

KEPT = "typed"
MOST_LETTERS = 20_000
View = Callable[..., HttpResponseBase]


def keeps_typed(view: View) -> View:
    """Around a marked view: a form that comes without a session is remembered before the person is sent to sign in."""

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not viewer_of(request).is_known:
            _remember(request)
        return view(request, *args, **kwargs)

    return keeping


def _remember(request: HttpRequest) -> None:
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    text = sent.urlencode()
    if len(text) <= MOST_LETTERS:
        request.session[KEPT] = {"path": request.path, "sent": text}


def take_typed(request: HttpRequest) -> QueryDict | None:
    """What was sent to this address before the person signed in again, once. Whose page it is, the view decides."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept:
        return None
    del request.session[KEPT]
    return QueryDict(kept["sent"]) if kept["path"] == request.path else None

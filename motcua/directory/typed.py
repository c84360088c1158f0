"""What was sent after the session had ended: kept with the nameless session until its owner is back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict

from motcua.directory.doors import viewer_of

KEPT = "motcua.typed"
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
    sent = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if sum(len(name) + sum(map(len, values)) for name, values in sent.items()) <= MOST_LETTERS:
        by = str(getattr(request, "ended_viewer", ""))
        request.session[KEPT] = {"path": request.path, "sent": sent, "by": by}


def take_typed(request: HttpRequest, *, by_same: bool = False) -> QueryDict | None:
    """What was sent to this address before somebody signed in again, once.

    Whose page it is, the view decides. `by_same`: a page of several people, as at the desk: only where it is known that
    whoever is in now had typed it.
    """
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept:
        return None
    del request.session[KEPT]
    if kept["path"] != request.path or (by_same and kept["by"] != str(viewer_of(request).actor)):
        return None
    sent = QueryDict(mutable=True)
    for name, values in kept["sent"].items():
        sent.setlist(name, values)
    return sent

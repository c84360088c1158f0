"""How the house hands its answers to the server: `whole_answers()` is the WSGI application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponseBase


class WholeAnswers(WSGIHandler):
    """Django's handler. An answer that is there as a whole is handed over as a list: granian sends it at once, and
    anything else in pieces through a channel, each at the price of waking another thread (decision 0016)."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """As Django's. What hangs on a request and on itself (messages, who asks) is let go with the answer, and does
        not wait for the collector of cycles."""
        answer = super().get_response(request)
        answer._resource_closers.append(request.__dict__.clear)  # type: ignore[attr-defined]  # Django's own place for it
        return answer

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """As Django's: what is to be sent, piece by piece."""
        answer: Any = super().__call__(environ, start_response)
        if answer.streaming:
            return answer  # files: closed by the server when they are sent
        answer.close()  # nobody closes a list
        return [answer.content]


def whole_answers() -> WholeAnswers:
    """Load the house and give its door."""
    django.setup(set_prefix=False)
    return WholeAnswers()

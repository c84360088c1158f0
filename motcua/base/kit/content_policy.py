"""What a page of ours may load, told to the browser with every answer that does not say so itself."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicy:
    """Middleware: `CONTENT_SECURITY_POLICY` of the settings as a header; files bring a stricter one of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy: str = settings.CONTENT_SECURITY_POLICY

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer.setdefault("Content-Security-Policy", self.policy)
        return answer

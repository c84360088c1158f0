"""Vietnamese, unless the person chose otherwise: the language of a borrowed or imported phone is nobody's choice."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation


def in_english() -> bool:
    """Whether this page speaks English."""
    return (translation.get_language() or "").startswith("en")


class ChosenLanguage:
    """Middleware: activate the language of the cookie that `/ngon-ngu/` sets, else the source language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            answer = self.get_response(request)
        answer.setdefault("Content-Language", language)
        return answer

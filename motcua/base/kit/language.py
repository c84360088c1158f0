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


def is_spoken(language: str) -> bool:
    """Whether the house has its pages in this language."""
    return language in dict(settings.LANGUAGES)


def chosen_language(request: HttpRequest) -> str:
    """The language of the cookie that `/ngon-ngu/` sets; empty where nobody chose on this device."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if is_spoken(chosen) else ""


class ChosenLanguage:
    """Middleware: activate the chosen language, else the source language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = chosen_language(request) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            answer = self.get_response(request)
        answer.setdefault("Content-Language", language)
        return answer

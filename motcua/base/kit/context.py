"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from motcua.base.kit.theme import theme_in


def kit(request: HttpRequest) -> dict[str, Any]:
    """`kit.theme`, `kit.demo`."""
    return {"kit": {"theme": theme_in(get_language() or settings.LANGUAGE_CODE), "demo": settings.DEMO}}

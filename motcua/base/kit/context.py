"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from motcua.base.kit.theme import theme


def kit(request: HttpRequest) -> dict[str, Any]:
    """`kit.theme`, `kit.demo`."""
    return {"kit": {"theme": theme(), "demo": settings.DEMO}}

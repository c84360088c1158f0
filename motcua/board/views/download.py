"""The same figures as open data."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from motcua.board.periods import asked_period
from motcua.board.views.public import agency_from_slug
from motcua.directory.doors import public
from motcua.indicators.api import compute


@public
@require_safe
def as_json(request: HttpRequest, agency: str) -> JsonResponse:
    """Every number of the page with its n, in stable keys; shares from 0 to 1, times in minutes."""
    found, asked = agency_from_slug(agency), asked_period(request.GET.get("ky", ""))
    figures = compute([found.code], asked.period)
    data = asdict(figures) | {
        "agency": found.code,
        "form_share_prefilled": figures.form.share_prefilled,
        "satisfaction_share": figures.satisfaction.share,
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})

"""The same figures as open data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from motcua.board.periods import asked_period, last_day
from motcua.board.views.public import agency_from_slug
from motcua.directory.doors import public
from motcua.dossiers.api import public_progress
from motcua.indicators.api import FourCriteria, Reached, by_procedure, failing, reached, trend


@public
@require_safe
def as_json(request: HttpRequest, agency: str) -> JsonResponse:
    """Every number of the page with its n, in stable keys; shares from 0 to 1, times in minutes."""
    found, asked = agency_from_slug(agency), asked_period(request.GET.get("ky", ""))
    figures, parts = by_procedure([found.code], asked.period)
    data = _numbers(figures) | {
        "agency": found.code,
        "procedures": {procedure: _reached(reached(each)) for procedure, each in parts.items()},
        "missed": [{"procedure": procedure, **asdict(each)} for procedure, each in failing(parts)],
        "months": [
            {"month": f"{each.period.since:%Y-%m}"} | _reached(each.reached)
            for each in trend([found.code], last_day(asked.period))
        ],
        "progress": asdict(public_progress(found, asked.period.since, asked.period.until)),
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _numbers(figures: FourCriteria) -> dict[str, Any]:
    """The counts, and beside them the shares that the page computes from them."""
    data = asdict(figures)
    form, handling, said = figures.form, figures.handling, figures.satisfaction
    data["form"] |= {
        "share_of_procedures": form.share_of_procedures,
        "share_prefilled": form.share_prefilled,
        "share_unchanged": form.share_unchanged,
    }
    for row, times in zip(data["handling"]["procedures"], handling.procedures, strict=True):
        row["shorter_by"] = times.shorter_by
    data["asked_once"] |= {"share": figures.asked_once.share}
    data["satisfaction"] |= {"share": said.share, "response": said.response}
    # Names under which the two were published first; whoever reads them goes on.
    return data | {"form_share_prefilled": form.share_prefilled, "satisfaction_share": said.share}


def _reached(criteria: dict[str, Reached]) -> dict[str, Any]:
    return {name: {"value": each.value, "n": each.n, "met": each.met} for name, each in criteria.items()}

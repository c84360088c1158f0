"""The dossiers behind a figure."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.indicators.counted import Period, asked_in, compared_in, filed_in, timed_in
from motcua.indicators.criteria import FILING, FORM, HANDLING, SATISFACTION
from motcua.indicators.models import Fact
from motcua.rules.codes import Channel

LONGEST = 500


def dossiers_behind(criterion: str, agencies: Iterable[str], period: Period) -> list[Fact]:
    """Facts that a criterion counts, the most telling first. The door shows only those its viewer may see.

    Raises `KeyError` for an unknown criterion.
    """
    codes = list(agencies)
    choose = {
        FORM: lambda: filed_in(codes, period).filter(channel=Channel.ONLINE).order_by("-fields_typed", "dossier"),
        FILING: lambda: timed_in(codes, period).order_by("submitted_at", "dossier"),
        HANDLING: lambda: compared_in(codes, period).order_by("-worked_minutes", "dossier"),
        SATISFACTION: lambda: asked_in(codes, period).filter(rating__isnull=False).order_by("rating", "dossier"),
    }
    return list(choose[criterion]()[:LONGEST])

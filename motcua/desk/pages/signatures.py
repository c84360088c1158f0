"""Drafts that wait for a signature, and how those asked for are doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Q

from motcua.base.clock import now
from motcua.catalogue.api import pack_of, say
from motcua.desk.drafting import Box, boxes, words_of
from motcua.desk.pages.apologies import apologies_to_sign
from motcua.desk.pages.listing import TOGETHER
from motcua.desk.pages.rows import Time, names_of, time_of
from motcua.directory.api import Viewer
from motcua.dossiers.api import (
    SIGNED,
    UNSIGNED,
    Apology,
    ApologyState,
    Dossier,
    Result,
    ResultState,
    Seat,
    corrections_signed_by,
)
from motcua.rules.lifecycle import SETTLED, Status

MOST = 200
JUST_NOW = timedelta(hours=12)
LINES_SHOWN = 6


@dataclass(frozen=True)
class Draft:
    """One dossier before the signer. `facts`: what the document will say, its first lines open, the rest folded."""

    dossier: Dossier
    name: str
    procedure: str
    time: Time
    results: tuple[Result, ...]
    facts: tuple[tuple[str, str], ...]
    state: str
    failure: str


def sign_page(viewer: Viewer, seat: Seat) -> dict[str, Any]:
    """`waiting`: to be looked at and ticked; `failed`: to be tried again; `running`: being signed; `signed`: done;
    `apologies`, `promising`, `promised`: the same of apologies; `to_sign`: how many wait."""
    here = list(
        Dossier.objects.select_related(*TOGETHER)
        .prefetch_related("pauses")
        .filter(seat.signs, status=Status.PROCESSING)
        .order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST]
    )
    here += _corrected(viewer, seat)
    drafts, apologies = _drafts(here), apologies_to_sign(seat)
    own = Apology.objects.select_related("dossier").filter(signer=viewer.staff)
    signed = Result.objects.select_related("dossier").filter(
        signer=viewer.staff, signed_at__gte=now() - JUST_NOW, state__in=SIGNED
    )
    return {
        "waiting": [each for each in drafts if each.state == ResultState.DRAFTED],
        "failed": [each for each in drafts if each.state == ResultState.FAILED],
        "running": [each for each in drafts if each.state == ResultState.SIGNING],
        "apologies": apologies,
        "to_sign": sum(each.state == ResultState.DRAFTED for each in drafts) + len(apologies),
        "promising": own.filter(state=ApologyState.SIGNING, failure=""),
        "promised": own.filter(state=ApologyState.SIGNED, signed_at__gte=now() - JUST_NOW).order_by("-signed_at")[:50],
        "signed": signed.order_by("-signed_at")[:50],
        "lines_shown": f":{LINES_SHOWN}",
        "lines_folded": f"{LINES_SHOWN}:",
    }


def _corrected(viewer: Viewer, seat: Seat) -> list[Dossier]:
    """Settled dossiers with a correction for this signature, or that it is being put under now."""
    begun = corrections_signed_by(seat.staff)
    running = Q(results__signer=viewer.staff, results__state=ResultState.SIGNING, results__corrects__isnull=False)
    found = Dossier.objects.select_related(*TOGETHER).prefetch_related("pauses").filter(pk__in=begun)
    return list(found.filter(seat.corrections | running).distinct().order_by("pk")[:MOST])


def ticked(seat: Seat, public_ids: Sequence[str]) -> list[Dossier]:
    """The dossiers ticked that really wait for this seat's signature, in the order of their due time."""
    found = Dossier.objects.select_related(*TOGETHER).filter(
        seat.signs | seat.corrections, public_id__in=list(public_ids)[:MOST]
    )
    return list(found.order_by(F("due_at").asc(nulls_last=True), "pk"))


def gone(seat: Seat, public_ids: Sequence[str], waiting: Sequence[Dossier]) -> list[str]:
    """Codes of dossiers of this seat's agencies that were ticked and wait for its signature no longer."""
    left = {each.public_id for each in waiting}
    wished = [each for each in list(public_ids)[:MOST] if each not in left]
    found = Dossier.objects.filter(holding_agency__in=seat.places, public_id__in=wished).order_by("pk")
    return list(found.values_list("code", flat=True))


def _drafts(dossiers: list[Dossier]) -> list[Draft]:
    names = names_of(dossiers)
    results: dict[int, list[Result]] = {}
    settled = {each.pk for each in dossiers if each.status in SETTLED}
    for result in Result.objects.select_related("drafted_by", "corrects").filter(dossier__in=dossiers):
        if result.dossier_id in settled and result.state not in UNSIGNED:
            continue
        results.setdefault(result.dossier_id, []).append(result)
    return [_draft(each, names[each.pk], tuple(results.get(each.pk, ()))) for each in dossiers if each.pk in results]


def _draft(dossier: Dossier, name: str, results: tuple[Result, ...]) -> Draft:
    return Draft(
        dossier=dossier,
        name=name,
        procedure=say(pack_of(dossier.procedure_version_id).short_name),
        time=time_of(dossier),
        results=results,
        facts=tuple(fact for each in results for fact in _facts(dossier, each)),
        state=_state(results),
        failure=next((each.failure for each in results if each.failure), ""),
    )


def _state(results: tuple[Result, ...]) -> str:
    states = {each.state for each in results}
    if ResultState.FAILED in states or any(each.state == ResultState.SIGNING and each.failure for each in results):
        return ResultState.FAILED.value
    return ResultState.SIGNING.value if ResultState.SIGNING in states else ResultState.DRAFTED.value


def _facts(dossier: Dossier, result: Result) -> list[tuple[str, str]]:
    kinds = pack_of(dossier.procedure_version_id).results
    template = next((each.template for each in kinds if each.id == result.key and each.template), "")
    said = [(box, words_of(result.data, box)) for box in boxes(template or "")]
    return [(_name(box), words) for box, words in said if words]


def _name(box: Box) -> str:
    return box.label.split(",")[0] if box.kind in ("rows", "list") else box.label

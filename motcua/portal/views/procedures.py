"""Finding and reading about procedures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.base.clock import today
from motcua.base.errors import NotFound
from motcua.base.kit.station import AHEAD, Station
from motcua.catalogue.api import (
    Pack,
    limit_sentence,
    local_fees_agreed,
    pack_now,
    published_packs,
    say,
    why_not_offered,
)
from motcua.directory.doors import public, viewer_of
from motcua.dossiers.api import step_words
from motcua.guide.api import life_events, search
from motcua.portal import words


@dataclass(frozen=True)
class Group:
    """Packs under one heading."""

    name: str
    packs: list[Pack]


@public
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Search by everyday words."""
    query = request.GET.get("q", "").strip()[:200]
    hits = _packs(hit.id for hit in search(query, limit=8)) if query else []
    return render(request, "portal/find.html", {"query": query, "hits": hits})


@public
@require_safe
def by_field(request: HttpRequest) -> HttpResponse:
    """All procedures, by field; those that can be filed here first."""
    fields: dict[str, list[Pack]] = defaultdict(list)
    for pack in published_packs():
        fields[say(pack.field)].append(pack)
    groups = [
        Group(name, sorted(packs, key=lambda pack: (not pack.end_to_end, say(pack.name))))
        for name, packs in sorted(fields.items())
    ]
    counted: Counter[str] = Counter(pack.online_level for packs in fields.values() for pack in packs)
    levels = [(words.LEVELS[each], counted[each], words.LEVELS_MEAN[each]) for each in words.LEVELS if counted[each]]
    context = {"title": gettext("Tất cả thủ tục"), "groups": groups, "levels": levels}
    return render(request, "portal/procedures.html", context)


@public
@require_safe
def life_event(request: HttpRequest, event: str) -> HttpResponse:
    """What is done when this happens in life: what can be filed here first, else in the order people need it."""
    found = next((each for each in life_events() if each.id == event), None)
    if found is None:
        raise Http404
    group = Group("", sorted(_packs(found.procedures), key=lambda pack: not pack.end_to_end))
    return render(request, "portal/procedures.html", {"title": str(found.name), "groups": [group]})


def _packs(slugs: Iterable[str]) -> list[Pack]:
    """The packs in force; one withdrawn a moment ago may still be found and is left out."""
    found = []
    for slug in slugs:
        with suppress(LookupError):
            found.append(pack_now(slug))
    return found


@public
@require_safe
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """One procedure: how long, how much, which papers; then the rest."""
    try:
        pack = pack_now(slug)
    except LookupError as unknown:
        raise missing(slug) from unknown
    return render(request, "portal/procedure.html", _about(pack) | {"start": _start(request, slug)})


def missing(slug: str) -> Exception:
    """What to raise where a procedure is not offered: a page that says since when and why, if it ever was."""
    try:
        return NotFound(why_not_offered(slug))
    except LookupError:
        return Http404()


def _start(request: HttpRequest, slug: str) -> str:
    """Where "Bắt đầu" leads: into the form; for somebody not signed in, through sign-in without a page between."""
    form = reverse("portal:start", args=[slug])
    return form if viewer_of(request).is_known else f"{reverse('sign_in_start')}?{urlencode({'next': form})}"


def _fee(pack: Pack) -> words.Told:
    """With what the province set, where it sets something."""
    if all(fee.set_by != "province_council" for fee in pack.fees):
        return words.fee_told(pack)
    local = local_fees_agreed(pack.id, today(), ("online", "counter"))
    return words.fee_told(pack, local["online"], local["counter"])


def _about(pack: Pack) -> dict[str, object]:
    return {
        "pack": pack,
        "fee": _fee(pack),
        "papers": words.papers_told(pack),
        "online_limit": limit_sentence(pack, "online"),
        "counter_limit": limit_sentence(pack, "counter"),
        "conditional": [
            {"name": say(part.name), "when": say(part.condition_text)}
            for part in pack.components
            if part.required == "conditional" and part.mode == "upload"
        ],
        "results": [say(result.name) for result in pack.results],
        "stations": [Station(AHEAD, step_words(pack, step.id, step.kind, step.name.vi)) for step in pack.route],
        "level": words.LEVELS[pack.online_level],
        "level_means": words.LEVELS_MEAN[pack.online_level],
        "confidence": words.CONFIDENCE[pack.confidence],
    }

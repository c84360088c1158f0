"""Questions about procedures. Versions never change, so parsed packs are kept by version."""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache

from django.db.models import Q

from motcua.base.clock import today
from motcua.catalogue.models import LocalFee, Procedure, ProcedureVersion
from motcua.catalogue.pack import Fee, Pack
from motcua.directory.api import Agency

# How long a process may go on with the list of current versions another process has changed.
STALE_SECONDS = 10.0
_current: dict[date, tuple[float, dict[str, int]]] = {}


def procedures(*, published: bool = True) -> list[Procedure]:
    """All procedures, by slug."""
    found = Procedure.objects.order_by("slug")
    return list(found.filter(published=True) if published else found)


def procedure(slug: str) -> Procedure:
    """The procedure. Raises `LookupError`."""
    found = Procedure.objects.filter(slug=slug).first()
    if found is None:
        raise LookupError(slug)
    return found


def current_version(slug: str, on: date | None = None) -> ProcedureVersion:
    """The version in force on a day (default: today): the newest loaded of those valid then. Raises `LookupError`."""
    found = _versions_on(on or today()).get(slug)
    if found is None:
        raise LookupError(slug)
    return ProcedureVersion.objects.select_related("procedure").get(pk=found)


@lru_cache(maxsize=256)
def pack_of(version_id: int) -> Pack:
    """The pack of a version, parsed once. `ProcedureVersion.DoesNotExist` for an unknown id."""
    text = ProcedureVersion.objects.values_list("pack_json", flat=True).get(pk=version_id)
    return Pack.model_validate_json(text)


def pack_now(slug: str, on: date | None = None) -> Pack:
    """The pack in force today (or on a day). Raises `LookupError`."""
    found = _versions_on(on or today()).get(slug)
    if found is None:
        raise LookupError(slug)
    return pack_of(found)


def published_packs(on: date | None = None) -> list[Pack]:
    """The packs of all procedures shown, by slug."""
    versions = _versions_on(on or today())
    return [pack_of(versions[slug]) for slug in sorted(versions)]


def packs_by_life_event(event: str) -> list[Pack]:
    """The packs that name this life event, by slug."""
    return [pack for pack in published_packs() if event in pack.life_events]


def local_fees(procedure: str, agency: Agency, on: date, channel: str) -> dict[str, LocalFee]:
    """What the province set for filing a procedure by `channel` (online, counter, post), in force on a day at `agency`,
    by fee: of the nearest agency, there the row for this channel before the one for any.

    One query, and one for each agency above that is not read yet.
    """
    chain = _agency_and_above(agency)
    rows = LocalFee.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        agency__in=chain,
        procedure_id=procedure,
        channel__in=["any", channel],
        valid_from__lte=on,
    )
    found: dict[str, LocalFee] = {}
    for row in sorted(rows, key=lambda each: (chain.index(each.agency_id), each.channel == "any", -each.pk)):
        found.setdefault(row.fee, row)
    return found


def fees_to_set() -> list[tuple[Pack, list[Fee]]]:
    """Procedures shown that have fees the province sets, by slug, with those fees."""
    return [
        (pack, set_there)
        for pack in published_packs()
        if (set_there := [fee for fee in pack.fees if fee.set_by == "province_council"])
    ]


def local_fees_at(agency: Agency) -> list[LocalFee]:
    """Everything entered for an agency and the agencies above it, by procedure and fee, the newest first."""
    found = LocalFee.objects.select_related("agency").filter(agency__in=_agency_and_above(agency))
    return list(found.order_by("procedure_id", "fee", "channel", "-valid_from", "pk"))


def _agency_and_above(agency: Agency) -> list[int]:
    chain: list[int] = []
    above: Agency | None = agency
    while above is not None:
        chain.append(above.pk)
        above = above.parent
    return chain


def forget() -> None:
    """Look again which versions are in force; called when something was loaded or withdrawn.

    Parsed packs go too: a database that is rolled back (a test, a failed load) may give their ids to others.
    """
    _current.clear()
    pack_of.cache_clear()


def _versions_on(day: date) -> dict[str, int]:
    kept = _current.get(day)
    if kept is not None and time.monotonic() - kept[0] < STALE_SECONDS:
        return kept[1]
    rows = (
        ProcedureVersion.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), procedure__published=True, valid_from__lte=day
        )
        .order_by("procedure_id", "number")
        .values_list("procedure_id", "pk")
    )
    found = dict(rows)
    if len(_current) > 8:
        _current.clear()
    _current[day] = (time.monotonic(), found)
    return found

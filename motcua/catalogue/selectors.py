"""Questions about procedures. Versions never change, so parsed packs are kept by version."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import F, Q
from django.utils.translation import gettext as _

from motcua.base.clock import today
from motcua.base.kept_query import KeptQuery
from motcua.base.kit.moments import show_day
from motcua.catalogue.models import LocalFee, Procedure, ProcedureVersion
from motcua.catalogue.pack import Fee, Pack
from motcua.directory.api import Agency, agency_and_above

# How long a process may go on with the list of current versions another process has changed.
STALE_SECONDS = 10.0
_current: dict[date | None, tuple[float, dict[str, int]]] = {}

# What was loaded before a procedure was withdrawn does not come back with what is published after.
_SHOWN = Q(procedure__published=True) & (
    Q(procedure__withdrawn_at__isnull=True) | Q(loaded_at__gt=F("procedure__withdrawn_at"))
)

_set_for: KeptQuery[LocalFee] = KeptQuery(
    lambda slug: LocalFee.objects.filter(procedure_id=slug).defer("decided_on", "entered_by", "entered_at").order_by(),
    str,
)

_version: KeptQuery[ProcedureVersion] = KeptQuery(
    lambda number: ProcedureVersion.objects.select_related("procedure").defer("pack_json").filter(pk=number), int
)


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


def owners_of_codes(codes: Iterable[str]) -> dict[str, str]:
    """National code → the slug of the procedure that has it; codes nobody has are left out."""
    found = Procedure.objects.filter(code__in=list(codes)).values_list("code", "slug")
    return {code: slug for code, slug in found if code is not None}


def current_version(slug: str, on: date | None = None) -> ProcedureVersion:
    """The version in force on a day (default: today): the newest loaded of those valid then. Raises `LookupError`."""
    found = _versions_on(on or today()).get(slug)
    if found is None:
        raise LookupError(slug)
    version = _version.one(found)
    if version is None:
        raise LookupError(slug)
    return version


def version_now(slug: str) -> int | None:
    """The id of the version in force today, without a query; None where there is none."""
    return _versions_on(today()).get(slug)


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


def known_packs() -> list[Pack]:
    """The newest pack of every procedure there ever was, by slug: dossiers that run outlive what is shown."""
    versions = _versions_on(None)
    return [pack_of(versions[slug]) for slug in sorted(versions)]


def pack_known(slug: str) -> Pack:
    """The pack in force today; the newest there was of a procedure that is shown no longer. Raises `LookupError`."""
    try:
        return pack_now(slug)
    except LookupError:
        return pack_of(_versions_on(None)[slug])


def why_not_offered(slug: str) -> str:
    """Why nobody can file it today, in a sentence for whoever wants to; "" where they can, without a query.

    Raises `LookupError` for what was never a procedure here.
    """
    if slug in _versions_on(today()):
        return ""
    found = procedure(slug)
    if found.published:
        return _("Thủ tục này hiện không nhận hồ sơ.")
    said = {"day": show_day(found.withdrawn_at), "reason": found.withdrawn_reason}
    return _("Thủ tục này không nhận hồ sơ từ ngày %(day)s: %(reason)s") % said


def published_versions() -> list[ProcedureVersion]:
    """The newest version of every procedure that is published, by slug; its day may still come. One query."""
    found = ProcedureVersion.objects.select_related("procedure").defer("pack_json").filter(_SHOWN)
    newest = {each.procedure_id: each for each in found.order_by("procedure_id", "number")}
    return list(newest.values())


def withdrawn_procedures() -> list[Procedure]:
    """What was taken off, the latest first."""
    return list(Procedure.objects.filter(published=False).order_by("-withdrawn_at", "slug"))


def packs_by_life_event(event: str) -> list[Pack]:
    """The packs that name this life event, by slug."""
    return [pack for pack in published_packs() if event in pack.life_events]


def local_fees(procedure: str, agency: Agency, on: date, channel: str) -> dict[str, LocalFee]:
    """What the province set for filing a procedure by `channel` (online, counter, post), in force on a day at `agency`,
    by fee: of the nearest agency, there the row for this channel before the one for any.

    One query, and a second where something is set for this procedure anywhere.
    """
    rows = [each for each in _set_for.all(procedure) if each.channel in ("any", channel) and _in_force(each, on)]
    if not rows:
        return {}
    near = {number: steps for steps, number in enumerate(agency_and_above(agency))}
    rows = [each for each in rows if each.agency_id in near]
    found: dict[str, LocalFee] = {}
    for row in sorted(rows, key=lambda each: (near[each.agency_id], each.channel == "any", -each.pk)):
        found.setdefault(row.fee, row)
    return found


def local_fees_agreed(procedure: str, on: date, channels: Iterable[str]) -> dict[str, dict[str, LocalFee]]:
    """For a reader who has not said where they will file: by channel and fee, what is in force on a day wherever
    something is set. What two agencies set differently is left out. One query.
    """
    rows = [each for each in _set_for.all(procedure) if _in_force(each, on)]
    return {channel: _agreed(rows, channel) for channel in channels}


def _agreed(rows: Iterable[LocalFee], channel: str) -> dict[str, LocalFee]:
    best: dict[tuple[str, int], LocalFee] = {}  # of each agency the row for this channel before the one for any
    for row in sorted(rows, key=lambda each: (each.channel == "any", -each.pk)):
        if row.channel in ("any", channel):
            best.setdefault((row.fee, row.agency_id), row)
    found: dict[str, list[LocalFee]] = {}
    for (fee, _agency), row in best.items():
        found.setdefault(fee, []).append(row)
    return {fee: same[0] for fee, same in found.items() if len({each.amount for each in same}) == 1}


def _in_force(row: LocalFee, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)


def fees_to_set() -> list[tuple[Pack, list[Fee]]]:
    """Procedures shown that have fees the province sets, by slug, with those fees."""
    return [
        (pack, set_there)
        for pack in published_packs()
        if (set_there := [fee for fee in pack.fees if fee.set_by == "province_council"])
    ]


def local_fees_at(agency: Agency) -> list[LocalFee]:
    """Everything entered for an agency and the agencies above it, by procedure and fee, the newest first."""
    found = LocalFee.objects.select_related("agency").filter(agency__in=agency_and_above(agency))
    return list(found.order_by("procedure_id", "fee", "channel", "-valid_from", "pk"))


def forget() -> None:
    """Look again which versions are in force; called when something was loaded or withdrawn.

    Parsed packs go too: a database that is rolled back (a test, a failed load) may give their ids to others.
    """
    _current.clear()
    pack_of.cache_clear()


def _versions_on(day: date | None) -> dict[str, int]:
    """Slug → version in force on a day; without a day the newest there is, shown or not."""
    kept = _current.get(day)
    if kept is not None and time.monotonic() - kept[0] < STALE_SECONDS:
        return kept[1]
    rows = ProcedureVersion.objects.order_by("procedure_id", "number")
    if day is not None:
        rows = rows.filter(_SHOWN, Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    found = dict(rows.values_list("procedure_id", "pk"))
    if len(_current) > 8:
        _current.clear()
    _current[day] = (time.monotonic(), found)
    return found

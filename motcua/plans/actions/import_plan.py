"""Bring a plan in: read it, keep it, propose its items."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy, gettext_noop

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.files import keep
from motcua.base.verdict import require
from motcua.directory.api import Agency, Unit, Viewer, actor_of
from motcua.plans.binding import CRITERION_OF, deadline_fields, unit_named, units_of
from motcua.plans.events import Imported
from motcua.plans.journal import journal
from motcua.plans.lineage import brought_before, refuse_strange_version, version_before
from motcua.plans.models import Plan, Target, Task
from motcua.plans.policies import may_import
from motcua.plans.reader.model import tier_of
from motcua.plans.reasons import REASONS
from motcua.plans.understanding import Understood, understand_all

LARGEST = 30 * 1024 * 1024
TOO_LARGE = REASONS.known(gettext_noop("Tệp lớn hơn 30 MB. Xin tách phần phụ lục hoặc quét ở mức 200 dpi rồi tải lại."))
MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def import_plan(
    *, content: bytes, name: str, agency: Agency, by: Viewer | Actor, replaces: Plan | None = None
) -> tuple[Plan, bool]:
    """The plan in `content` (a file called `name`) as a draft of `agency`, and whether it is new.

    `replaces`: the followed plan this file is a new version of; else the one with the same number, where there is one.
    Where the file holds several plans the first is given back and the others become drafts of their own. The same
    bytes brought twice are one plan, unless it was withdrawn. Reading happens before the transaction. Raises
    `Forbidden`, `UnreadablePlan` where it is no plan, `Refusal` where the file is too large.
    """
    require(may_import(by, agency))
    return _import(content, name, actor_of(by), _Place(agency, replaces))


def import_for(*, content: bytes, name: str, agency: Agency, by: Actor, replaces: Plan | None = None) -> Plan:
    """The same for a worker, on behalf of somebody whose right was checked when the file was taken in."""
    return _import(content, name, by, _Place(agency, replaces))[0]


def media_type_of(name: str) -> str:
    """The media type of a file called `name`, for keeping it."""
    return MEDIA_TYPES.get(_suffix(name), "application/octet-stream")


def _import(content: bytes, name: str, by: Actor, place: _Place) -> tuple[Plan, bool]:
    agency, replaces = place.agency, place.replaces
    refuse_strange_version(agency, replaces)
    if len(content) > LARGEST:
        raise Refusal(gettext_lazy(TOO_LARGE))
    digest = hashlib.sha256(content).hexdigest()
    known = brought_before(agency, digest)
    if known is not None:
        return known, False
    place = _Place(agency, replaces, again=Plan.objects.filter(agency=agency, source__sha256=digest).count())
    return _keep_all(_read(content, name), content, name, by, place)


@transaction.atomic
def _keep_all(found: list[Understood], content: bytes, name: str, by: Actor, place: _Place) -> tuple[Plan, bool]:
    plan, made = _keep(found[0], content, name, by, place)
    for number, other in enumerate(found[1:], 2):
        _keep(other, content, name, by, _Place(place.agency, None, number, place.again))
    return plan, made


@dataclass(frozen=True)
class _Place:
    """Whose plan it is, which one it changes where somebody said so, which of the plans in its file it is, and how
    many plans of this file were withdrawn before."""

    agency: Agency
    replaces: Plan | None
    number: int = 1
    again: int = 0

    def key(self, digest: str) -> str:
        """What tells this plan from all others of the agency: the SHA-256 of its file, and of its place in it."""
        more = [f"#{self.number}"] if self.number > 1 else []
        more += [f"+{self.again}"] if self.again else []
        return hashlib.sha256("".join([digest, *more]).encode()).hexdigest() if more else digest


def _read(content: bytes, name: str) -> list[Understood]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{_suffix(name)}"
        path.write_bytes(content)
        return understand_all(path)


def _suffix(name: str) -> str:
    found = Path(name).suffix.lower()
    return found if found in MEDIA_TYPES else ""


def _keep(found: Understood, content: bytes, name: str, by: Actor, place: _Place) -> tuple[Plan, bool]:
    agency = place.agency
    meta = found.data["meta"]
    number = meta["doc_number"] or ""
    day = _day(meta["doc_date"])
    before = place.replaces or version_before(agency, number, day)
    stored = keep(content, name=name, media_type=media_type_of(name))
    level = tier_of(meta["agency_level"])
    plan, made = Plan.objects.get_or_create(
        agency=agency,
        sha256=place.key(stored.sha256),
        defaults={
            "title": meta["title"] or Path(name).stem,
            "number": number[:80],
            "date": day,
            "level": level if level in Plan.Level.values else "",
            "source": stored,
            "as_read": found.data,
            "lines": found.lines,
            "version": before.version + 1 if before else 1,
            "previous": before,
            "imported_at": now(),
            "imported_by": str(by),
        },
    )
    if not made:
        return plan, False
    units = units_of(agency)
    targets = Target.objects.bulk_create(_target(plan, at, each) for at, each in enumerate(found.data["targets"]))
    tasks = Task.objects.bulk_create(_task(plan, at, each, units) for at, each in enumerate(found.data["tasks"]))
    journal(
        Imported(plan.public_id, agency.code, plan.sha256, len(targets), len(tasks), len(found.data["anomalies"])), by
    )
    return plan, True


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _common(plan: Plan, at: int, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "plan": plan,
        "position": at,
        "number": str(said["id"])[:40],
        "section": str(said["section"] or "")[:120],
        "text": said["text"],
        "confidence": said["confidence"],
        "source_line": said["source"]["line"],
        "source_page": said["source"]["page"],
        "as_read": said,
    }


def _target(plan: Plan, at: int, said: dict[str, Any]) -> Target:
    value = said["value"]
    is_number = isinstance(value, int | float)
    return Target(
        **_common(plan, at, said),
        metric=said["metric"],
        comparator=said["comparator"],
        value=Decimal(str(value)) if is_number else None,
        value_text="" if is_number or value is None else str(value)[:120],
        measure_unit=(said["unit"] or "")[:60],
        year=said["year"],
        period={key: said[key] for key in ("from", "until", "every") if key in said},
        scope=said["scope"] or "",
        condition=said["condition"] or "",
        kind=said["kind"],
        indicator=CRITERION_OF.get(said["metric"], ""),
    )


def _task(plan: Plan, at: int, said: dict[str, Any], units: dict[str, Unit]) -> Task:
    return Task(
        **_common(plan, at, said),
        group=said["group"] or "",
        product=said["product"] or "",
        lead="; ".join(said["lead"]),
        coordinating="; ".join(said["coordinating"]),
        **deadline_fields(said["deadline"], plan.date),
        unit=unit_named(said["lead"], units),
    )

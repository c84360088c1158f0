"""What is late now at agencies that somebody watches over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.directory.api import Agency, Viewer
from motcua.dossiers.models import Dossier
from motcua.dossiers.selectors.opening import Opening, opening_of
from motcua.dossiers.selectors.work_list import WorkRow, late_rows


@dataclass(frozen=True)
class Late:
    """A dossier past its time. Whether a reason was given is no secret; `reason`, somebody's words about the dossier,
    is empty for whoever may not open it.
    """

    opening: Opening
    procedure: str
    station: str
    agency: str
    due_at: datetime | None
    explained: bool
    reason: str
    told_at: datetime | None


def late_at(agencies: Iterable[Agency], viewer: Viewer, limit: int) -> list[Late]:
    """What is late at `agencies`, the longest first. Who watches there counts all of it and opens what they may."""
    return [_late(row, viewer) for row in late_rows(viewer, [each.pk for each in agencies], limit)]


def _late(row: WorkRow, viewer: Viewer) -> Late:
    found: Dossier = row.dossier
    opening = opening_of(found, viewer)
    return Late(
        opening=opening,
        procedure=found.procedure_slug,
        station=row.station,
        agency=found.holding_agency.short_name,
        due_at=row.due_at,
        explained=bool(found.apology_reason),
        reason=found.apology_reason if opening.code else "",
        told_at=found.overdue_told_at,
    )

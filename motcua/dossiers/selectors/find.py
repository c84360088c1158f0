"""Finding dossiers: one by its code, one's own, and those asked about by anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.base.clock import HO_CHI_MINH
from motcua.base.errors import NotFound
from motcua.base.kept_query import KeptQuery
from motcua.catalogue.api import pack_of, say
from motcua.directory.api import Viewer
from motcua.dossiers.facts import desk_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_see
from motcua.dossiers.taken_back import is_taken_back
from motcua.dossiers.words import NO_SUCH_DOSSIER, NOTHING_TO_FETCH, step_words

TOGETHER = (
    "procedure_version__procedure", "agency", "competent_agency", "holding_agency", "applicant", "holder",
    "current_step__agency", "current_step__holder",
)  # fmt: skip

# Between the groups of a code: blanks, and every dash Unicode has.
_PARTED = re.compile(r"[\s\u2010-\u2015-]+")

_named: KeptQuery[Dossier] = KeptQuery(
    lambda code, public_id: (
        Dossier.objects.select_related(*TOGETHER)
        .defer("procedure_version__pack_json")
        .filter(Q(code=code) | Q(public_id=public_id))[:1]
    ),
    str,
    str,
)


FEW = 4
NOBODY = 0  # no row has this key
_newest: KeptQuery[Dossier] = KeptQuery(
    lambda kind, key, applicant: (
        Dossier.objects.only(
            "public_id", "code", "procedure_version_id", "status", "due_at", "submitted_at", "fee_state"
        )
        .filter(Q(subject_kind=kind, subject_key=key) | Q(applicant_id=applicant, subject_kind="person"))
        .order_by("-submitted_at", "-id")[:FEW]
    ),
    str,
    str,
    int,
)


def dossier_for(viewer: Viewer, code: str, *, purpose: str = "") -> Dossier:
    """The dossier with this code or public id, where the viewer may see it.

    `NotFound` for everybody else, so that nobody learns which codes exist. Staff doors call `record_read` besides.
    """
    found = dossier_named(code)
    if found is None or not may_see(viewer, found, purpose):
        raise NotFound(NO_SUCH_DOSSIER)
    return found


def dossier_named(code: str) -> Dossier | None:
    """The dossier with this code or public id, for selectors that judge themselves what may be told of it."""
    wanted = code.strip()
    # Codes are written in capitals: an exact comparison finds them by their index, however many dossiers there are.
    return _named.one(wanted.upper(), wanted)


def my_dossiers(viewer: Viewer) -> QuerySet[Dossier]:
    """The viewer's own dossiers, or those of the child or organisation acted for; newest first."""
    whose = viewer.subject
    if whose is None:
        return Dossier.objects.none()
    mine = Q(subject_kind=whose.kind, subject_key=whose.key)
    if viewer.acting_for is None and viewer.person is not None:
        mine |= Q(applicant=viewer.person, subject_kind="person")
    rows = Dossier.objects.select_related(*TOGETHER).defer("procedure_version__pack_json")
    return rows.filter(mine).order_by("-submitted_at", "-id")


def newest_dossiers(viewer: Viewer) -> list[Dossier]:
    """The newest few of `my_dossiers`, with no more than a card shows."""
    whose = viewer.subject
    if whose is None:
        return []
    own = viewer.person.pk if viewer.acting_for is None and viewer.person is not None else NOBODY
    return _newest.all(whose.kind, whose.key, own)


def procedures_behind(codes: Iterable[str]) -> dict[str, str]:
    """Code of a dossier → the procedure it was filed for; one that is not here is left out. Nobody's data."""
    return dict(Dossier.objects.filter(code__in=set(codes)).values_list("code", "procedure_slug"))


@dataclass(frozen=True)
class Track:
    """What anybody who knows a code may read: no name, no number, no answer.

    `agency`: who answers for it; of a running dossier whoever stands in for an agency that ended.
    `taken_back`: its result was revoked before it was handed over; `station` says so.
    """

    code: str
    procedure: str
    agency: str
    status: int
    status_label: str
    station: str
    submitted_on: date
    promised_on: date | None
    ended: bool
    taken_back: bool = False


def track(code: str) -> Track:
    """The state of a dossier by its code, without personal data. Raises `NotFound`.

    Who copies a code by hand writes a space or a long dash where the paper has a dash, and small letters.
    """
    asked = _PARTED.sub("-", code.strip().upper())
    found = Dossier.objects.select_related("agency", "current_step").filter(code=asked).first() if asked else None
    if found is None:
        raise NotFound(NO_SUCH_DOSSIER)
    step, pack, back = found.current_step, pack_of(found.procedure_version_id), is_taken_back(found)
    here = step_words(pack, step.key, step.kind, step.name) if step is not None else found.state.label_vi
    return Track(
        code=found.code,
        procedure=say(pack.name),
        agency=(found.agency if found.state.is_final else desk_of(found)).name,
        status=found.status,
        status_label=found.state.label_vi,
        station=str(NOTHING_TO_FETCH) if back else here,
        submitted_on=found.submitted_at.astimezone(HO_CHI_MINH).date(),
        promised_on=found.due_at.astimezone(HO_CHI_MINH).date() if found.due_at else None,
        ended=found.state.is_final,
        taken_back=back,
    )

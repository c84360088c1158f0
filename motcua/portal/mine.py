"""What is the viewer's own, in a few lines for the first page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from motcua.base.clock import now
from motcua.catalogue.api import pack_of, say
from motcua.directory.api import Agency, Viewer, agencies, name_of
from motcua.dossiers.api import Dossier, FeeState, my_dossiers, newest_dossiers, public_progress, taken_back
from motcua.eforms.api import Draft, my_drafts
from motcua.rules.lifecycle import FINAL

FEW = 4


@dataclass(frozen=True)
class DossierCard:
    """A dossier in a list."""

    public_id: str
    code: str
    title: str
    status: int
    due_at: datetime | None
    submitted_at: datetime
    owes: bool  # a fee, now
    back: bool  # its result was revoked before it was handed over


@dataclass(frozen=True)
class DraftCard:
    """A draft that can be gone on with."""

    public_id: str
    title: str
    last_saved_at: datetime


def dossier_cards(dossiers: Iterable[Dossier]) -> list[DossierCard]:
    """A card for each; one query, where results wait to be handed over."""
    found = list(dossiers)
    back = taken_back(found)
    return [_card(each, back=each.pk in back) for each in found]


def _card(dossier: Dossier, *, back: bool) -> DossierCard:
    return DossierCard(
        dossier.public_id,
        dossier.code,
        say(pack_of(dossier.procedure_version_id).short_name),
        dossier.status,
        dossier.due_at,
        dossier.submitted_at,
        owes=dossier.fee_state == FeeState.DUE and dossier.status not in FINAL,
        back=back,
    )


def draft_card(draft: Draft) -> DraftCard:
    """The card of one draft."""
    title = say(pack_of(draft.procedure_version_id).short_name)
    return DraftCard(draft.public_id, title, draft.last_saved_at or draft.opened_at)


def my_open_dossiers(viewer: Viewer) -> list[DossierCard]:
    """The newest of the viewer's dossiers, for the first page."""
    if not viewer.is_citizen:
        return []
    return dossier_cards(newest_dossiers(viewer))


def titles_of(viewer: Viewer, public_ids: Iterable[str]) -> dict[str, str]:
    """Public id → the procedure in short, for those that are the viewer's own: a name says more than a code."""
    found = my_dossiers(viewer).filter(public_id__in=set(public_ids)) if viewer.is_citizen else Dossier.objects.none()
    versions = found.order_by().values_list("public_id", "procedure_version_id")
    return {public_id: say(pack_of(version).short_name) for public_id, version in versions}


def my_open_drafts(viewer: Viewer, most: int | None = None) -> list[DraftCard]:
    """What the viewer began and did not file, the `most` last touched of it."""
    return [draft_card(each) for each in my_drafts(viewer)[:most]]


def whose_draft(draft: Draft, viewer: Viewer) -> str:
    """The name of the child or organisation it is filled in for; empty where it is the viewer's own."""
    return "" if draft.subject == viewer.own_subject else name_of(draft.subject)


_figures: tuple[datetime, str, list[str]] | None = None
FRESH_SECONDS = 300


def figures_of_the_month(language: str) -> list[str]:
    """Three plain sentences over all communes served here, at most five minutes old."""
    global _figures
    if _figures and _figures[1] == language and (now() - _figures[0]).total_seconds() < FRESH_SECONDS:
        return _figures[2]
    found = [public_progress(each) for each in agencies(kind=Agency.Kind.COMMUNE)]
    received, online = sum(each.received for each in found), sum(each.online for each in found)
    in_time = sum(each.done_in_time for each in found)
    late = sum(each.done_late + each.running_late for each in found)
    sentences = [
        gettext("Đã nhận %(n)s hồ sơ, %(online)s hồ sơ nộp trực tuyến.") % {"n": received, "online": online},
        gettext("Đã trả đúng hạn %(n)s hồ sơ.") % {"n": in_time},
        gettext("%(n)s hồ sơ trễ hẹn.") % {"n": late} if late else gettext("Không hồ sơ nào trễ hẹn."),
    ]
    _figures = (now(), language, sentences)
    return sentences

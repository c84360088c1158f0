"""Everything the page of one dossier shows."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.api import pack_of, say
from motcua.desk.pages.apologies import signers_of, written_for
from motcua.desk.pages.declared import letter_of
from motcua.desk.pages.doing import doings
from motcua.desk.pages.papers import components_of, made_papers
from motcua.desk.pages.rows import names_of, time_of
from motcua.desk.pages.story import looks_at, story_of
from motcua.desk.words import channel_words, status_tone, status_words
from motcua.directory.api import Unit, Viewer, mask
from motcua.dossiers.api import (
    YOUR_OWN,
    Apology,
    ApologyState,
    Dossier,
    FeeRelief,
    FiledAs,
    HandOver,
    HelpKind,
    OpinionRequest,
    PlaceKind,
    Result,
    SupplementRequest,
    bill_to_pay,
    is_own_business,
    is_taken_back,
    lateness,
    line_of,
    may_export_evidence,
    refunds_of_dossier,
)
from motcua.rules.lifecycle import SETTLING, Status

_ENDED = {
    Status.REFUSED: _("Lý do không tiếp nhận:"),
    Status.WITHDRAWN: _("Lý do người nộp rút hồ sơ:"),
    Status.STOPPED: _("Lý do dừng giải quyết:"),
}


def whole_page(dossier: Dossier, viewer: Viewer) -> dict[str, Any]:
    """The context of the page for a viewer who may see it."""
    pack = pack_of(dossier.procedure_version_id)
    components = components_of(dossier)
    apology, back = written_for(dossier), is_taken_back(dossier)
    return {
        "dossier": dossier,
        "name": names_of([dossier])[dossier.pk],
        "number": mask(dossier.subject_key),
        "procedure": say(pack.name),
        "short": say(pack.short_name),
        "status": status_words(dossier.status, back=back),
        "tone": status_tone(dossier.status, back=back),
        "time": time_of(dossier, back=back),
        "ended": _ENDED.get(dossier.state, ""),
        "stations": line_of(dossier, viewer),
        "how": how_it_came(dossier),
        "letter": letter_of(dossier),
        "components": components,
        "passed_over": [each for each in components if each.passed_over],
        "doings": doings(dossier, viewer),
        "own": YOUR_OWN if is_own_business(viewer, dossier) else "",
        "bill": bill_to_pay(dossier),
        "results": Result.objects.select_related("signer", "drafted_by", "issued_paper__replaced_by", "corrects")
        .prefetch_related("blanks__given_by", "blanks__spoiled_by", "blanks__replaces")
        .filter(dossier=dossier),
        "supplements": SupplementRequest.objects.select_related("asked_by").filter(dossier=dossier),
        "opinions": _opinions(dossier),
        "handed": _handed(dossier),
        "missed": lateness(dossier),
        "apology": apology,
        "signers": signers_of(dossier) if apology else "",
        "declined": Apology.objects.select_related("dossier")
        .filter(dossier=dossier, state=ApologyState.DECLINED, dossier__status__in=SETTLING)
        .first(),
        "notes": dossier.steps.select_related("holder").exclude(note=""),
        "made": made_papers(dossier),
        "takes_evidence": bool(may_export_evidence(viewer, dossier)),
        "story": story_of(dossier, viewer),
        "looks": looks_at(dossier, viewer),
        "reliefs": FeeRelief.objects.select_related("decided_by").filter(dossier=dossier),
        "refunds": refunds_of_dossier(dossier),
    }


def _opinions(dossier: Dossier) -> QuerySet[OpinionRequest]:
    """Questions to other places; `whom` names the place."""
    asked = OpinionRequest.objects.select_related("asked_agency", "asked_by", "answered_by").filter(dossier=dossier)
    return _with_place(asked, dossier, "asked_agency", "asked_unit")


def _handed(dossier: Dossier) -> HandOver | None:
    """The last hand-over nobody has confirmed yet; `whom` names where the dossier went, and for whom it waits there."""
    if dossier.status != Status.PROCESSING:
        return None
    slips = _with_place(HandOver.objects.filter(dossier=dossier), dossier, "to_agency", "to_unit")
    last: HandOver | None = slips.select_related("to_staff").order_by("-number").first()
    if last is None or last.received_at is not None:
        return None
    if last.to_staff is not None:
        last.whom = f"{last.to_staff.full_name}, {last.whom}"  # type: ignore[attr-defined]
    return last


def _with_place(rows: QuerySet[Any], dossier: Dossier, agency: str, unit: str) -> QuerySet[Any]:
    """`whom`: the unit where one is meant, with its agency where that is another's than the dossier's."""
    named = Unit.objects.filter(agency=OuterRef(agency), code=OuterRef(unit)).values("name")[:1]
    short = F(f"{agency}__short_name")
    ours = When(**{agency: dossier.holding_agency_id}, unit_name__isnull=False, then="unit_name")
    theirs = When(unit_name__isnull=False, then=Concat("unit_name", Value(", "), short))
    found: QuerySet[Any] = rows.annotate(unit_name=Subquery(named)).annotate(whom=Case(ours, theirs, default=short))
    return found


def how_it_came(dossier: Dossier) -> list[str]:
    """By which channel, from where, who pressed the keys, with what help: three facts kept apart."""
    said = [channel_words(dossier.channel), str(FiledAs(dossier.filed_as).label).lower()]
    if dossier.place_kind != PlaceKind.UNKNOWN:
        said.append(str(PlaceKind(dossier.place_kind).label).lower())
    if dossier.help_kind != HelpKind.NONE:
        said.append(str(HelpKind(dossier.help_kind).label).lower())
    return said

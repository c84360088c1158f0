"""Questions about drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from motcua.base.clock import today
from motcua.base.kept_query import KeptQuery
from motcua.catalogue.pack import Prefill
from motcua.directory.api import Subject, Viewer
from motcua.eforms.check_sheet import CheckSheet, make_check_sheet
from motcua.eforms.checks import Problem
from motcua.eforms.compile import CompiledPage
from motcua.eforms.errors import NoSuchDraft, NoSuchField
from motcua.eforms.models import Draft, DraftPaper, Snapshot
from motcua.eforms.names import values_from_post
from motcua.eforms.needs import Need
from motcua.eforms.pages import OfferedPage, PageView, page_view, pages_to_offer
from motcua.eforms.policies import may_fill
from motcua.eforms.prefill.known import is_number
from motcua.eforms.prefill.resolve import dig
from motcua.eforms.state import State, form_of, state_of
from motcua.vault.api import Paper, papers_of


@dataclass(frozen=True, slots=True)
class RowOffer:
    """A likely row of a repeat section: put `number` into `field` of the next row where the person ticks it."""

    number: str
    name: str
    field: str


def draft_for(public_id: str, viewer: Viewer) -> Draft:
    """The viewer's draft. Raises `NoSuchDraft` for strangers too."""
    found = _by_public_id.one(public_id)
    if found is None or not may_fill(viewer, found):
        raise NoSuchDraft
    if viewer.person is not None and found.owner_id == viewer.person.pk:
        found.owner = viewer.person
    return found


def my_drafts(viewer: Viewer) -> list[Draft]:
    """The viewer's open drafts, the one touched last first."""
    if not viewer.is_citizen:
        return []
    return _open_of_owner.all(str(viewer.actor), Draft.State.OPEN.value)


def open_draft_of(viewer: Viewer, procedure: str, subject: Subject | None = None) -> Draft | None:
    """The open draft of this account for `procedure` and `subject` (default: whom the viewer acts for)."""
    whom = subject or viewer.subject
    if not viewer.is_citizen or whom is None:
        return None
    return _open_one.one(str(viewer.actor), whom.kind, whom.key, procedure, Draft.State.OPEN.value)


def pages(draft: Draft) -> list[CompiledPage]:
    """Pages with something still unknown or wrong, in order. Empty: straight to the check page."""
    return list(state_of(draft).to_ask())


def next_page(draft: Draft) -> CompiledPage | None:
    """The page to show now; None: the check page (where papers still missing are asked for too)."""
    return next(state_of(draft).to_ask(), None)


def optional_pages(draft: Draft) -> list[OfferedPage]:
    """Pages the pack leads nobody to, for the check page to offer."""
    return pages_to_offer(state_of(draft).sheet)


def page(draft: Draft, page_id: str) -> PageView:
    """One page as it is to be shown. Raises `NoSuchField`."""
    state = state_of(draft)
    try:
        return page_view(state.sheet, page_id, state.of_page(page_id), draft.passed)
    except KeyError:
        raise NoSuchField from None


def check_sheet(draft: Draft) -> CheckSheet:
    """The check page: every line with its source and how to change it, and all problems."""
    state = state_of(draft)
    return make_check_sheet(state.sheet, state.problems)


def problems(draft: Draft) -> list[Problem]:
    """Everything wrong or missing, all at once."""
    return list(state_of(draft).problems)


def asks_for(draft: Draft, component: str) -> bool:
    """Whether the procedure has such a component at all."""
    return any(each.id == component for each in form_of(draft).components)


def papers_needed(draft: Draft) -> list[Need]:
    """Every component as things stand."""
    return list(state_of(draft).needs)


def papers_attached(draft: Draft, component: str | None = None) -> list[DraftPaper]:
    """Files of the draft in order, of one component or of all."""
    return [each for each in state_of(draft).papers if component in (None, each.component)]


def papers_lapsed(draft: Draft, component: str) -> list[Paper]:
    """Papers that were taken from the vault for `component` and have lost their force since; they do not count."""
    return [each.paper for each in state_of(draft).lapsed if each.component == component and each.paper is not None]


def paper_attached(draft: Draft, public_id: str) -> DraftPaper | None:
    """One file of the draft; None where the draft has no such file."""
    return _paper.one(draft.pk, public_id)


def papers_to_offer(draft: Draft, component: str, viewer: Viewer) -> list[Paper]:
    """Papers the person has that serve for `component` today and are not used yet; offered before any upload."""
    try:
        kinds = form_of(draft).component(component).paper_kinds
    except KeyError:
        raise NoSuchField from None
    if not kinds:
        return []
    used = {each.paper_id for each in state_of(draft).papers}
    own = viewer.own_subject
    whose = [draft.subject] if own in (None, draft.subject) else [draft.subject, own]
    found = [paper for subject in whose if subject for paper in papers_of(subject, viewer, kinds=kinds, on=today())]
    return [each for each in found if each.file_id is not None and each.pk not in used]


def rows_to_offer(draft: Draft, section: str) -> list[RowOffer]:
    """Likely rows of a repeat section that are not there yet: children, members of the household. Raises `NoSuchField`.

    What the sources said is read from what was kept; nobody is asked.
    """
    state = state_of(draft)
    try:
        repeat = state.form.repeat(section)
    except KeyError:
        raise NoSuchField from None
    number_field = next((each.id for each in state.form.section(section).fields if each.type == "personal_id"), None)
    if number_field is None or not repeat.offer:
        return []
    there = {state.sheet.value(number_field, row) for row in state.sheet.rows.get(section, ())}
    found: dict[str, RowOffer] = {}
    for prefill in repeat.offer:
        for number, name in _people_offered(draft, state, prefill):
            if number not in there and number != draft.applicant_key:
                found.setdefault(number, RowOffer(number, name, number_field))
    return list(found.values())


def _people_offered(draft: Draft, state: State, prefill: Prefill) -> list[tuple[str, str]]:
    key = draft.subject_key if prefill.of == "subject" else draft.applicant_key
    if prefill.of.startswith("field:"):
        key = str(state.sheet.value(prefill.of.removeprefix("field:")) or "")
    snapshot = Snapshot.objects.filter(draft=draft, source=prefill.source, key=key, state="found").first()
    listed = dig(snapshot.data, prefill.path) if snapshot is not None else None
    if not isinstance(listed, list):
        return []
    people = [each if isinstance(each, dict) else {"personal_id": each} for each in listed]
    return [
        (str(each["personal_id"]), str(each.get("full_name", "")))
        for each in people
        if is_number(each.get("personal_id"))
    ]


def values_posted(draft: Draft, post: Mapping[str, Any]) -> dict[str, Any]:
    """Values for `save_answers` from what a browser sent for this draft; see `names.values_from_post`."""
    return values_from_post(form_of(draft), post)


def _drafts() -> QuerySet[Draft]:
    return _narrow().select_related("owner", "owner_organisation")


def _narrow() -> QuerySet[Draft]:
    # The text of the pack is long and is read once a version, not once a page.
    return Draft.objects.select_related("procedure_version", "agency").defer("procedure_version__pack_json")


_paper: KeptQuery[DraftPaper] = KeptQuery(
    lambda draft, public_id: DraftPaper.objects.filter(draft_id=draft, public_id=public_id).select_related("file"),
    int,
    str,
)
_open_of_owner: KeptQuery[Draft] = KeptQuery(
    lambda owner, state: _drafts().filter(owner_ref=owner, state=state).order_by("-opened_at"), str, str
)
_open_one: KeptQuery[Draft] = KeptQuery(
    lambda owner, kind, key, procedure, state: _drafts().filter(
        owner_ref=owner, subject_kind=kind, subject_key=key, procedure=procedure, state=state
    ),
    str,
    str,
    str,
    str,
    str,
)
_by_public_id: KeptQuery[Draft] = KeptQuery(lambda public_id: _narrow().filter(public_id=public_id), str)

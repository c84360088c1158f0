"""Ask the sources for what the form still lacks, and keep what they say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext_noop

from motcua.base.clock import now, today
from motcua.base.kept_query import KeptQuery
from motcua.base.rows import update
from motcua.base.verdict import require
from motcua.catalogue.pack import Component
from motcua.directory.api import Person, Subject, Viewer, person_by_number, person_subject
from motcua.eforms.actions.locked import lock_row, take_over
from motcua.eforms.compile import CompiledForm
from motcua.eforms.held import TYPED, Held
from motcua.eforms.models import Answer, Draft, PrefillLog, Snapshot
from motcua.eforms.policies import may_fill, may_speak_for
from motcua.eforms.prefill.known import Someone, is_number
from motcua.eforms.prefill.library import MOST_TRIES_A_DAY, Library, Told
from motcua.eforms.prefill.resolve import Resolver
from motcua.eforms.sheet import Place
from motcua.eforms.state import form_of, held_of_draft, stand, state_of
from motcua.eforms.writing import write_answers, write_log
from motcua.gateways.api import is_connected, lookup, verify_citizen
from motcua.vault.api import ANSWER, facts_of, known_purpose, record_use

PURPOSE = known_purpose(gettext_noop("Điền sẵn tờ khai theo yêu cầu của người nộp hồ sơ"))


_snapshots: KeptQuery[Snapshot] = KeptQuery(lambda draft: Snapshot.objects.filter(draft_id=draft), int)


def refresh_prefill(draft: Draft, viewer: Viewer) -> Draft:
    """The draft with everything filled that a source knows. Never call this inside a transaction: it goes outside.

    Each source is asked at most once about each key; what it said before is used again. A source that is down only
    means that the person types more; it is asked again at the next refresh. What the person typed is never replaced.
    Raises `Forbidden`; a draft that is no longer open, or of somebody the viewer represents no longer, stays as it is.
    """
    require(may_fill(viewer, draft))
    if draft.state != Draft.State.OPEN or not _still_speaks(viewer, draft):
        return draft
    form = form_of(draft)
    library = _library(draft, viewer)
    before = list(state_of(draft).sheet.held.values())
    resolver = _resolver(draft, viewer, form, library, before)
    filled = resolver.run()
    for component in form.components:
        _ask_for_paper(component, library, draft)
    _ask_for_rows(resolver)
    _keep(draft, viewer, resolver, filled)
    return draft


def _still_speaks(viewer: Viewer, draft: Draft) -> bool:
    """Nothing more is found out about somebody for who may no longer act for them."""
    return viewer.acting_for == draft.subject or bool(may_speak_for(viewer, draft))


def _library(draft: Draft, viewer: Viewer) -> Library:
    def ask(source: str, key: str) -> tuple[dict[str, Any], date]:
        answer = lookup(source, key, purpose=PURPOSE, reference=draft.stream, by=viewer.actor)
        return dict(answer.data), answer.as_of

    def confirm(someone: Someone) -> tuple[dict[str, Any], date] | None:
        born, precision = _birth(someone.born)
        record = verify_citizen(
            personal_id=someone.number,
            full_name=someone.name,
            birth_date=born,
            birth_precision=precision,
            or_year=someone.number == draft.applicant_key,
            purpose=PURPOSE,
            reference=draft.stream,
            by=viewer.actor,
        )
        return (record.as_facts(), today()) if record is not None else None

    library = Library(own=_own(draft, viewer), look_up=ask, verify=confirm, connected=is_connected)
    library.tries_left = cache(lambda: MOST_TRIES_A_DAY - _tries_today(draft))
    library.remember(each.told() for each in _snapshots.all(draft.pk))
    return library


def _tries_today(draft: Draft) -> int:
    lately = Q(opened_at__gte=now() - timedelta(days=1)) | Q(last_saved_at__gte=now() - timedelta(days=1))
    drafts = Draft.objects.filter(lately, owner_ref=draft.owner_ref)
    return drafts.aggregate(tries=Sum("people_asked"))["tries"] or 0


def _birth(born: str) -> tuple[date, str]:
    parts = [int(part) for part in born.split("-")] + [1, 1]
    return date(parts[0], parts[1], parts[2]), {4: "year", 7: "month"}.get(len(born), "day")


def _own(draft: Draft, viewer: Viewer) -> dict[str, Someone]:
    people = [viewer.person]
    if draft.subject.is_person and draft.subject_key != draft.applicant_key:
        people.append(person_by_number(draft.subject_key))
    return {each.personal_id: Someone(each.personal_id, each.full_name, born_text(each)) for each in people if each}


def born_text(person: Person) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD, as exactly as it is known; empty where it is not."""
    if person.birth_date is None:
        return ""
    return person.birth_date.isoformat()[: {"year": 4, "month": 7}.get(person.birth_precision, 10)]


def _resolver(draft: Draft, viewer: Viewer, form: CompiledForm, library: Library, before: list[Held]) -> Resolver:
    return Resolver(
        form=form,
        kept=tuple(each for each in before if _is_kept(each)),
        context=draft.conditions_see,
        today=today(),
        library=library,
        applicant=draft.applicant_key,
        subject=draft.subject_key,
        claims=_claims(viewer),
        facts=_facts(draft, viewer, form),
        earlier={(each.field, each.row): each for each in before if not _is_kept(each)},
    )


def _is_kept(held: Held) -> bool:
    """What the person typed, changed, disputed or settled is not touched by sources any more."""
    settled = held.conflict is not None and not held.unsettled
    return held.source == TYPED or held.edited or bool(held.disputed) or settled


def _claims(viewer: Viewer) -> dict[str, Any]:
    """What the sign-in told, by the names of the source vocabulary."""
    person = viewer.person
    if person is None:
        organisation = viewer.organisation
        return {"tax_code": organisation.tax_code, "full_name": organisation.name} if organisation else {}
    told = {
        "personal_id": person.personal_id,
        "full_name": person.full_name,
        "date_of_birth": born_text(person),
        "phone": person.phone,
        "email": person.email,
    }
    return {name: value for name, value in told.items() if value}


def _facts(draft: Draft, viewer: Viewer, form: CompiledForm) -> dict[tuple[str, str, str], tuple[Any, date]]:
    """What the vaults of the applicant and the subject hold of what the form asks."""
    wanted = {
        (each.source, each.prefill.path)
        for field in form.fields.values()
        for each in field.candidates
        if each.source in ("vault", "earlier")
    }
    if not wanted:
        return {}
    fact_of = {pair: pair[1] if pair[0] == "vault" else f"{ANSWER}{pair[1]}" for pair in wanted}
    found: dict[tuple[str, str, str], tuple[Any, date]] = {}
    for subject in _vaults(draft, viewer):
        facts = facts_of(subject, fact_of.values(), viewer)
        for (source, path), name in fact_of.items():
            if name in facts:
                found[subject.key, source, path] = (facts[name].value, facts[name].as_of)
    return found


def _vaults(draft: Draft, viewer: Viewer) -> list[Subject]:
    """Vaults the viewer may open: their own, and that of the subject while they act for it."""
    mine = {each for each in (viewer.own_subject, viewer.acting_for) if each is not None}
    return sorted(mine & {draft.subject, *([viewer.own_subject] if viewer.own_subject else [])})


def _ask_for_paper(component: Component, library: Library, draft: Draft) -> None:
    """Sources that make a paper unnecessary, though no field of the form is filled from them."""
    if component.proven_by:
        return  # its fields are filled from the sources
    if component.mode == "data" or component.required != "optional":
        for source in component.replaced_by:
            if source not in library.states():
                library.ask(source, draft.subject_key)


def _ask_for_rows(resolver: Resolver) -> None:
    """Sources that know the likely rows of repeat sections."""
    sheet = resolver.sheet()
    for section in resolver.form.sections:
        for prefill in section.repeat.offer if section.repeat else ():
            key = resolver.subject if prefill.of == "subject" else resolver.applicant
            if prefill.of.startswith("field:"):
                key = str(sheet.value(prefill.of.removeprefix("field:")) or "")
            if key:
                resolver.library.ask(prefill.source, key)


@transaction.atomic
def _keep(draft: Draft, viewer: Viewer, resolver: Resolver, filled: dict[Place, Held]) -> None:
    row = lock_row(draft.pk)
    if row.state != Draft.State.OPEN:
        return
    now_held = {(each.field, each.row): each for each in held_of_draft(row.pk)}
    free = {place for place, held in now_held.items() if not _is_kept(held)}
    stamped = {
        place: held._replace(saved_at=now()) for place, held in filled.items() if place in free or place not in now_held
    }
    new = [held for place, held in stamped.items() if not _same(now_held.get(place), held)]
    gone = [place for place in free if place not in filled and place not in resolver.missed]
    _write(row, new, gone, resolver)
    _keep_snapshots(row, resolver.library.new)
    _tell_those_asked_about(row, viewer, resolver.library.new)
    row.source_states = resolver.library.states()
    row.unmatched = _unmatched_fields(resolver)
    row.people_asked += resolver.library.tries
    row.to_look_up = False
    update(row, ["source_states", "unmatched", "people_asked", "to_look_up"])
    take_over(draft, row)
    stand(draft, ({place: held for place, held in now_held.items() if place not in gone} | _by_place(new)).values())


def _by_place(held: Iterable[Held]) -> dict[Place, Held]:
    return {(each.field, each.row): each for each in held}


def _same(old: Held | None, new: Held) -> bool:
    return old is not None and old._replace(saved_at=new.saved_at, saved_from=new.saved_from) == new


def _write(row: Draft, new: list[Held], gone: list[Place], resolver: Resolver) -> None:
    write_answers(row, new)
    for name, number in gone:
        Answer.objects.filter(draft=row, field=name, row=number).delete()
    filled = [PrefillLog(draft=row, field=e.field, row=e.row, source=e.source, outcome="filled", at=now()) for e in new]
    down = ",".join(sorted(resolver.library.down))[:40]
    failed = [
        PrefillLog(draft=row, field=name, row=number, source=down, outcome="failed", at=now())
        for name, number in sorted(resolver.missed)
    ]
    write_log(filled + failed)


def _keep_snapshots(row: Draft, told: Iterable[Told]) -> None:
    Snapshot.objects.bulk_create(
        [
            Snapshot(
                draft=row,
                source=each.source,
                key=each.key[:80],
                about=each.about,
                state=each.state,
                data=each.data,
                as_of=each.as_of,
                asked_at=each.asked_at or now(),
            )
            for each in told
        ],
        update_conflicts=True,
        unique_fields=["draft", "source", "key", "about"],
        update_fields=["state", "data", "as_of", "asked_at"],
    )


def _tell_those_asked_about(row: Draft, viewer: Viewer, told: Iterable[Told]) -> None:
    """People other than the applicant and the subject read in their vault that they were looked up."""
    asked = {(each.source, each.key) for each in told if each.state == "found" and is_number(each.key)}
    for source, key in sorted(asked):
        if key not in (row.applicant_key, row.subject_key):
            record_use(
                subject=person_subject(key), what=f"registry:{source}", purpose=PURPOSE, dossier=row.stream, by=viewer
            )


def _unmatched_fields(resolver: Resolver) -> list[str]:
    """Fields that hold a number which the population database did not confirm with the name beside it."""
    numbers, sheet = resolver.library.unmatched(), resolver.sheet()
    return sorted(
        name
        for name, row in sheet.places()
        if row == 0
        and sheet.form.fields[name].repeat is None
        and sheet.form.fields[name].field.type == "personal_id"
        and sheet.value(name) in numbers
    )

"""What was asked although the state holds it, or may hold it: the other side of asking once (Decree 118/2025/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.base.clock import today
from motcua.base.kept_query import KeptQuery
from motcua.directory.api import Subject
from motcua.eforms.models import PrefillLog
from motcua.eforms.sheet import Place
from motcua.eforms.state import State
from motcua.vault.api import kinds_held

_missed: KeptQuery[PrefillLog] = KeptQuery(
    lambda draft: PrefillLog.objects.filter(draft_id=draft, outcome=PrefillLog.Outcome.FAILED), int
)


def asked_again(state: State, typed: Iterable[Place]) -> int:
    """How many things the person gave once more: fields typed because a source that might have filled them was down,
    components sent as a file while a paper of that kind was in force in the vault of the one it is about or of who
    files."""
    return _fields(state, typed) + _papers(state)


def _fields(state: State, typed: Iterable[Place]) -> int:
    fields = state.form.fields
    wanted = {place for place in typed if fields[place[0]].field.prefill}
    if not wanted:
        return 0
    return len(wanted & {(each.field, each.row) for each in _missed.all(state.draft.pk)})


def _papers(state: State) -> int:
    sent = {each.component for each in state.papers if each.paper_id is None}
    wanted = {each.id: set(each.paper_kinds) for each in state.form.components if each.id in sent and each.paper_kinds}
    if not wanted:
        return 0
    draft = state.draft
    whose = {draft.subject, Subject("person" if draft.owner_id is not None else "organisation", draft.applicant_key)}
    held = kinds_held(whose, set().union(*wanted.values()), on=today())
    return sum(bool(kinds & held) for kinds in wanted.values())

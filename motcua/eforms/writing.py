"""Rows a draft is made of, written by one statement each; the caller holds the draft."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.base.rows import insert
from motcua.eforms.held import Held
from motcua.eforms.models import Answer, Draft, PrefillLog
from motcua.eforms.models.answer import KEPT

_REPLACE = f'(draft_id, field, "row") DO UPDATE SET {", ".join(f"{each} = excluded.{each}" for each in KEPT)}'


def write_answers(row: Draft, answers: Iterable[Held]) -> None:
    """Write answers of a locked draft; an answer already there is replaced."""
    insert([Answer.of(row.pk, each) for each in answers], on_conflict=_REPLACE)


def write_log(log: Iterable[PrefillLog]) -> None:
    """Add to what became of looking fields up."""
    insert(list(log))

"""Answer what a collection asks a unit for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.files import keep
from motcua.base.kit.figures import read_number
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.add_evidence import Looked, looked_at
from motcua.plans.actions.correct_item import CHANGED_MEANWHILE
from motcua.plans.events import InputGiven
from motcua.plans.journal import journal
from motcua.plans.models import Collection, Input
from motcua.plans.policies import may_give_input, takes_answers

LONGEST = 4000
_MOST = Decimal(10) ** 15


def give_input(
    *, asked: Input, values: Sequence[str], revision: int, by: Viewer, note: str = "", content: bytes = b"",
    name: str = "",
) -> Input:  # fmt: skip
    """Answer every line, in the order of the form: figures as people type them (1250,5), words as they are.

    A first answer is taken until the collection is closed, also late; it may be put right until its day. `revision` is
    the one the writer was looking at; `content` is a file that goes with it, looked at before the transaction. Raises
    `Forbidden`, `Refusal`, `FileRefused`.
    """
    require(may_give_input(by, asked))
    require(takes_answers(asked))
    kept = _kept(asked.collection, values)
    seen = looked_at(content, name) if content else None
    return _written(asked, kept, note.strip()[:LONGEST], (content, seen), revision, by)


@transaction.atomic
def _written(
    asked: Input, values: list[str], note: str, file: tuple[bytes, Looked | None], revision: int, by: Viewer
) -> Input:
    collection = Collection.objects.select_for_update().select_related("plan").get(pk=asked.collection_id)
    held = Input.objects.select_for_update().get(pk=asked.pk)
    held.collection = collection
    require(takes_answers(held))
    if held.revision != revision:
        raise Refusal(CHANGED_MEANWHILE)
    again, late, moment = not held.is_missing, held.late_on(today()), now()
    content, seen = file
    changes = {"file": keep(content, name=seen.name, media_type=seen.media_type)} if seen is not None else {}
    when = {"corrected_at": moment} if again else {"answered_at": moment}
    Input.objects.filter(pk=held.pk).update(
        values=values, note=note, answered_by=str(by.actor), revision=F("revision") + 1, **when, **changes
    )
    plan = collection.plan.public_id
    journal(InputGiven(plan, collection.public_id, asked.public_id, late, again), by)
    asked.refresh_from_db()
    return asked


def _kept(collection: Collection, values: Sequence[str]) -> list[str]:
    lines = collection.lines
    if len(values) != len(lines) or any(not each.strip() for each in values):
        raise Refusal(_("Xin trả lời đủ các dòng. Không có thì ghi 0 hoặc “không có”."))
    return [
        _figure(each, name) if unit else each.strip()[:LONGEST]
        for (name, unit), each in zip(lines, values, strict=True)
    ]


def _figure(text: str, name: str) -> str:
    """What was typed as a plain decimal; `Refusal` for what is no number."""
    try:
        found = read_number(text)
    except ValueError:
        found = _MOST
    if abs(found) >= _MOST:
        raise Refusal(_("“%(name)s” cần một con số, ví dụ 85 hoặc 1.250,5.") % {"name": name})
    return f"{found.normalize():f}"

"""Ask units for what a plan needs from them, by a day; close the collection when it is enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Agency, Unit, Viewer, agencies
from motcua.notices.api import tell
from motcua.plans.events import CollectionClosed, InputsAsked
from motcua.plans.journal import journal
from motcua.plans.models import Collection, Input, Plan
from motcua.plans.owners import who_answers
from motcua.plans.policies import is_followed, may_collect

MOST_LINES = 12
Line = tuple[str, str]


@transaction.atomic
def ask_inputs(
    *, plan: Plan, title: str, lines: Sequence[Line], due: date, units: Iterable[Unit], by: Viewer, words: str = "",
    below: Iterable[Agency] = (),
) -> Collection:  # fmt: skip
    """Ask `units` of the agency and agencies directly `below` it; who acts for each is told.

    `lines`: names with a unit (answered by a figure) or without one (answered by words). `due`: Asia/Ho_Chi_Minh day.
    Raises `Forbidden`, `Refusal`.
    """
    require(may_collect(by, plan))
    require(is_followed(plan))
    asked, lower = list(units), list(below)
    kept = _kept(lines)
    if not title.strip():
        raise Refusal(_("Xin ghi cần thông tin gì."))
    if due < today():
        raise Refusal(_("Hạn gửi phải từ hôm nay trở đi."))
    _refuse_strangers(plan, asked, lower)
    made = Collection.objects.create(
        plan=plan, title=title.strip()[:200], words=words.strip()[:4000], lines=kept, due=due,
        asked_by=str(by.actor), asked_at=now(),
    )  # fmt: skip
    inputs = [Input.objects.create(collection=made, agency=plan.agency, unit=each) for each in asked]
    inputs += [Input.objects.create(collection=made, agency=each) for each in lower]
    journal(InputsAsked(plan.public_id, made.public_id, due, len(inputs)), by)
    for each in inputs:
        _tell(each)
    return made


@transaction.atomic
def close_collection(*, collection: Collection, by: Viewer) -> Collection:
    """No more answers, no more reminders; what is missing stays missing. Raises `Forbidden`, `Refusal`."""
    plan = collection.plan
    require(may_collect(by, plan))
    closed = Collection.objects.filter(pk=collection.pk, closed_at=None).update(
        closed_at=now(), closed_by=str(by.actor)
    )
    if not closed:
        raise Refusal(_("Đợt thu thập này đã khép lại."))
    collection.refresh_from_db()
    missing = collection.inputs.filter(answered_at=None).count()
    journal(CollectionClosed(plan.public_id, collection.public_id, missing), by)
    return collection


def _kept(lines: Sequence[Line]) -> list[list[str]]:
    kept = [[name.strip()[:200], unit.strip()[:40]] for name, unit in lines if name.strip()]
    if not kept:
        raise Refusal(_("Xin ghi ít nhất một dòng cần trả lời."))
    if len(kept) > MOST_LINES:
        raise Refusal(_("Phiếu dài quá %(n)d dòng. Xin chia thành hai phiếu.") % {"n": MOST_LINES})
    names = [name.casefold() for name, _unit in kept]
    if len(set(names)) < len(names):
        raise Refusal(_("Hai dòng của phiếu trùng tên."))
    return kept


def _refuse_strangers(plan: Plan, asked: list[Unit], lower: list[Agency]) -> None:
    if not asked and not lower:
        raise Refusal(_("Xin chọn ít nhất một đơn vị."))
    there = {each.pk for each in agencies() if each.parent_id == plan.agency_id}
    if any(each.agency_id != plan.agency_id or not each.active for each in asked) or not there.issuperset(
        each.pk for each in lower
    ):
        raise Refusal(_("Chỉ thu thập được từ đơn vị của cơ quan và cơ quan trực thuộc."))


def _tell(asked: Input) -> None:
    collection = asked.collection
    for staff in who_answers(asked):
        tell(
            to=f"staff:{staff.pk}",
            kind="plan_input",
            words={
                "what": collection.title,
                "plan": collection.plan.number or collection.plan.public_id,
                "due": collection.due.isoformat(),
            },
            about=f"plan_input:{asked.public_id}",
            key=f"plan_input:{asked.public_id}:{staff.pk}",
        )

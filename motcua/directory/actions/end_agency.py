"""An agency ends on a day and another one follows it: written down before, undone until the day is over."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import AgencyEndCalledOff, AgencyEndSet
from motcua.directory.models import Agency
from motcua.directory.policies import actor_of, may_end_agency
from motcua.directory.viewer import Viewer
from motcua.directory.words import NO_REASON

NO_LAST_DAY = _("Xin ghi ngày cuối cùng cơ quan còn hoạt động, từ hôm nay trở đi.")
NO_SUCCESSOR = _("Xin chọn cơ quan kế tục còn hoạt động sau ngày đó.")
STILL_BELOW = _("Còn cơ quan trực thuộc đang hoạt động. Xin kết thúc hoặc chuyển các cơ quan đó trước.")
HAS_ENDED = _("Cơ quan này đã kết thúc hoạt động.")
NOT_ENDING = _("Cơ quan này không có ngày kết thúc nào để bỏ.")


@transaction.atomic
def end_agency(*, agency: Agency, last_day: date | None, successor: Agency | None, decision: str, by: Viewer) -> Agency:
    """`last_day` (Asia/Ho_Chi_Minh) is the last on which it takes dossiers; then `successor` follows, by a decision.

    What then becomes of staff, drafts and running dossiers is done on the day after (`take_over_agency`). May be
    written anew until that day. By whoever administers the agency above. Raises `Forbidden`, `Refusal` with `fields`.
    """
    require(may_end_agency(by, agency))
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    ends, follows = _checked(held, last_day, successor, decision)
    held.valid_to, held.successor = ends, follows
    held.save(update_fields=["valid_to", "successor"])
    happened = AgencyEndSet(agency=held.code, successor=follows.code, last_day=ends, decision=decision.strip())
    record(happened, stream=f"agency:{held.code}", by=actor_of(by))
    return held


@transaction.atomic
def call_off_end(*, agency: Agency, by: Viewer | Actor) -> Agency:
    """It goes on after all. Raises `Refusal` once it has ended or where nothing was written, `Forbidden`."""
    require(may_end_agency(by, agency))
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    if held.valid_to is None:
        raise Refusal(NOT_ENDING)
    if held.valid_to < today():
        raise Refusal(HAS_ENDED)
    held.valid_to, held.successor = None, None
    held.save(update_fields=["valid_to", "successor"])
    record(AgencyEndCalledOff(agency=held.code), stream=f"agency:{held.code}", by=actor_of(by))
    return held


def _checked(held: Agency, last_day: date | None, successor: Agency | None, decision: str) -> tuple[date, Agency]:
    """The day and the agency that follows, both there and possible."""
    if held.valid_to is not None and held.valid_to < today():
        raise Refusal(HAS_ENDED)
    wrong: dict[str, object] = {}
    if last_day is None or last_day < max(today(), held.valid_from):
        wrong["last_day"] = NO_LAST_DAY
    if successor is None or not _goes_on(held, successor, last_day or today()):
        wrong["successor"] = NO_SUCCESSOR
    if not decision.strip():
        wrong["decision"] = NO_REASON
    if last_day is None or successor is None or wrong:
        raise Refusal.of_fields(wrong)
    below = Agency.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last_day), parent=held)
    if below.exists():
        raise Refusal(STILL_BELOW)
    return last_day, successor


def _goes_on(held: Agency, successor: Agency, last_day: date) -> bool:
    """Is `successor` another agency, at work on the day after and following nobody who follows `held`?"""
    after = last_day + timedelta(days=1)
    if successor.pk == held.pk or successor.valid_from > after:
        return False
    return successor.valid_to is None

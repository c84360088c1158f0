"""One line of the work list: how much time is left, whose it is, where it stands, who has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.base.clock import now
from motcua.catalogue.api import pack_of, say
from motcua.desk.timing import how_long, time_left
from motcua.desk.words import channel_words, status_words
from motcua.directory.api import Organisation, Person, Viewer
from motcua.dossiers.api import (
    Dossier,
    FeeState,
    FiledAs,
    HandOver,
    StepState,
    apology_to_sign,
    colleagues_meant,
    is_for,
    is_own_business,
    may_be_theirs,
    promise_clock,
    step_words,
    taken_back,
    under_correction,
)
from motcua.rules.clock import WorkingClock
from motcua.rules.lifecycle import WAITING_FOR_APPLICANT, Status


@dataclass(frozen=True)
class Tag:
    """A word beside a row; `tone` is "", done, wait or bad."""

    words: str
    tone: str = ""


@dataclass(frozen=True)
class Time:
    """The clock of a row. `share`: working time gone (0–1 and beyond), None where no clock runs; `stops`: shares in
    which it stood still."""

    due: datetime | None
    words: str
    share: float | None = None
    late: bool = False
    paused: bool = False
    stops: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Row:
    """One dossier in the list."""

    public_id: str
    code: str
    name: str
    procedure: str
    step: str
    holder: str
    mine: bool
    takeable: bool
    time: Time
    tags: tuple[Tag, ...]


def rows_of(dossiers: Iterable[Dossier], viewer: Viewer) -> list[Row]:
    """Rows for dossiers read with all they need. At most two queries for names, one for revoked results, one for
    corrected ones, one for whom free steps wait for by name."""
    found = list(dossiers)
    names, back, meant = names_of(found), taken_back(found), colleagues_meant(found)
    again = under_correction(found)
    return [
        _row(each, names[each.pk], viewer, meant.get(each.pk), back=each.pk in back, again=again.get(each.pk))
        for each in found
    ]


def names_of(dossiers: list[Dossier]) -> dict[int, str]:
    """Dossier → the name of whose it is: the child or organisation it was filed for, else who filed."""
    people = {each.subject_key for each in dossiers if each.subject_kind == "person" and not _own(each)}
    bodies = {each.subject_key for each in dossiers if each.subject_kind == "organisation"}
    known = (
        dict(Person.objects.filter(personal_id__in=people).values_list("personal_id", "full_name")) if people else {}
    )
    if bodies:
        known |= dict(Organisation.objects.filter(tax_code__in=bodies).values_list("tax_code", "name"))
    return {each.pk: known.get(each.subject_key) or _applicant(each) for each in dossiers}


def time_of(dossier: Dossier, *, back: bool = False) -> Time:
    """The clock that counts now: of the first answer, then of the settlement; once over, how it came out. One query,
    none where the pauses were read with the dossier. `back`: its result was revoked before it was handed over."""
    if dossier.state.is_final:
        return _over(dossier)
    first = dossier.status == Status.REGISTERED
    due = dossier.first_answer_due if first else dossier.due_at
    begun = dossier.arrived_at if first else dossier.accepted_at
    if dossier.status == Status.DONE:
        return Time(due, _("chờ kết quả mới") if back else _("chờ trả kết quả"))
    paused = dossier.status in WAITING_FOR_APPLICANT
    if due is None or begun is None:
        return Time(None, _("chờ người nộp") if paused else _("không có hạn"), paused=paused)
    clock = promise_clock(dossier)
    until = dossier.status_since if paused else now()
    left, late = clock.minutes_between(until, due), until > due
    # After hours no working time is lost, but the promise is.
    words = _("vừa quá hạn") if late and not left else time_left(left, clock.minutes_a_day)
    # While it stands still the end moves on with every minute, so the time waited so far lengthens the bar.
    waited = clock.minutes_between(dossier.status_since, now()) if paused else 0
    whole = max(clock.minutes_between(begun, due) + waited, 1)
    stops = () if first else tuple(_stops(dossier, begun, clock, whole))
    words = _("tạm dừng, %(left)s") % {"left": words} if paused else words
    return Time(due, words, 1 - left / whole, late, paused, stops)


def _over(dossier: Dossier) -> Time:
    """Nothing counts any more: settled before or after the promised time, or ended without a result."""
    begun, due, finished = dossier.accepted_at, dossier.due_at, dossier.finished_at
    if begun is None or due is None or finished is None:
        return Time(None, _("đã kết thúc"))
    clock = promise_clock(dossier)
    left, late = clock.minutes_between(finished, due), finished > due
    whole = max(clock.minutes_between(begun, due), 1)
    words = _("xong trễ %(time)s") if late else _("xong trước hạn %(time)s")
    if not left:
        words = _("xong sau giờ hẹn") if late else _("xong đúng hạn")
    stops = tuple(_stops(dossier, begun, clock, whole))
    words = words % {"time": how_long(abs(left), clock.minutes_a_day)}
    return Time(due, words, 1 - left / whole, late, stops=stops)


def _stops(dossier: Dossier, begun: datetime, clock: WorkingClock, whole: int) -> Iterable[tuple[float, float]]:
    """The shares of the whole time in which the clock stood still."""
    for pause in dossier.pauses.all():
        start = clock.minutes_between(begun, pause.began_at)
        yield start / whole, clock.minutes_between(begun, pause.ended_at or now()) / whole


def _row(dossier: Dossier, name: str, viewer: Viewer, meant: HandOver | None, *, back: bool, again: bool | None) -> Row:
    step = dossier.current_step
    waiting = dossier.status in WAITING_FOR_APPLICANT
    mine = viewer.staff is not None and dossier.holder_id == viewer.staff.pk and not waiting
    open_step = step is not None and step.state == StepState.OPEN and dossier.status == Status.PROCESSING
    takeable = open_step and step is not None and is_for(viewer, step) and may_be_theirs(meant, viewer.staff)
    pack = pack_of(dossier.procedure_version_id)
    here = status_words(dossier.status) if step is None else step_words(pack, step.key, step.kind, step.name)
    return Row(
        public_id=dossier.public_id,
        code=dossier.code,
        name=name,
        procedure=say(pack.short_name),
        step=status_words(dossier.status, back=back) if waiting or back else here,
        holder=_("người ký") if again else _holder(dossier, meant, viewer, waiting=waiting),
        mine=mine,
        takeable=takeable and not is_own_business(viewer, dossier),
        time=time_of(dossier, back=back),
        tags=(*_corrected(again), *_tags(dossier)),
    )


def _holder(dossier: Dossier, meant: HandOver | None, viewer: Viewer, *, waiting: bool) -> str:
    if waiting:
        return _("người nộp")
    if dossier.holder is not None:
        return _("tôi") if dossier.holder == viewer.staff else dossier.holder.full_name
    if meant is None or meant.to_staff is None:
        return _("chưa ai nhận")
    return (
        _("chờ tôi nhận")
        if meant.to_staff == viewer.staff
        else _("chờ %(name)s nhận") % {"name": meant.to_staff.full_name}
    )


def _corrected(again: bool | None) -> Iterable[Tag]:
    if again is not None:
        yield Tag(_("đang đính chính") if again else _("chờ trao bản đính chính"), "wait")


def _tags(dossier: Dossier) -> Iterable[Tag]:
    if dossier.supplement_count:
        yield Tag(_("đã yêu cầu bổ sung"), "wait")
    if dossier.apology_count:
        yield Tag(_("đã hẹn lại"), "wait")
    elif apology_to_sign(dossier) is not None:
        yield Tag(_("chờ ký xin lỗi"), "wait")
    if dossier.fee_state == FeeState.DUE:
        yield Tag(_("chưa nộp phí"), "wait")
    yield Tag(channel_words(dossier.channel))
    if dossier.filed_as == FiledAs.ASSISTED:
        yield Tag(_("được hỗ trợ"))
    elif dossier.filed_as == FiledAs.BEHALF:
        yield Tag(_("nộp thay"))


def _own(dossier: Dossier) -> bool:
    return dossier.applicant is not None and dossier.applicant.personal_id == dossier.subject_key


def _applicant(dossier: Dossier) -> str:
    return dossier.applicant.full_name if dossier.applicant else dossier.subject_key

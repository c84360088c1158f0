"""The route of one dossier: laid out at acceptance, opened step by step, each with its own due time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from motcua.base.actor import STAFF, Actor
from motcua.catalogue.api import Pack
from motcua.directory.api import Staff, Unit, Viewer
from motcua.dossiers.codes import StepState
from motcua.dossiers.events import StepFinished, StepOpened
from motcua.dossiers.facts import clock_of, common, tell
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.models.step import ACTIVE
from motcua.dossiers.moving import write
from motcua.rules.clock import WorkingClock

RECEIVE, SIGN, ISSUE, RETURN = "receive", "sign", "issue", "return"
AT_THE_DESK = (RECEIVE, RETURN)
# Where such a step names no unit, whoever holds its role in the agency may take it, in whichever unit; then it is that
# unit's. A signature is not to be taken so: without a unit it is for who signs for the whole agency.
OF_ANY_UNIT = ("examine", "check")


@dataclass(frozen=True)
class Planned:
    """One step as the pack (or the usual route) has it."""

    key: str
    kind: str
    role: str
    name: str
    share: float
    unit: str = ""


USUAL_ROUTE = (
    Planned("receive", RECEIVE, "clerk", "Tiếp nhận hồ sơ", 0.1),
    Planned("examine", "examine", "officer", "Thẩm định, dự thảo kết quả", 0.6),
    Planned("sign", SIGN, "signer", "Ký kết quả", 0.2),
    Planned("return", RETURN, "clerk", "Trả kết quả", 0.1),
)


def planned_route(pack: Pack) -> tuple[Planned, ...]:
    """The route of a pack; the usual one where the pack has none."""
    if not pack.route:
        return USUAL_ROUTE
    return tuple(
        Planned(each.id, each.kind, each.role, each.name.vi, each.share, each.unit or "") for each in pack.route
    )


def receiving_unit(pack: Pack) -> str:
    """Code of the unit that receives by the route; "": whoever receives for the whole agency."""
    return next((each.unit for each in planned_route(pack) if each.kind == RECEIVE), "")


def lay_out(dossier: Dossier, pack: Pack, *, at: datetime) -> list[Step]:
    """Write the steps of a newly accepted dossier. Each is due when its share of the working time has passed."""
    route, clock = planned_route(pack), clock_of(dossier.competent_agency)
    total = sum(each.share for each in route)
    done, steps = 0.0, []
    for place, each in enumerate(route):
        done += each.share
        steps.append(
            Step(
                dossier=dossier,
                place=place,
                key=each.key,
                kind=each.kind,
                name=each.name[:200],
                role=each.role,
                unit=each.unit,
                share=Decimal(str(round(each.share, 4))),
                agency_id=dossier.agency_id if each.kind in AT_THE_DESK else dossier.competent_agency_id,
                due_at=_share_due(at, dossier.due_at, done / total, clock),
            )
        )
    return Step.objects.bulk_create(steps)


def plan_anew(dossier: Dossier, *, at: datetime) -> None:
    """After a new promise the steps still ahead share the time from `at` to `dossier.due_at`.

    The step it is at keeps its own time: a new promise to the person excuses nobody.
    """
    clock = clock_of(dossier.competent_agency)
    left = list(Step.objects.filter(dossier=dossier, state__in=[*ACTIVE, StepState.WAITING]).order_by("place", "round"))
    total, done = sum(each.share for each in left), Decimal(0)
    for each in left:
        done += each.share
        if each.state == StepState.WAITING and total:
            each.due_at = _share_due(at, dossier.due_at, float(done / total), clock)
    Step.objects.bulk_update([each for each in left if each.state == StepState.WAITING], ["due_at"])


def _share_due(start: datetime, due: datetime | None, share: float, clock: WorkingClock) -> datetime | None:
    if due is None or share >= 0.9999:
        return due
    whole = clock.minutes_between(start, due)
    return clock.add_minutes(start, max(round(whole * share), 1)) if whole > 0 else due


def active_step(dossier: Dossier) -> Step | None:
    """The step it is at, locked until the transaction ends; None where it is at none."""
    found = Step.objects.select_for_update(of=("self",)).select_related("agency")
    return found.filter(dossier=dossier, state__in=ACTIVE).first()


def next_step(dossier: Dossier, after: Step | None) -> Step | None:
    """The first step still waiting behind `after`."""
    waiting = Step.objects.select_related("agency").filter(dossier=dossier, state=StepState.WAITING)
    if after is not None:
        waiting = waiting.filter(place__gt=after.place)
    return waiting.order_by("place", "round").first()


def open_step(dossier: Dossier, step: Step, *, at: datetime, by: Viewer | Actor) -> None:
    """Let `step` wait for somebody to take it; the dossier goes to its agency, to nobody yet."""
    Step.objects.filter(pk=step.pk).update(state=StepState.OPEN, opened_at=at)
    step.state, step.opened_at = StepState.OPEN, at
    write(dossier, current_step=step, holding_agency=step.agency, holder=None)
    tell(
        StepOpened(
            **common(dossier),
            step=step.key,
            kind=step.kind,
            role=step.role,
            place=step.place,
            round=step.round,
            step_due_at=step.due_at,
            unit=_unit_of(step),
        ),
        dossier,
        by,
        at=at,
    )


def _seat_of(step: Step, at_work: Staff | None) -> int | None:
    """The unit of whoever has the step in hand, else of who finishes it."""
    holder = step.holder if step.holder_id and (at_work is None or at_work.pk != step.holder_id) else at_work
    return holder.unit_id if holder is not None else None


def _at_work(by: Viewer | Actor) -> Staff | None:
    """The member of staff who acts, in person or through a job that was asked for (signing)."""
    if isinstance(by, Viewer):
        return by.staff
    return Staff.objects.filter(pk=int(by.ref)).first() if by.kind == STAFF else None


def _unit_of(step: Step) -> int | None:
    if not step.unit:
        return None
    return Unit.objects.filter(agency=step.agency_id, code=step.unit).values_list("pk", flat=True).first()


def close_step(dossier: Dossier, step: Step, *, outcome: str, note: str = "", at: datetime, by: Viewer | Actor) -> None:
    """Mark a step as done and tell how long it waited and was worked on."""
    at_work = _at_work(by)
    holder = step.holder_id or (at_work.pk if at_work is not None else None)
    begun = step.claimed_at or at
    opened = step.opened_at or begun
    Step.objects.filter(pk=step.pk).update(
        state=StepState.DONE, done_at=at, outcome=outcome, note=note, holder=holder, opened_at=opened
    )
    step.state, step.done_at = StepState.DONE, at
    clock = clock_of(step.agency)
    tell(
        StepFinished(
            **common(dossier),
            step=step.key,
            kind=step.kind,
            place=step.place,
            round=step.round,
            outcome=outcome,
            waited=clock.minutes_between(opened, begun),
            worked=clock.minutes_between(begun, at),
            late=step.due_at is not None and at > step.due_at,
            officer=holder,
            unit=_seat_of(step, at_work),
        ),
        dossier,
        by,
        at=at,
    )


def drop_steps(dossier: Dossier) -> None:
    """The dossier ends before its route does: what was not done will not be."""
    Step.objects.filter(dossier=dossier, state__in=[StepState.WAITING, *ACTIVE]).update(state=StepState.SKIPPED)
    write(dossier, current_step=None, holder=None)

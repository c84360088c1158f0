"""The way of a dossier as a line of stations: past, now, ahead; yours where the person is waited for, late."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.kit.station import AHEAD, LATE, NOW, PAST, YOURS, Station
from motcua.catalogue.api import pack_of
from motcua.directory.api import Viewer, role_words
from motcua.dossiers.codes import StepState
from motcua.dossiers.models import Dossier, Step, SupplementRequest
from motcua.dossiers.steps import planned_route
from motcua.dossiers.taken_back import is_taken_back
from motcua.dossiers.words import ENDED, NOTHING_TO_FETCH, TAKEN_BACK, step_words
from motcua.rules.codes import Role
from motcua.rules.lifecycle import SETTLING, Status

_STATE = {StepState.OPEN.value: NOW, StepState.CLAIMED.value: NOW, StepState.DONE.value: PAST}
_BACK = {True: TAKEN_BACK, False: NOTHING_TO_FETCH}
_WAITS = {Status.SUPPLEMENT: _("Chờ bổ sung giấy tờ"), Status.FEE_DUE: _("Chờ nộp phí, lệ phí")}


def line_of(dossier: Dossier, viewer: Viewer) -> list[Station]:
    """The stations of `dossier` in order: names of people for staff, roles and agencies for everybody else.

    The caller has checked that the viewer may see it. At most four queries.
    """
    inside = viewer.staff is not None
    filed = Station(PAST, _("Nộp hồ sơ"), since=dossier.submitted_at, until=dossier.submitted_at)
    steps = _latest(dossier)
    if dossier.status in (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED):
        done = [_station(dossier, step, inside) for step in steps if step.state == StepState.DONE]
        end = Station(NOW, ENDED[dossier.state], since=dossier.status_since, note=dossier.end_reason)
        return [filed, *done, end]
    stations = [_station(dossier, step, inside) for step in steps] if steps else _planned(dossier)
    if is_taken_back(dossier):
        back = _BACK[inside]
        stations = [each if each.state == PAST else replace(each, note=back) for each in stations]
    return [filed, *_with_wait(dossier, stations, inside)]


def _latest(dossier: Dossier) -> list[Step]:
    latest: dict[int, Step] = {}
    for step in Step.objects.select_related("agency", "holder").filter(dossier=dossier).order_by("place", "round"):
        latest[step.place] = step
    return [step for step in latest.values() if step.state != StepState.SKIPPED]


def _station(dossier: Dossier, step: Step, inside: bool) -> Station:
    state = _STATE.get(step.state, AHEAD)
    if state == NOW and _late(dossier, step, inside):
        state = LATE
    who = step.holder.full_name if inside and step.holder else _post(step.role, step.agency.short_name)
    name = step_words(pack_of(dossier.procedure_version_id), step.key, step.kind, step.name)
    if state == PAST:
        return Station(state, name, who, step.opened_at, step.done_at)
    # A result that lies ready has no day on which it will be fetched.
    until = None if dossier.status == Status.DONE else step.due_at
    if state != LATE and until is not None and until < now():
        until = None  # nothing is expected on a day that is over
    kept = dossier.due_at is not None and now() <= dossier.due_at
    return Station(state, name, who, step.opened_at, until, inside=state == LATE and kept)


def _late(dossier: Dossier, step: Step, inside: bool) -> bool:
    """Staff are told of lateness against their own share of the time, the person against the promise."""
    due = step.due_at if inside else dossier.due_at
    running = dossier.status in SETTLING
    return running and due is not None and now() > due


def _planned(dossier: Dossier) -> list[Station]:
    pack, agency = pack_of(dossier.procedure_version_id), dossier.agency.short_name
    stations = [
        Station(AHEAD, step_words(pack, each.key, each.kind, each.name), _post(each.role, agency))
        for each in planned_route(pack)
    ]
    due = dossier.first_answer_due
    state = LATE if due is not None and now() > due else NOW
    return [replace(stations[0], state=state, since=dossier.arrived_at, until=due), *stations[1:]]


def _with_wait(dossier: Dossier, stations: list[Station], inside: bool) -> list[Station]:
    """Where the person is waited for, that is the station of now; whoever waits with them comes after it, on days
    nobody knows before the wait is over. Accepted and not yet sent on is a station too: somebody must press."""
    if dossier.state in _WAITS:
        wait = Station(YOURS, _WAITS[dossier.state], since=dossier.status_since, note=_what_to_do(dossier))
        stations = [each if each.state == PAST else _some_day(each) for each in stations]
    elif dossier.status == Status.ACCEPTED and not any(each.state in (NOW, LATE) for each in stations):
        who = dossier.holder.full_name if inside and dossier.holder else _post(Role.CLERK, dossier.agency.short_name)
        wait = Station(NOW, _("Chờ chuyển xử lý"), who, dossier.status_since)
    else:
        return stations
    place = next((n for n, each in enumerate(stations) if each.state == AHEAD), len(stations))
    return [*stations[:place], wait, *stations[place:]]


def _some_day(station: Station) -> Station:
    return replace(station, state=AHEAD, since=None, until=None)


def _what_to_do(dossier: Dossier) -> object:
    if dossier.status == Status.FEE_DUE:
        return _("Xin nộp phí, lệ phí để hồ sơ được giải quyết tiếp.")
    request = SupplementRequest.objects.filter(dossier=dossier, answered_at=None, closed_at=None).first()
    return "; ".join(f"{item['name']}: {item['what']}" for item in request.items) if request else ""


def _post(role: str, agency: str) -> str:
    return f"{role_words(role)}, {agency}"

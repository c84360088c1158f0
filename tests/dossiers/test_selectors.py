from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.base.clock import freeze
from motcua.base.errors import NotFound
from motcua.base.kit.station import AHEAD, LATE, NOW, PAST, YOURS
from motcua.directory.api import ANONYMOUS
from motcua.dossiers import api
from motcua.rules.lifecycle import Status
from tests.dossiers.world import MORNING, VN, World, again, drafted, filed, make_draft, make_person, processing


def another(world: World) -> api.Dossier:
    person = make_person("Người khác")
    return api.submit(draft=make_draft(world, by=person), by=person)


def supplementing(world: World) -> api.Dossier:
    dossier = filed(world)
    api.ask_supplement(
        dossier=dossier,
        checklist={"paper_a": "missing", "paper_b": "good"},
        items=[{"component": "paper_a", "what": "Nộp bản chụp hai mặt"}],
        reason="Thiếu",
        by=world.clerk,
    )
    return again(dossier)


def states(dossier: api.Dossier, viewer: Any) -> list[str]:
    return [station.state for station in api.line_of(again(dossier), viewer)]


def test_what_runs_out_first_stands_first(world: World) -> None:
    settled = processing(world)
    with freeze(MORNING + timedelta(hours=1)):
        fresh = another(world)
        rows = api.work_list(world.clerk).rows
    assert [row.dossier for row in rows] == [fresh, settled]
    # Filed at 9:00, eight working hours to go; accepted at 8:00 for three days, 7 + 24 hours less one.
    assert [row.minutes_left for row in rows] == [480, 30 * 60]


def test_late_is_negative_and_a_waiting_applicant_is_never_our_lateness(world: World) -> None:
    processing(world)
    waiting = another(world)
    api.ask_supplement(
        dossier=waiting,
        checklist={"paper_a": "missing", "paper_b": "good"},
        items=[{"component": "paper_a", "what": "x"}],
        reason="x",
        by=world.clerk,
    )
    with freeze(datetime(2026, 12, 8, 8, 0, tzinfo=VN)):
        rows = {row.dossier.pk: row for row in api.work_list(world.clerk).rows}
        late = api.work_list(world.clerk, api.Wish(late=True)).rows
    assert rows[waiting.pk].waiting_for_citizen
    assert not rows[waiting.pk].late
    assert [row.minutes_left for row in late] == [-60]


def test_each_sees_what_is_theirs_to_do(world: World) -> None:
    new, open_step = another(world), processing(world)
    assert [row.dossier for row in api.work_list(world.clerk, api.Wish(view="takeable")).rows] == [new]
    assert [row.dossier for row in api.work_list(world.officer, api.Wish(view="takeable")).rows] == [open_step]
    assert api.work_list(world.officer, api.Wish(view="mine")).rows == []
    api.take(dossier=open_step, by=world.officer)
    assert [row.dossier for row in api.work_list(world.officer, api.Wish(view="mine")).rows] == [open_step]
    assert api.work_list(world.second_officer, api.Wish(view="takeable")).rows == []


def test_the_signer_finds_what_to_sign(world: World) -> None:
    dossier = drafted(world)
    another(world)
    assert [row.dossier for row in api.to_sign(world.signer).rows] == [dossier]


def test_strangers_and_citizens_have_no_work_list(world: World) -> None:
    filed(world)
    for viewer in (world.stranger_clerk, world.owner, world.auditor, ANONYMOUS):
        assert api.work_list(viewer).rows == []


def test_the_work_list_costs_the_same_for_one_and_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    for _number in range(5):
        another(world)
    with django_assert_max_num_queries(3):
        rows = api.work_list(world.clerk, api.Wish(limit=3))
        for row in rows.rows:
            assert row.dossier.agency.name
            assert row.dossier.applicant is not None
            assert row.dossier.procedure_version.procedure.slug
    assert (len(rows.rows), rows.total) == (3, 5)


def test_tracking_by_code_tells_no_personal_data(world: World) -> None:
    dossier = processing(world)
    found = api.track(dossier.code.lower())
    assert (found.status, found.station, found.promised_on) == (4, "Thẩm định", date(2026, 12, 7))
    person = world.owner.person
    assert person is not None
    assert person.full_name not in str(found)
    assert person.personal_id not in str(found)
    for code in ("", "H99.01.01-261202-9999", dossier.public_id):
        with pytest.raises(NotFound):
            api.track(code)


def test_the_line_before_acceptance(world: World) -> None:
    dossier = filed(world)
    assert states(dossier, world.owner) == [PAST, NOW, AHEAD, AHEAD, AHEAD, AHEAD, AHEAD]
    with freeze(MORNING + timedelta(days=2)):
        assert states(dossier, world.owner)[1] == LATE


def test_the_line_while_it_is_worked_on(world: World) -> None:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    mine = api.line_of(again(dossier), world.owner)
    assert [station.state for station in mine] == [PAST, PAST, NOW, AHEAD, AHEAD, AHEAD, AHEAD]
    staff = world.officer.staff
    assert staff is not None
    assert staff.full_name not in str(mine)
    assert staff.full_name in str(api.line_of(again(dossier), world.clerk))


def test_a_citizen_hears_of_lateness_only_when_the_promise_breaks(world: World) -> None:
    dossier = processing(world)
    with freeze(datetime(2026, 12, 7, 16, 0, tzinfo=VN)):  # the officer's share is long over, the promise is not
        assert (states(dossier, world.owner)[2], states(dossier, world.clerk)[2]) == (NOW, LATE)
        expected = [each.until for each in api.line_of(again(dossier), world.owner)[2:]]
        assert expected[0] is None  # nothing is expected on a moment that is over
    with freeze(datetime(2026, 12, 8, 9, 0, tzinfo=VN)):
        line = api.line_of(again(dossier), world.owner)
        assert [each.until is None for each in line[2:]] == [False, True, True, True, True]
        assert line[2].state == LATE


def test_a_wait_that_is_yours_says_what_to_do(world: World) -> None:
    line = api.line_of(supplementing(world), world.owner)
    assert [station.state for station in line[:3]] == [PAST, YOURS, AHEAD]
    assert "Nộp bản chụp hai mặt" in str(line[1].note)
    # Nobody knows yet when those behind the wait will be done.
    assert {(station.since, station.until) for station in line[2:]} == {(None, None)}


def test_accepted_and_not_sent_on_waits_at_the_desk(world: World) -> None:
    dossier = api.accept(dossier=filed(world), pass_on_now=False, by=world.clerk)
    assert dossier.status == Status.ACCEPTED
    line = api.line_of(again(dossier), world.owner)
    assert [station.state for station in line[:4]] == [PAST, PAST, NOW, AHEAD]
    assert (str(line[2].title), line[2].since) == ("Chờ chuyển xử lý", dossier.status_since)
    assert [station.state for station in line].count(NOW) == 1


def test_an_ended_line_has_nothing_ahead(world: World) -> None:
    dossier = api.refuse(dossier=filed(world), reason="other", words="Không thuộc thẩm quyền", by=world.clerk)
    line = api.line_of(dossier, world.owner)
    assert [station.state for station in line] == [PAST, NOW]
    assert line[-1].note == "Không thuộc thẩm quyền"


def test_public_progress_counts_what_is_there(world: World) -> None:
    processing(world)
    another(world)
    withdrawn = another(world)
    api.withdraw(dossier=withdrawn, by=world.clerk)
    with freeze(datetime(2026, 12, 9, 9, 0, tzinfo=VN)):
        found = api.public_progress(world.agency)
    assert (found.received, found.online, found.withdrawn_or_stopped) == (3, 3, 1)
    assert (found.running_in_time, found.running_late) == (0, 2)
    assert api.public_progress(world.elsewhere).received == 0
    assert api.public_progress(world.agency, date(2026, 11, 1), date(2026, 11, 30)).received == 0


def test_history_names_people_to_staff_only(world: World) -> None:
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    api.release(dossier=dossier, by=world.officer)
    outside, inside = api.history(dossier, world.owner), api.history(dossier, world.clerk)
    assert {line.who for line in outside} == {""}
    assert "dossiers.step_released" not in {line.event for line in outside}
    assert "dossiers.step_released" in {line.event for line in inside}
    assert inside[-1].who == world.officer.staff.full_name  # type: ignore[union-attr]
    assert [line.status for line in outside][:2] == [1, 2]


def test_the_page_offers_what_the_actions_would_allow(world: World) -> None:
    dossier = filed(world)
    assert {name for name, verdict in api.offers(dossier, world.clerk).items() if verdict} == {
        "accept", "refuse", "ask_supplement", "ask_fee", "withdraw", "check_parts",
    }  # fmt: skip
    assert {name for name, verdict in api.offers(dossier, world.owner).items() if verdict} == {"withdraw"}
    assert not any(api.offers(dossier, world.neighbour).values())
    signing = drafted(world_with_new_owner(world))
    assert api.offers(signing, world.signer)["sign_result"]
    assert not api.offers(signing, world.officer)["sign_result"]
    assert signing.state is Status.PROCESSING


def world_with_new_owner(world: World) -> World:
    from dataclasses import replace

    return replace(world, owner=make_person("Người thứ ba"))

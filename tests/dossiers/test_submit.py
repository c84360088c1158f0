import hashlib
import json
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden
from motcua.base.files import blob_path
from motcua.base.models import JournalEntry, OutboxItem
from motcua.directory.api import Session, viewer_of_person
from motcua.dossiers import api
from motcua.payments.api import bill_for
from motcua.rules.codes import Channel
from motcua.rules.identifiers import dossier_code
from tests.dossiers.world import MORNING, VN, World, filed, make_draft

# Of a dossier with two files and a bill; with the two that begin and end the transaction, without waking a worker.
STATEMENTS = 16


def test_a_filed_dossier_is_whole(world: World) -> None:
    dossier = filed(world)
    assert (dossier.status, dossier.agency, dossier.competent_agency) == (1, world.agency, world.agency)
    assert dossier_code(dossier.code).value == dossier.code
    assert dossier.code == "H99.01.01-261202-0001"
    assert [part.component for part in dossier.parts.all()] == ["paper_a", "paper_b"]
    assert dossier.answers["purpose"] == "Bổ túc hồ sơ xin việc"
    assert dossier.submitted_at == MORNING


def test_a_filing_costs_few_statements(world: World) -> None:
    """What a filing costs is what a peak hour costs: whoever adds a statement says in the commit what it is for."""
    filed(world)  # packs and compiled forms are read once a process
    draft = make_draft(world, answers={"want_copies": True, "copies": 3})
    with CaptureQueriesContext(connection) as seen:
        dossier = api.submit(draft=draft, by=world.owner)
    woken = sum("procrastinate" in each["sql"] for each in seen.captured_queries)
    assert woken == (connection.vendor == "postgresql")
    assert len(seen) - woken == STATEMENTS
    assert bill_for(dossier.bill) is not None
    assert dossier.parts.count() == 2


def test_the_form_is_kept_as_it_was_hashed(world: World) -> None:
    dossier = filed(world)
    kept = json.loads(dossier.sealed_json)
    assert dossier.sealed_sha256 == kept["sha256"]
    body = {name: value for name, value in kept.items() if name != "sha256"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == kept["sha256"]
    assert dossier.draft is not None
    in_hand = dossier.draft.sealed
    dossier.draft.refresh_from_db()
    assert dossier.draft.sealed == in_hand == kept


def test_the_first_answer_is_due_after_eight_working_hours(world: World) -> None:
    # 8:00-11:30 and 13:30-17:00 make seven hours; the eighth is the first of Thursday.
    assert filed(world).first_answer_due == datetime(2026, 12, 3, 8, 0, tzinfo=VN)


def test_the_first_answer_is_due_by_the_hours_of_the_agency(world: World) -> None:
    """Half a day's work a day: the eight hours from 8:00 on Wednesday are over on Thursday, not at 16:00 today."""
    world.agency.work_sessions = [["08:00", "12:00"]]
    world.agency.save()
    assert filed(world).first_answer_due == datetime(2026, 12, 3, 12, 0, tzinfo=VN)


def test_only_what_came_online_has_a_first_answer_clock(world: World) -> None:
    by_hand = api.Circumstances(channel=Channel.COUNTER)
    assert api.submit(draft=make_draft(world), by=world.owner, circumstances=by_hand).first_answer_due is None


def test_pressing_twice_makes_one_dossier(world: World) -> None:
    draft = make_draft(world)
    first = api.submit(draft=draft, by=world.owner)
    second = api.submit(draft=draft, by=world.owner)
    assert first.pk == second.pk
    assert api.Dossier.objects.count() == 1
    assert JournalEntry.objects.filter(event="dossiers.submitted").count() == 1
    assert OutboxItem.objects.filter(task="dossiers.make_form").count() == 1


def test_codes_follow_each_other_by_day_and_begin_anew_the_next(world: World) -> None:
    codes = [filed(world).code[-11:] for _ in range(3)]
    with freeze(datetime(2026, 12, 3, 0, 30, tzinfo=VN)):  # still the second of December in UTC
        codes.append(filed(world).code[-11:])
    assert codes == ["261202-0001", "261202-0002", "261202-0003", "261203-0001"]


def test_the_event_tells_who_filed_how_from_where_with_what_help(world: World) -> None:
    how = api.Circumstances(
        place_kind=api.PlaceKind.SUPPORT_POINT,
        device_class=api.DeviceClass.PHONE,
        help_kind=api.HelpKind.TYPED,
        helper=world.clerk.staff,
        support_agency=world.elsewhere,
    )
    dossier = api.submit(draft=make_draft(world), by=world.owner, circumstances=how)
    told = JournalEntry.objects.get(stream=dossier.stream).data
    expected = {
        "filed_as": "assisted", "place_kind": "support_point", "device_class": "phone", "help_kind": "typed",
        "support_point": "H99.01.02", "channel": 2, "acting_for": False, "procedure": "test_certificate",
        "version": 1, "agency": "H99.01.01", "from_status": None, "to_status": 1, "files": 2,
        "login_at": "2026-12-02T00:50:00+00:00", "returned_from_idp_at": "2026-12-02T00:51:00+00:00",
    }  # fmt: skip
    assert {key: told[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("place", "kind", "device"),
    [
        ("home", "elsewhere", "phone"), ("counter", "desk", "tablet"), ("kiosk", "kiosk", "shared"),
        ("", "unknown", "desktop"),
    ],
)  # fmt: skip
def test_device_and_place_are_those_of_the_session(world: World, place: str, kind: str, device: str) -> None:
    owner = replace(world.owner, session=replace(world.owner.session, place=place, device=device))
    dossier = api.submit(draft=make_draft(world, by=owner), by=owner)
    assert (dossier.device_class, dossier.place_kind) == (device, kind)


def test_the_event_holds_no_name_number_or_answer(world: World) -> None:
    dossier = filed(world)
    assert world.owner.person is not None
    for entry in JournalEntry.objects.filter(stream=dossier.stream):
        for secret in (world.owner.person.personal_id, world.owner.person.full_name, "Bổ túc"):
            assert secret not in entry.body
            assert secret not in entry.actor


def test_a_helper_is_never_a_citizen_alone(world: World) -> None:
    how = api.Circumstances(helper=world.clerk.staff)
    dossier = api.submit(draft=make_draft(world), by=world.owner, circumstances=how)
    assert (dossier.filed_as, dossier.help_kind) == ("assisted", "guided")


def test_a_fee_is_asked_by_rule_and_frozen(world: World) -> None:
    dossier = filed(world, answers={"want_copies": True, "copies": 3})
    bill = bill_for(dossier.bill)
    assert bill is not None
    assert (bill.total, dossier.fee_total, dossier.fee_state) == (24_000, 24_000, "due")


def test_who_is_exempt_pays_nothing_and_a_clerks_exemption_is_never_automatic(world: World) -> None:
    poor = filed(world, answers={"want_copies": True, "copies": 3, "poverty": "poor"})
    assert (poor.fee_total, poor.fee_state, bill_for(poor.bill)) == (0, "none", None)


def test_a_lost_file_stops_the_filing_and_leaves_nothing(world: World) -> None:
    draft = make_draft(world)
    path = blob_path_of_first_file(draft)
    content = path.read_bytes()
    path.unlink()
    with pytest.raises(api.MissingFile, match=r"giay-to-0\.pdf"):
        api.submit(draft=draft, by=world.owner)
    assert not api.Dossier.objects.exists()
    assert not JournalEntry.objects.filter(event__startswith="dossiers.").exists()
    path.write_bytes(content)
    assert api.submit(draft=draft, by=world.owner).code.endswith("-0001")


def test_an_account_of_level_one_cannot_file(world: World) -> None:
    assert world.owner.person is not None
    weak = viewer_of_person(world.owner.person, session=Session(level=1))
    with pytest.raises(Forbidden, match="mức"):
        api.submit(draft=make_draft(world), by=weak)


def test_a_neighbour_cannot_file_somebody_elses_draft(world: World) -> None:
    with pytest.raises(Forbidden):
        api.submit(draft=make_draft(world), by=world.neighbour)


def test_submission_stays_cheap(world: World, django_assert_max_num_queries: object) -> None:
    draft = make_draft(world)
    with django_assert_max_num_queries(36):  # type: ignore[operator]
        api.submit(draft=draft, by=world.owner)


def blob_path_of_first_file(draft: object):  # type: ignore[no-untyped-def]
    from motcua.base.models import StoredFile

    return blob_path(StoredFile.objects.get(name="giay-to-0.pdf").sha256)

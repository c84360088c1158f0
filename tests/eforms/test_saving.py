"""Nothing typed is lost, whatever happens; two devices, locked values, disputes."""

from __future__ import annotations

import os
import signal
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Session, Viewer, person_subject, viewer_of_person
from motcua.eforms.api import (
    Draft,
    NoForm,
    NoSuchDraft,
    NoSuchField,
    NothingToDispute,
    NotOpen,
    abandon,
    check_sheet,
    dispute,
    draft_for,
    my_drafts,
    next_page,
    open_draft,
    page,
    pages,
    problems,
    remove_row,
    rows_to_offer,
    save_answers,
    values_posted,
)
from motcua.eforms.models import Answer, PrefillLog
from motcua.gateways.api import FixedRegistries
from tests.eforms.conftest import FATHER, MOTHER

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def answer(draft: Draft, name: str, row: int = 0) -> Answer:
    return Answer.objects.get(draft=draft, field=name, row=row)


@pytest.mark.django_db
class TestOpening:
    def test_one_open_draft_however_often_pressed(self, blank: Draft, father: Viewer, agency: Agency) -> None:
        again = open_draft(viewer=father, procedure="test_birth", agency=agency)
        assert again.pk == blank.pk
        assert JournalEntry.objects.filter(event="eforms.draft_opened").count() == 1
        assert my_drafts(father) == [blank]

    def test_a_draft_for_a_child_is_another(self, blank: Draft, father: Viewer, agency: Agency) -> None:
        assert father.person is not None
        child = person_subject("066326000001")
        acting = viewer_of_person(father.person, acting_for=child, session=father.session)
        other = open_draft(viewer=acting, procedure="test_birth", agency=agency)
        assert other.pk != blank.pk
        assert other.subject == child

    def test_after_giving_up_a_new_one_begins(self, blank: Draft, father: Viewer, agency: Agency) -> None:
        abandon(draft=blank, by=father)
        assert open_draft(viewer=father, procedure="test_birth", agency=agency).pk != blank.pk

    def test_level_one_and_strangers_do_not_type_in_vain(self, father: Viewer, procedure: str, agency: Agency) -> None:
        assert father.person is not None
        low = viewer_of_person(father.person, session=Session(method="oidc", level=1))
        for viewer in (low, Viewer()):
            with pytest.raises(Forbidden):
                open_draft(viewer=viewer, procedure=procedure, agency=agency)

    def test_a_procedure_that_cannot_be_filed_here_says_so(self, father: Viewer, agency: Agency) -> None:
        with pytest.raises(NoForm):
            open_draft(viewer=father, procedure="no_such", agency=agency)

    def test_how_and_by_whom_is_kept_and_told_without_numbers(
        self, father: Viewer, procedure: str, agency: Agency
    ) -> None:
        assert father.person is not None
        session = Session(
            started_at=NOON, login_at=NOON + timedelta(seconds=40), method="oidc", level=2, device="phone"
        )
        viewer = viewer_of_person(father.person, session=session)
        draft = open_draft(viewer=viewer, procedure=procedure, agency=agency, place="home")
        assert (draft.device, draft.place, draft.signing_in_at) == ("phone", "home", NOON)
        told = JournalEntry.objects.get(event="eforms.draft_opened")
        assert (told.data["for_self"], told.data["assisted"], told.data["agency"]) == (True, False, "H99.01")
        assert FATHER not in told.body + told.stream + told.actor

    def test_it_is_nobody_elses(self, blank: Draft, stranger: Viewer) -> None:
        for viewer in (stranger, Viewer()):
            with pytest.raises(NoSuchDraft):
                draft_for(blank.public_id, viewer)
            with pytest.raises(Forbidden):
                save_answers(draft=blank, values={"given_name": "Lan"}, by=viewer)


@pytest.mark.django_db
class TestSaving:
    def test_what_cannot_be_read_is_kept_and_shown_with_its_problem(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={"born": "32/13/2026", "given_name": "Lan"}, by=father)
        kept = answer(filled, "born")
        assert (kept.value, kept.raw) == (None, "32/13/2026")
        [wrong] = [each for each in problems(filled) if each.code == "unreadable"]
        assert (wrong.field, wrong.page, wrong.level) == ("born", "birth", "error")
        view = page(filled, "birth")
        assert next(each.box for each in view.fields if each.id == "born") == "32/13/2026"
        assert "32/13/2026" in [row.shown for part in check_sheet(filled).sections for row in part.rows]

    def test_saving_the_same_again_changes_nothing(self, filled: Draft, father: Viewer) -> None:
        values = {"given_name": "Minh An", "phone": "0912 345 678", "email": "x"}
        first = save_answers(draft=filled, values=values, by=father)
        before = list(Answer.objects.filter(draft=filled).order_by("pk").values())
        second = save_answers(draft=filled, values=values, by=father)
        assert {name for name, _row in first.changed} == {"given_name", "phone", "email"}
        assert second.changed == set()
        assert list(Answer.objects.filter(draft=filled).order_by("pk").values()) == before

    def test_clearing_an_answer_clears_it(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={"given_name": "Lan"}, by=father)
        save_answers(draft=filled, values={"given_name": "  "}, by=father)
        assert not Answer.objects.filter(draft=filled, field="given_name").exists()
        assert "name" in [each.id for each in pages(filled)]

    def test_names_the_form_does_not_have_do_no_harm(self, filled: Draft, father: Viewer) -> None:
        saved = save_answers(draft=filled, values={"nonsense": 1, "born.3": "1", "csrf-token": "x"}, by=father)
        assert saved.unknown == ["nonsense", "born.3", "csrf-token"]
        assert not saved.changed

    def test_an_edited_value_remembers_what_the_source_said(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={"mother_born": "03/09/1992"}, by=father)
        edited = answer(filled, "mother_born")
        assert (edited.value, edited.source, edited.edited) == ("1992-09-03", "typed", True)
        assert (edited.original, edited.original_source) == ("1992-09-02", "population")
        assert PrefillLog.objects.filter(draft=filled, field="mother_born", outcome="edited").count() == 1
        [row] = [r for part in check_sheet(filled).sections for r in part.rows if r.field == "mother_born"]
        assert "02/09/1992" in row.note
        save_answers(draft=filled, values={"mother_born": "02/09/1992"}, by=father)
        back = answer(filled, "mother_born")
        assert (back.value, back.source, back.edited, back.original) == ("1992-09-02", "population", False, None)

    def test_a_locked_value_is_not_overwritten_but_disputed(self, filled: Draft, father: Viewer) -> None:
        saved = save_answers(draft=filled, values={"mother_name": "Trần Thị May"}, by=father)
        assert saved.locked == ["mother_name"]
        assert answer(filled, "mother_name").value == "Trần Thị Mai"
        dispute(draft=filled, name="mother_name", correction="Trần Thị May", reason="Thẻ mới ghi May", by=father)
        kept = answer(filled, "mother_name")
        assert (kept.value, kept.correction, kept.disputed) == ("Trần Thị Mai", "Trần Thị May", "Thẻ mới ghi May")
        [row] = [r for part in check_sheet(filled).sections for r in part.rows if r.field == "mother_name"]
        assert "Trần Thị May" in row.note
        dispute(draft=filled, name="mother_name", correction="", by=father)
        kept.refresh_from_db()
        assert (kept.correction, kept.disputed) == (None, "")

    def test_only_a_sources_value_can_be_disputed(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={"given_name": "Lan"}, by=father)
        with pytest.raises(NothingToDispute):
            dispute(draft=filled, name="given_name", correction="Mai", by=father)
        with pytest.raises(NoSuchField):
            dispute(draft=filled, name="no_such", correction="Mai", by=father)
        with pytest.raises(Refusal, match="chưa đọc được"):
            dispute(draft=filled, name="applicant_born", correction="hôm qua", by=father)

    def test_the_draft_goes_on_at_the_same_field_on_another_device(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={"email": ""}, by=father, page="contact", at_field="phone", device="phone")
        other = draft_for(filled.public_id, father)
        assert (other.at_page, other.at_field) == ("contact", "phone")

    def test_of_two_devices_the_last_save_stands_and_says_what_it_replaced(self, filled: Draft, father: Viewer) -> None:
        with freeze(NOON):
            save_answers(draft=filled, values={"given_name": "Lan"}, by=father, device="phone")
        with freeze(NOON + timedelta(minutes=5)):
            saved = save_answers(
                draft=filled,
                values={"given_name": "Mai"},
                by=father,
                device="laptop",
                seen_at=NOON - timedelta(minutes=1),
            )
        assert [(each.field, each.before, each.at) for each in saved.overtaken] == [("given_name", "Lan", NOON)]
        assert answer(filled, "given_name").value == "Mai"

    def test_one_device_never_overtakes_itself(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={"given_name": "Lan"}, by=father, device="phone")
        saved = save_answers(draft=filled, values={"given_name": "Mai"}, by=father, device="phone", seen_at=NOON)
        assert saved.overtaken == []

    def test_time_away_is_not_counted_as_time_on_the_form(self, blank: Draft, father: Viewer) -> None:
        began = blank.opened_at
        for seconds, name in ((20, "Lan"), (50, "Mai"), (5_000, "An"), (5_010, "Ba")):
            with freeze(began + timedelta(seconds=seconds)):
                save_answers(draft=blank, values={"given_name": name}, by=father, ask_sources=False)
        blank.refresh_from_db()
        assert blank.active_seconds == 20 + 30 + 10

    def test_a_page_is_drawn_with_at_most_three_queries(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={"given_name": "Lan"}, by=father)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            draft = draft_for(filled.public_id, father)
            first = next_page(draft)
            assert first is not None
            page(draft, first.id)
            check_sheet(draft)
            problems(draft)
        assert len(queries) <= 3
        assert "pack_json" not in queries[0]["sql"]

    def test_values_come_from_a_browser_in_parts(self, filled: Draft, father: Viewer) -> None:
        post = {
            "csrfmiddlewaretoken": "x", "born-day": "2", "born-month": "11", "born-year": "2026",
            "home-province": "99", "home-commune": "99001", "home-detail": "Thôn 3", "sibling_name.0": "An",
            "given_name": "Lan", "given_name-day": "1",
        }  # fmt: skip
        values = values_posted(filled, post)
        assert values == {
            "born": {"day": "2", "month": "11", "year": "2026"},
            "home": {"province": "99", "commune": "99001", "detail": "Thôn 3"},
            "sibling_name.0": "An",
            "given_name": "Lan",
        }
        save_answers(draft=filled, values=values, by=father)
        assert answer(filled, "born").value == "2026-11-02"
        assert answer(filled, "sibling_name", 0).value == "An"


@pytest.mark.django_db
class TestRows:
    def test_rows_are_added_changed_and_taken_out(self, filled: Draft, father: Viewer) -> None:
        view = page(filled, "siblings")
        assert (view.rows, view.next_row) == ((), 0)
        save_answers(draft=filled, values={"sibling_name.0": "An", "sibling_name.1": "Bình"}, by=father)
        view = page(filled, "siblings")
        assert ([each.row for each in view.rows], view.next_row) == ([0, 1], 2)
        missing = [(each.field, each.row) for each in problems(filled) if each.page == "siblings"]
        assert missing == [("sibling_school", 0), ("sibling_school", 1)]
        remove_row(draft=filled, section="siblings", row=0, by=father)
        assert [each.row for each in page(filled, "siblings").rows] == [1]

    def test_no_more_rows_than_allowed(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={f"sibling_name.{row}": "An" for row in range(4)}, by=father)
        assert "too_many_rows" in [each.code for each in problems(filled)]
        assert page(filled, "siblings").next_row is None

    def test_rows_are_asked_for_once(self, filled: Draft, father: Viewer) -> None:
        assert "siblings" in [each.id for each in pages(filled)]
        save_answers(draft=filled, values={}, by=father, page="siblings", passed=True)
        assert "siblings" not in [each.id for each in pages(filled)]

    def test_likely_rows_are_offered(self, filled: Draft, father: Viewer, registries: FixedRegistries) -> None:
        [offered] = rows_to_offer(filled, "siblings")
        assert (offered.number, offered.name) == ("066220003456", "Nguyễn Minh Khôi")
        save_answers(draft=filled, values={f"{offered.field}.0": offered.number}, by=father)
        assert rows_to_offer(filled, "siblings") == []
        with pytest.raises(NoSuchField):
            rows_to_offer(filled, "child")


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["given_name", "born", "phone", "born_at_home", "midwife", "copies", "income", "email"]),
            st.sampled_from(["Lan", "1/11/2026", "0912345678", "có", "không", "3", "1.000.000 đ", "a@b.vn", "", "?"]),
        ),
        max_size=12,
    ),
    random=st.randoms(),
)
def test_any_order_of_saves_gives_the_same_sheet(
    steps: list[tuple[str, str]],
    random: Any,
    father: Viewer,
    agency: Agency,
    procedure: str,
    registries: FixedRegistries,
) -> None:
    last = dict(steps)
    shuffled = list(last.items())
    random.shuffle(shuffled)
    sheets = []
    for order in (list(last.items()), shuffled, [last]):
        draft = open_draft(viewer=father, procedure=procedure, agency=agency)
        for step in order:
            values = step if isinstance(step, dict) else dict([step])
            save_answers(draft=draft, values=values, by=father, ask_sources=False)
        sheets.append((check_sheet(draft), [each.id for each in pages(draft)]))
        abandon(draft=draft, by=father)
    assert sheets[0] == sheets[1] == sheets[2]


def in_threads(count: int, work: Any) -> list[Any]:
    results: list[Any] = [None] * count
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            barrier.wait(60)
            results[number] = work(number)
        except Exception as error:  # noqa: BLE001 - handed to the test
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(120)
    return results


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_opening_on_many_devices_at_once_gives_one_draft(
        self, father: Viewer, agency: Agency, procedure: str
    ) -> None:
        drafts = in_threads(6, lambda _: open_draft(viewer=father, procedure=procedure, agency=agency).pk)
        assert len(set(drafts)) == 1
        assert Draft.objects.count() == 1
        assert JournalEntry.objects.filter(event="eforms.draft_opened").count() == 1

    def test_fields_saved_at_once_are_all_kept(self, father: Viewer, agency: Agency, procedure: str) -> None:
        draft = open_draft(viewer=father, procedure=procedure, agency=agency)
        values = {"given_name": "Lan", "email": "a@b.vn", "copies": 2, "income": "1.000 đ"}

        def save(number: int) -> None:
            name = list(values)[number]
            mine = Draft.objects.select_related("procedure_version").get(pk=draft.pk)
            save_answers(draft=mine, values={name: values[name]}, by=father, ask_sources=False)

        assert in_threads(4, save) == [None] * 4
        kept = dict(Answer.objects.filter(draft=draft).values_list("field", "value"))
        assert kept == {"given_name": "Lan", "email": "a@b.vn", "copies": 2, "income": 1000}

    def test_what_was_acknowledged_before_a_kill_is_there_after_it(
        self, father: Viewer, agency: Agency, procedure: str
    ) -> None:
        draft = open_draft(viewer=father, procedure=procedure, agency=agency)
        connections.close_all()
        hears, says = os.pipe()
        child = os.fork()
        if child == 0:  # another process, which saves until it is killed
            try:
                for number in range(1, 10_000):
                    save_answers(draft=draft, values={"copies": number % 20, "income": number}, by=father,
                                 ask_sources=False)  # fmt: skip
                    os.write(says, b"%6d\n" % number)
            finally:
                os._exit(1)
        told = b"".join(os.read(hears, 7) for _ in range(5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(says)
        while more := os.read(hears, 4096):
            told += more
        os.close(hears)
        acknowledged = int(told.split()[-1])
        kept = dict(Answer.objects.filter(draft=draft).values_list("field", "value"))
        assert kept["income"] in (acknowledged, acknowledged + 1)
        assert kept["copies"] == kept["income"] % 20


@pytest.mark.django_db
def test_a_sealed_or_abandoned_draft_refuses_kindly(filled: Draft, father: Viewer) -> None:
    abandon(draft=filled, by=father)
    with pytest.raises(NotOpen, match="đã bỏ"):
        save_answers(draft=filled, values={"given_name": "Lan"}, by=father)
    assert MOTHER not in str(list(Answer.objects.values()))

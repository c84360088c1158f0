"""What the state knows is filled in, with source and day; what a source may not tell, it does not tell."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from motcua.base.actor import system
from motcua.base.clock import today
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Viewer, person_subject, viewer_of_person
from motcua.eforms.api import Draft, next_page, open_draft, page, pages, problems, refresh_prefill, save_answers
from motcua.eforms.models import Answer, PrefillLog, Snapshot
from motcua.gateways.api import CallRecord, FixedRegistries, forget_failures
from motcua.vault.api import keep_fact, uses_of
from tests.eforms.conftest import BORN, FATHER, MOTHER, NOTICE, STRANGER, citizen

pytestmark = pytest.mark.django_db


def answers(draft: Draft) -> dict[str, tuple[Any, str]]:
    return {each.field: (each.value, each.source) for each in Answer.objects.filter(draft=draft)}


def test_everything_that_is_known_is_filled_with_its_source(filled: Draft) -> None:
    found = answers(filled)
    assert found["applicant_id"] == (FATHER, "vneid")
    assert found["applicant_name"] == ("Nguyễn Văn Hùng", "population")
    assert found["mother_id"] == (MOTHER, "civil_status")
    assert found["mother_name"] == ("Trần Thị Mai", "population")
    assert found["mother_ethnicity"] == ("Kinh", "population")
    assert found["notice_no"] == (NOTICE, "birth_notice")
    assert found["born"] == (BORN.isoformat(), "birth_notice")
    assert found["home"][0]["commune"] == "99001"
    assert Answer.objects.get(draft=filled, field="born").source_date == date(2026, 11, 22)


def test_only_what_nobody_knows_is_left_to_ask(filled: Draft) -> None:
    assert [each.id for each in pages(filled)] == ["name", "contact", "siblings"]
    assert [each.name for each in page(filled, "name").fields if not each.known] == ["given_name"]


def test_asking_again_asks_nobody_again(filled: Draft, father: Viewer) -> None:
    calls = CallRecord.objects.count()
    before = list(Answer.objects.order_by("pk").values())
    refresh_prefill(filled, father)
    assert CallRecord.objects.count() == calls
    assert list(Answer.objects.order_by("pk").values()) == before


def test_each_source_is_asked_once_about_each_person(filled: Draft) -> None:
    asked = list(Snapshot.objects.values_list("source", "key"))
    assert len(asked) == len(set(asked)) == CallRecord.objects.count()


def test_a_source_that_is_down_only_means_more_typing(
    blank: Draft, father: Viewer, registries: FixedRegistries
) -> None:
    registries.down = {"population", "civil_status"}
    refresh_prefill(blank, father)
    assert answers(blank)["applicant_name"] == ("Nguyễn Văn Hùng", "vneid")
    assert next(each.id for each in pages(blank)) == "mother_number"
    assert blank.source_states["civil_status"] == "down"
    assert PrefillLog.objects.filter(draft=blank, outcome="failed", field="mother_id").exists()
    registries.down = set()
    forget_failures()
    refresh_prefill(blank, father)
    assert answers(blank)["mother_id"] == (MOTHER, "civil_status")
    assert blank.source_states["civil_status"] == "found"


def test_a_silent_source_is_waited_for_once_whatever_hangs_on_it(
    blank: Draft, father: Viewer, registries: FixedRegistries
) -> None:
    """Each further question would be another wait of seconds for somebody who only wants to type."""
    registries.down = {"population"}
    refresh_prefill(blank, father)
    assert CallRecord.objects.filter(operation="population").count() == 1
    assert CallRecord.objects.filter(operation="civil_status").count() == 1


def test_what_was_filled_stays_when_the_source_goes_down_later(
    filled: Draft, father: Viewer, registries: FixedRegistries
) -> None:
    Snapshot.objects.update(asked_at=datetime(2026, 11, 1, tzinfo=UTC))
    registries.down = {"population", "civil_status", "birth_notice"}
    before = answers(filled)
    refresh_prefill(filled, father)
    assert answers(filled)["mother_name"] == before["mother_name"]
    assert answers(filled)["born"] == before["born"]


def test_what_the_person_typed_is_never_replaced(blank: Draft, father: Viewer) -> None:
    save_answers(draft=blank, values={"mother_born": "1993", "phone": "0912 345 678"}, by=father)
    refresh_prefill(blank, father)
    assert answers(blank)["mother_born"] == ("1993", "typed")
    assert answers(blank)["phone"] == ("0912345678", "typed")


def test_a_saved_number_opens_what_hangs_on_it(blank: Draft, father: Viewer, registries: FixedRegistries) -> None:
    del registries.tables["civil_status"][FATHER]
    del registries.citizens[FATHER]
    refresh_prefill(blank, father)
    assert "mother_id" not in answers(blank)
    save_answers(draft=blank, values={"mother_id": MOTHER, "mother_name": "trần thị mai"}, by=father)
    found = answers(blank)
    assert found["mother_born"] == ("1992-09-02", "population")
    assert found["mother_name"] == ("trần thị mai", "typed")
    assert found["notice_no"] == (NOTICE, "birth_notice")


def test_a_field_saved_as_it_is_left_is_looked_up_when_the_page_is_sent(
    blank: Draft, father: Viewer, registries: FixedRegistries
) -> None:
    del registries.tables["civil_status"][FATHER]
    refresh_prefill(blank, father)
    calls = CallRecord.objects.count()
    save_answers(draft=blank, values={"mother_id": MOTHER}, by=father, ask_sources=False)
    assert CallRecord.objects.count() == calls
    save_answers(draft=blank, values={"mother_id": MOTHER}, by=father, page="mother_number", passed=True)
    assert answers(blank)["mother_born"] == ("1992-09-02", "population")
    calls = CallRecord.objects.count()
    save_answers(draft=blank, values={"mother_id": MOTHER}, by=father)
    assert CallRecord.objects.count() == calls


def test_a_number_alone_opens_nothing(blank: Draft, father: Viewer) -> None:
    save_answers(draft=blank, values={"mother_id": STRANGER}, by=father)
    assert not CallRecord.objects.filter(operation="verify").exclude(outcome="nothing").count() > 1
    assert not Snapshot.objects.filter(key=STRANGER).exists()
    assert "mother_name" not in answers(blank)


def test_a_number_with_a_wrong_name_opens_nothing_and_is_pointed_out(blank: Draft, father: Viewer) -> None:
    save_answers(draft=blank, values={"mother_id": STRANGER, "mother_name": "Phạm Thị Sai"}, by=father)
    found = answers(blank)
    assert "mother_born" not in found
    warned = [each for each in problems(blank) if each.code == "unmatched"]
    assert [(each.field, each.level) for each in warned] == [("mother_id", "warning")]


def test_of_somebody_else_the_whole_birth_date_must_fit(
    blank: Draft, father: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The year alone is enough for who signed in (a card may be wrong), never for opening another's record."""
    asked: dict[str, tuple[bool, date]] = {}

    def verify(*, personal_id: str, birth_date: date, or_year: bool, **more: Any) -> None:
        asked[personal_id] = (or_year, birth_date)

    monkeypatch.setattr("motcua.eforms.actions.refresh_prefill.verify_citizen", verify)
    typed = {"mother_id": STRANGER, "mother_name": "Lê Văn Lạ", "mother_born": "02/01/1990"}
    save_answers(draft=blank, values=typed, by=father)
    assert asked[STRANGER] == (False, date(1990, 1, 2))
    assert asked[FATHER][0] is True


def test_trying_names_until_one_fits_comes_to_an_end(
    blank: Draft, father: Viewer, registries: FixedRegistries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.eforms.actions.refresh_prefill.MOST_TRIES_A_DAY", 3)
    del registries.tables["civil_status"][FATHER]
    del registries.citizens[FATHER]
    for name in ("A", "B", "C", "Trần Thị Mai"):
        save_answers(draft=blank, values={"mother_id": MOTHER, "mother_name": name}, by=father)
    assert "mother_born" not in answers(blank)
    assert blank.people_asked == 3


def test_who_is_looked_up_can_read_it(filled: Draft, db: None) -> None:
    mother = citizen(MOTHER, "Trần Thị Mai", date(1992, 9, 2))
    seen = {(use.what, use.dossier, use.actor_name) for use in uses_of(person_subject(MOTHER), mother)}
    assert ("registry:population", filled.stream, "Nguyễn Văn Hùng") in seen


def test_another_number_brings_another_person_and_leaves_nothing_of_the_first(filled: Draft, father: Viewer) -> None:
    assert answers(filled)["mother_name"] == ("Trần Thị Mai", "population")
    save_answers(draft=filled, values={"mother_id": STRANGER}, by=father)
    found = answers(filled)
    assert "mother_name" not in found
    assert "notice_no" not in found
    assert "born" not in found
    save_answers(draft=filled, values={"mother_id": MOTHER}, by=father)
    assert answers(filled)["mother_name"] == ("Trần Thị Mai", "population")


def test_card_and_population_database_that_differ_are_shown_never_overwritten(
    blank: Draft, father: Viewer, registries: FixedRegistries
) -> None:
    record = registries.citizens[FATHER]
    registries.citizens[FATHER] = type(record)(
        FATHER, record.full_name, date(1990, 7, 15), permanent_address=record.permanent_address
    )
    refresh_prefill(blank, father)
    found = Answer.objects.get(draft=blank, field="applicant_born")
    assert (found.value, found.source) == ("1990-07-15", "population")
    assert found.conflict is not None
    assert (found.conflict["source"], found.conflict["value"]) == ("vneid", "1990-05-17")
    [shown] = [each for each in page(blank, "applicant-1").fields if each.choose]
    assert [each[1:] for each in shown.choose] == [
        ("15/07/1990", f"từ CSDL dân cư, {today():%d/%m/%Y}"),
        ("17/05/1990", "từ VNeID"),
    ]
    [wrong] = [each for each in problems(blank) if each.code == "sources_differ"]
    assert wrong.level == "error"
    assert "15/07/1990" in wrong.message
    assert "17/05/1990" in wrong.message
    save_answers(draft=blank, values={"applicant_born": "17/05/1990"}, by=father)
    found.refresh_from_db()
    assert (found.value, found.correction, bool(found.disputed)) == ("1990-07-15", "1990-05-17", True)
    assert not [each for each in problems(blank) if each.code == "sources_differ"]
    refresh_prefill(blank, father)
    found.refresh_from_db()
    assert found.conflict is not None
    assert found.conflict["settled"] is True
    told = json.loads(JournalEntry.objects.get(event="eforms.sources_differed").body)
    assert (told["what"], told["chosen"], told["sources"]) == ("date_of_birth", "vneid", ["population", "vneid"])
    assert "1990" not in str(told)


def test_a_card_that_knows_only_the_year_does_not_contradict(
    blank: Draft, father: Viewer, registries: FixedRegistries
) -> None:
    record = registries.citizens[FATHER]
    registries.citizens[FATHER] = type(record)(FATHER, record.full_name, date(1990, 1, 1), "year")
    refresh_prefill(blank, father)
    found = Answer.objects.get(draft=blank, field="applicant_born")
    assert (found.value, found.conflict) == ("1990", None)


def test_the_vault_and_earlier_answers_serve_where_sources_are_silent(blank: Draft, father: Viewer) -> None:
    keep_fact(
        subject=person_subject(FATHER), name="answer.phone", value="0987654321", source="declared:x",
        as_of=date(2026, 10, 1), by=system("dossiers"),
    )  # fmt: skip
    refresh_prefill(blank, father)
    assert answers(blank)["phone"] == ("0987654321", "earlier")
    keep_fact(
        subject=person_subject(FATHER), name="phone", value="0912345678", source="declared:x",
        as_of=date(2026, 10, 1), by=system("dossiers"),
    )  # fmt: skip
    refresh_prefill(blank, father)
    assert answers(blank)["phone"] == ("0912345678", "vault")


def test_for_a_child_the_fathers_own_record_is_not_the_childs(
    father: Viewer, procedure: str, agency: Agency, registries: FixedRegistries
) -> None:
    assert father.person is not None
    acting = viewer_of_person(father.person, acting_for=person_subject("066326000001"), session=father.session)
    draft = refresh_prefill(open_draft(viewer=acting, procedure=procedure, agency=agency), acting)
    assert answers(draft)["applicant_id"] == (FATHER, "vneid")
    assert draft.subject_key == "066326000001"


def test_who_represents_the_child_no_longer_learns_nothing_more(
    father: Viewer, procedure: str, agency: Agency, registries: FixedRegistries
) -> None:
    assert father.person is not None
    acting = viewer_of_person(father.person, acting_for=person_subject("066326000001"), session=father.session)
    draft = refresh_prefill(open_draft(viewer=acting, procedure=procedure, agency=agency), father)
    assert answers(draft) == {}


def test_a_year_from_a_source_is_enough_where_a_person_would_have_to_say_more(
    blank: Draft, father: Viewer, registries: FixedRegistries
) -> None:
    registries.tables["birth_notice"][NOTICE]["date_of_birth"] = "2026-10"
    refresh_prefill(blank, father)
    assert answers(blank)["born"] == ("2026-10", "birth_notice")


def test_nonsense_from_a_source_is_not_filled_in(blank: Draft, father: Viewer, registries: FixedRegistries) -> None:
    registries.tables["birth_notice"][NOTICE]["date_of_birth"] = "ngày mai"
    refresh_prefill(blank, father)
    assert "born" not in answers(blank)
    assert next_page(blank) is not None

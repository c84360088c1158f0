"""What a form tells of itself when it ends: seconds by page, and what was asked although the state holds it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.base.actor import system
from motcua.base.clock import freeze, now
from motcua.base.files import keep
from motcua.base.models import JournalEntry
from motcua.directory.api import Viewer, person_subject
from motcua.eforms.actions.abandon import abandon
from motcua.eforms.again import asked_again
from motcua.eforms.api import Draft, SealedForm, attach, refresh_prefill, save_answers, seal, use_paper
from motcua.eforms.models import PrefillLog
from motcua.eforms.state import state_of
from motcua.gateways.api import FixedRegistries
from motcua.vault.api import Paper, keep_paper
from tests.eforms.conftest import FATHER, STRANGER
from tests.eforms.test_papers_and_sealing import complete, upload

pytestmark = pytest.mark.django_db


def told(event: str) -> dict[str, int]:
    pages: dict[str, int] = JournalEntry.objects.get(event=event).data["pages"]
    return pages


def test_seconds_are_told_by_page(filled: Draft, father: Viewer) -> None:
    began = now()
    Draft.objects.filter(pk=filled.pk).update(opened_at=began, last_saved_at=began, page_seconds={})
    for seconds, page, values in (
        (20, "name", {"given_name": "Lan"}),
        (50, "contact", {"phone": "0912345678"}),
        (58, "name", {"given_name": "Mai"}),
        (2_000, "contact", {"phone": "0912345679"}),  # away for half an hour: nowhere
    ):
        with freeze(began + timedelta(seconds=seconds)):
            save_answers(draft=filled, values=values, by=father, page=page, ask_sources=False)
    with freeze(began + timedelta(seconds=2_015)):
        attach(draft=filled, component="photo", upload=upload(), by=father)
    with freeze(began + timedelta(seconds=2_100)):
        seal(filled, by=father)
    assert told("eforms.draft_sealed") == {"name": 20 + 8, "contact": 30, "papers": 15, "check-answers": 85}


def test_a_form_given_up_tells_where_and_after_how_long(blank: Draft, father: Viewer) -> None:
    with freeze(blank.opened_at + timedelta(seconds=40)):
        save_answers(draft=blank, values={"given_name": "Lan"}, by=father, page="name", ask_sources=False)
        abandon(draft=blank, by=father)
    assert told("eforms.draft_abandoned") == {"name": 40}
    assert JournalEntry.objects.get(event="eforms.draft_abandoned").data["at_page"] == "name"


def test_nothing_is_asked_again_where_sources_answer(filled: Draft, father: Viewer) -> None:
    assert seal(complete(filled, father), by=father).statistics.asked_again == 0


def test_a_field_typed_while_its_source_is_silent_is_asked_again(
    blank: Draft, father: Viewer, registries: FixedRegistries
) -> None:
    registries.down = {"civil_status"}
    refresh_prefill(blank, father)
    complete(blank, father, mother_id="066192002345", mother_name="Trần Thị Mai", mother_born="02/09/1992")
    form = seal(blank, by=father)
    typed = {each.field for each in form.answers if each.source == "typed"}
    assert "mother_id" in typed  # the only one that the silent source would have filled
    assert form.statistics.asked_again == 1


def test_a_field_its_source_filled_and_the_person_changed_is_not_asked_again(filled: Draft, father: Viewer) -> None:
    draft = complete(filled, father, mother_born="03/09/1992")
    assert PrefillLog.objects.filter(draft=draft, field="mother_born", outcome="edited").exists()
    form = seal(draft, by=father)
    assert "mother_born" in {each.field for each in form.answers if each.source == "typed"}
    assert form.statistics.asked_again == 0


def test_a_field_typed_for_another_person_than_the_source_had_named_is_not_asked_again(
    filled: Draft, father: Viewer
) -> None:
    """It was filled once, for the first number; nobody was silent when the second one had to be typed for."""
    assert PrefillLog.objects.filter(draft=filled, field="mother_born", outcome="filled").exists()
    for typed in ({"mother_id": STRANGER}, {"mother_name": "Phạm Thị Sai"}, {"mother_born": "1990"}):
        save_answers(draft=filled, values=typed, by=father)
    (held,) = [each for place, each in state_of(filled).sheet.held.items() if place == ("mother_born", 0)]
    assert (held.source, held.edited) == ("typed", False)
    assert asked_again(state_of(filled), [("mother_born", 0)]) == 0


class TestPapers:
    def kept(self, kind: str) -> Paper:
        file = keep(b"%PDF-1.7\n%%EOF", name="giay.pdf", media_type="application/pdf")
        return keep_paper(
            subject=person_subject(FATHER), kind=kind, title="Giấy", file=file, source="result", by=system("test")
        )

    def born_at_home(self, filled: Draft, father: Viewer) -> Draft:
        return complete(filled, father, born_at_home="có", midwife="Lê Thị Bà")

    def sealed(self, filled: Draft, father: Viewer) -> SealedForm:
        return seal(filled, by=father)

    def test_sent_once_more_although_it_lies_in_the_vault(self, filled: Draft, father: Viewer) -> None:
        self.kept("witness_statement")
        draft = self.born_at_home(filled, father)
        attach(draft=draft, component="witness", upload=upload(), by=father)
        assert self.sealed(draft, father).statistics.asked_again == 1

    def test_taken_from_the_vault_is_not_asked_again(self, filled: Draft, father: Viewer) -> None:
        paper = self.kept("witness_statement")
        draft = self.born_at_home(filled, father)
        use_paper(draft=draft, component="witness", paper=paper, by=father)
        assert self.sealed(draft, father).statistics.asked_again == 0

    def test_what_nobody_holds_is_asked_for_the_first_time(self, filled: Draft, father: Viewer) -> None:
        self.kept("other")
        draft = self.born_at_home(filled, father)
        attach(draft=draft, component="witness", upload=upload(), by=father)
        assert self.sealed(draft, father).statistics.asked_again == 0

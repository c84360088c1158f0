"""Papers of a draft, and the form frozen when it is handed in."""

from __future__ import annotations

import errno
import io
import os
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from PIL import Image

from motcua.base.actor import system
from motcua.base.clock import freeze, now
from motcua.base.errors import Forbidden
from motcua.base.files import FileRefused, StorageFull, blob_path, keep, read_file
from motcua.base.files.forget import remove_bytes
from motcua.base.files.previews import keep_small
from motcua.base.files.store import small_path
from motcua.base.models import JournalEntry, OutboxItem, StoredFile
from motcua.directory.api import Viewer, person_subject
from motcua.eforms.actions import attach as attaching
from motcua.eforms.api import (
    Draft,
    NoSuchField,
    NotOpen,
    NotReady,
    NotThisPaper,
    SealedForm,
    TooMuch,
    abandon_untouched,
    attach,
    detach,
    dispute,
    draft_for,
    facts_worth_keeping,
    papers_attached,
    papers_lapsed,
    papers_needed,
    papers_to_offer,
    picture_of,
    problems,
    refresh_prefill,
    save_answers,
    seal,
    use_paper,
)
from motcua.eforms.models import Answer, PagePicture, Snapshot
from motcua.gateways.api import FixedRegistries
from motcua.vault.api import keep_fact, keep_paper, revoke_paper
from tests.eforms.conftest import FATHER, MOTHER, STRANGER, pack

pytestmark = pytest.mark.django_db


def upload(shade: int = 100, name: str = "anh.png", size: tuple[int, int] = (30, 20)) -> Any:
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 0, 0)).save(out, "PNG")
    out.seek(0)
    out.name = name
    return out


def complete(draft: Draft, father: Viewer, **values: Any) -> Draft:
    given = {"given_name": "Minh An", "phone": "0912 345 678"} | values
    save_answers(draft=draft, values=given, by=father)
    return draft


def wanting(draft: Draft) -> set[str]:
    return {each.component for each in problems(draft) if each.code == "paper_missing"}


class TestPapers:
    def test_a_source_stands_in_for_a_paper(self, filled: Draft) -> None:
        states = {need.component.id: (need.state, need.by) for need in papers_needed(filled)}
        assert states["notice"] == ("data", "giấy chứng sinh điện tử")
        assert states["declaration"][0] == "form"
        assert states["witness"][0] == "not_needed"
        assert states["photo"][0] == "optional"

    def test_where_the_source_is_down_the_paper_is_asked_for_with_the_reason(
        self, blank: Draft, father: Viewer, registries: FixedRegistries
    ) -> None:
        registries.down = {"birth_notice"}
        refresh_prefill(blank, father)
        [missing] = [each for each in problems(blank) if each.component == "notice"]
        assert "đang không trả lời" in missing.message
        attach(draft=blank, component="notice", upload=upload(), by=father)
        assert "notice" not in wanting(blank)

    def test_a_paper_is_wanted_only_under_its_condition(self, filled: Draft, father: Viewer) -> None:
        assert "witness" not in wanting(filled)
        save_answers(draft=filled, values={"born_at_home": "có"}, by=father)
        assert wanting(filled) == {"witness"}

    def test_a_photograph_is_kept_as_it_is(self, filled: Draft, father: Viewer) -> None:
        sent = upload()
        paper = attach(draft=filled, component="photo", upload=sent, by=father)
        assert read_file(paper.file) == sent.getvalue()
        assert (paper.file.media_type, paper.file.name) == ("image/png", "anh.png")

    def test_the_same_file_twice_is_one(self, filled: Draft, father: Viewer) -> None:
        first = attach(draft=filled, component="photo", upload=upload(), by=father)
        assert attach(draft=filled, component="photo", upload=upload(name="khac.png"), by=father) == first
        assert len(papers_attached(filled)) == 1

    def test_pages_are_taken_out(self, filled: Draft, father: Viewer) -> None:
        ids = [attach(draft=filled, component="photo", upload=upload(n), by=father).public_id for n in (1, 2, 3)]
        assert detach(draft=filled, public_id=ids[0], by=father)
        assert not detach(draft=filled, public_id=ids[0], by=father)
        assert [each.public_id for each in papers_attached(filled, "photo")] == ids[1:]

    def test_a_refused_file_changes_nothing(self, filled: Draft, father: Viewer) -> None:
        bad = io.BytesIO(b"MZ" + bytes(100))
        bad.name = "don.pdf"  # type: ignore[attr-defined]
        with pytest.raises(FileRefused):
            attach(draft=filled, component="photo", upload=bad, by=father)  # type: ignore[arg-type]
        with pytest.raises(NoSuchField):
            attach(draft=filled, component="no_such", upload=upload(), by=father)
        assert papers_attached(filled) == []
        assert StoredFile.objects.count() == 0

    def test_a_full_disk_loses_nothing_else(
        self, filled: Draft, father: Viewer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        complete(filled, father)

        def full(*args: Any, **kwargs: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("motcua.base.files.store.tempfile.mkstemp", full)
        with pytest.raises(StorageFull, match="vẫn còn nguyên"):
            attach(draft=filled, component="photo", upload=upload(), by=father)
        assert papers_attached(filled) == []
        assert Answer.objects.get(draft=filled, field="given_name").value == "Minh An"

    def test_a_dossier_has_a_limit_altogether(
        self, filled: Draft, father: Viewer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = attach(draft=filled, component="photo", upload=upload(1), by=father)
        monkeypatch.setattr(attaching, "LARGEST_DOSSIER", first.file.size + 10)
        with pytest.raises(TooMuch, match="30 MB"):
            attach(draft=filled, component="notice", upload=upload(2), by=father)

    def test_strangers_attach_nothing(self, filled: Draft, stranger: Viewer) -> None:
        with pytest.raises(Forbidden):
            attach(draft=filled, component="photo", upload=upload(), by=stranger)

    def test_a_page_is_shown_back_as_a_picture_made_once(self, filled: Draft, father: Viewer) -> None:
        paper = attach(draft=filled, component="photo", upload=upload(), by=father)
        picture = picture_of(paper.file)
        assert picture.media_type == "image/jpeg"
        assert picture_of(paper.file) == picture


class TestVaultPapers:
    def kept(self, number: str = FATHER, kind: str = "witness_statement", **more: Any) -> Any:
        file = keep(upload().getvalue(), name="a.png", media_type="image/png", pages=1)
        fields: dict[str, Any] = {"title": "Văn bản", "source": "upload", "by": system("test"), "file": file}
        return keep_paper(subject=person_subject(number), kind=kind, **(fields | more))

    def test_what_the_person_has_is_offered_and_used_by_one_press(self, filled: Draft, father: Viewer) -> None:
        paper = self.kept()
        self.kept(kind="birth_certificate")
        self.kept(number=STRANGER)
        self.kept(valid_to=date(2026, 1, 1), origin="expired")
        assert papers_to_offer(filled, "witness", father) == [paper]
        used = use_paper(draft=filled, component="witness", paper=paper, by=father)
        assert use_paper(draft=filled, component="witness", paper=paper, by=father) == used
        assert papers_to_offer(filled, "witness", father) == []

    def test_papers_of_others_or_of_another_kind_are_refused(self, filled: Draft, father: Viewer) -> None:
        for paper in (self.kept(number=STRANGER), self.kept(kind="birth_certificate")):
            with pytest.raises(NotThisPaper):
                use_paper(draft=filled, component="witness", paper=paper, by=father)

    def test_what_was_revoked_since_does_not_count(self, filled: Draft, father: Viewer) -> None:
        complete(filled, father, born_at_home="có", midwife="Bà Sáu")
        other = keep(upload(shade=7).getvalue(), name="b.png", media_type="image/png", pages=1)
        wrong, right = self.kept(), self.kept(origin="another", file=other)
        use_paper(draft=filled, component="witness", paper=wrong, by=father)
        assert wanting(draft_for(filled.public_id, father)) == set()
        revoke_paper(paper=wrong, reason="Quyết định 15/QĐ-UBND", by=system("test"))
        again = draft_for(filled.public_id, father)
        assert wanting(again) == {"witness"}
        assert papers_attached(again, "witness") == []
        assert papers_lapsed(again, "witness") == [wrong]
        assert papers_to_offer(again, "witness", father) == [right]
        with pytest.raises(NotThisPaper):
            use_paper(draft=again, component="witness", paper=wrong, by=father)
        with pytest.raises(NotReady) as caught:
            seal(again, by=father)
        assert "witness" in caught.value.fields
        use_paper(draft=again, component="witness", paper=right, by=father)
        assert [each.paper for each in seal(again, by=father).parts if each.paper] == [right.public_id]

    def test_taking_it_out_leaves_it_in_the_vault(self, filled: Draft, father: Viewer) -> None:
        paper = self.kept()
        used = use_paper(draft=filled, component="witness", paper=paper, by=father)
        detach(draft=filled, public_id=used.public_id, by=father)
        assert StoredFile.objects.filter(pk=paper.file_id).exists()


class TestSealing:
    def test_what_is_missing_is_told_all_at_once(self, filled: Draft, father: Viewer) -> None:
        save_answers(draft=filled, values={"born": "?", "born_at_home": "có"}, by=father)
        with pytest.raises(NotReady) as caught:
            seal(filled, by=father)
        assert {"given_name", "born", "midwife", "phone", "witness"} <= set(caught.value.fields)
        filled.refresh_from_db()
        assert filled.state == "open"

    def test_the_sealed_form_holds_everything_with_its_source(self, filled: Draft, father: Viewer) -> None:
        complete(filled, father, mother_born="03/09/1992", **{"sibling_name.0": "An", "sibling_school.0": "THCS"})
        dispute(draft=filled, name="mother_name", correction="Trần Thị May", by=father)
        attach(draft=filled, component="photo", upload=upload(), by=father)
        form = seal(filled, by=father)
        by_field = {each.field: each for each in form.answers}
        assert by_field["given_name"].source == "typed"
        assert (by_field["mother_born"].original, by_field["mother_born"].edited) == ("1992-09-02", True)
        assert by_field["mother_name"].correction == "Trần Thị May"
        assert by_field["born"].source_date == "2026-11-22"
        assert form.values["full_name"] == "Nguyễn Minh An"
        assert form.values["siblings"] == [{"sibling_id": None, "sibling_name": "An", "sibling_school": "THCS"}]
        assert form.values["promise"] is True
        assert form.values["kind"] == "on_time"
        assert (form.applicant, form.subject) == (f"person:{FATHER}", f"person:{FATHER}")
        assert {(part.component, part.source) for part in form.parts} == {
            ("declaration", "form"), ("notice", "data:birth_notice"), ("photo", "upload"),
        }  # fmt: skip
        photo = next(part for part in form.parts if part.component == "photo")
        assert photo.sha256 == StoredFile.objects.get(public_id=photo.file).sha256
        assert {flag["code"] for flag in form.flags} == {"disputed"}
        counted = form.statistics
        assert (counted.typed, counted.edited, counted.disputed) == (4, 1, 1)
        assert counted.known + counted.typed == counted.fields
        assert counted.sources["population"] == 6

    def test_what_the_officer_should_look_at_is_said_in_vietnamese(self, filled: Draft, father: Viewer) -> None:
        """The person may read English; who reads the flags works in Vietnamese."""
        with override("en"):
            complete(filled, father, mother_born="03/09/1980")
            read = {each.code: each.message for each in problems(filled) if each.level == "warning"}
            form = seal(filled, by=father)
        written = {flag["code"]: flag["message"] for flag in form.flags}
        assert set(written) == set(read) == {"number"}
        assert "year of birth" in read["number"]
        assert "năm sinh" in written["number"].casefold()

    def test_the_seal_is_the_same_however_often_and_wherever_it_is_read(self, filled: Draft, father: Viewer) -> None:
        complete(filled, father)
        first = seal(filled, by=father)
        again = seal(Draft.objects.get(pk=filled.pk), by=father)
        assert first == again == SealedForm.from_data(first.as_data())
        assert JournalEntry.objects.filter(event="eforms.draft_sealed").count() == 1

    def test_after_the_seal_nothing_changes(self, filled: Draft, father: Viewer) -> None:
        complete(filled, father)
        paper = attach(draft=filled, component="photo", upload=upload(), by=father)
        form = seal(filled, by=father)
        stale = Draft.objects.get(pk=filled.pk)
        stale.state = "open"  # another device that has not heard of it yet
        for change in (
            lambda: save_answers(draft=stale, values={"given_name": "Lan"}, by=father),
            lambda: attach(draft=stale, component="photo", upload=upload(7), by=father),
            lambda: detach(draft=stale, public_id=paper.public_id, by=father),
            lambda: dispute(draft=stale, name="mother_name", correction="X", by=father),
        ):
            with pytest.raises(NotOpen, match="đã nộp"):
                change()
        refresh_prefill(stale, father)
        assert seal(filled, by=father) == form
        assert not Snapshot.objects.filter(draft=filled).exists()

    def test_the_minutes_are_told_from_sign_in_without_numbers_of_people(self, filled: Draft, father: Viewer) -> None:
        complete(filled, father)
        Draft.objects.filter(pk=filled.pk).update(signing_in_at=now() - timedelta(seconds=90))
        seal(filled, by=father)
        told = JournalEntry.objects.get(event="eforms.draft_sealed")
        assert 90 <= told.data["since_login"] <= 100
        assert told.data["typed"] == 2
        for secret in (FATHER, MOTHER, "Minh An", "0912345678"):
            assert secret not in told.body

    def test_strangers_seal_nothing(self, filled: Draft, father: Viewer, stranger: Viewer) -> None:
        complete(filled, father)
        with pytest.raises(Forbidden):
            seal(filled, by=stranger)

    def test_what_the_person_said_is_worth_keeping_what_sources_said_is_not(
        self, filled: Draft, father: Viewer
    ) -> None:
        complete(filled, father)
        facts = facts_worth_keeping(seal(filled, by=father), pack())
        assert {(str(each.subject), each.name, each.value) for each in facts} == {
            (f"person:{FATHER}", "phone", "0912345678"),
            (f"person:{FATHER}", "answer.phone", "0912345678"),
        }
        for each in facts:
            keep_fact(subject=each.subject, name=each.name, value=each.value, source=each.source, as_of=each.as_of,
                      by=system("dossiers"))  # fmt: skip


class TestGivingUp:
    def test_after_ninety_days_what_was_filled_in_and_uploaded_is_gone(self, filled: Draft, father: Viewer) -> None:
        complete(filled, father)
        paper = attach(draft=filled, component="photo", upload=upload(), by=father)
        picture_of(paper.file)
        touched = now()
        with freeze(touched + timedelta(days=89)):
            assert abandon_untouched(by=system("eforms")) == 0
        with freeze(touched + timedelta(days=91)):
            assert abandon_untouched(by=system("eforms")) == 1
            assert abandon_untouched(by=system("eforms")) == 0
        filled.refresh_from_db()
        assert filled.state == "abandoned"
        assert not Answer.objects.exists()
        assert not Snapshot.objects.exists()
        assert not StoredFile.objects.exists()
        assert not PagePicture.objects.exists()
        told = JournalEntry.objects.get(event="eforms.draft_abandoned")
        assert told.data["by_clock"] is True
        assert OutboxItem.objects.filter(task="files.remove_bytes").count() == 2

    def test_bytes_go_when_no_row_stands_for_them(self) -> None:
        one, other = (keep(b"the same", name=n, media_type="image/png") for n in ("a.png", "b.png"))
        path = Path(blob_path(one.sha256))
        hours_ago = time.time() - 7_200
        keep_small(one.sha256, b"small")
        one.delete()
        os.utime(path, (hours_ago, hours_ago))
        remove_bytes(other.sha256)
        assert path.exists()
        assert small_path(one.sha256).exists()
        other.delete()
        remove_bytes(other.sha256)
        assert not path.exists()
        assert not small_path(one.sha256).exists()
        remove_bytes(other.sha256)

    def test_fresh_bytes_stay_for_whoever_is_just_keeping_them(self) -> None:
        stored = keep(b"fresh", name="a.png", media_type="image/png")
        digest = stored.sha256
        stored.delete()
        remove_bytes(digest)
        assert blob_path(digest).exists()

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from motcua.base.actor import Actor, system
from motcua.base.clock import freeze
from motcua.base.errors import Forbidden
from motcua.base.files import keep
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Subject, Viewer, viewer_of_person
from motcua.vault.actions.expire_papers import expire_papers
from motcua.vault.api import (
    AlreadyEnded,
    NoSuchPaper,
    Paper,
    facts_of,
    keep_fact,
    keep_paper,
    paper_for,
    papers_of,
    revoke_paper,
    uses_of,
)

DOSSIERS = system("dossiers")
DAY = date(2026, 11, 22)


def kept(subject: Subject, **more: Any) -> Paper:
    fields: dict[str, Any] = {
        "kind": "marital_status_certificate",
        "title": "Giấy xác nhận tình trạng hôn nhân",
        "number": "12/UBND-XNTTHN",
        "issued_on": date(2026, 6, 1),
        "valid_from": date(2026, 6, 1),
        "valid_to": date(2026, 11, 30),
        "source": "result",
        "origin": "H99.01-261122-0001",
        "by": DOSSIERS,
    }
    return keep_paper(subject=subject, **(fields | more))


def test_the_owner_finds_what_was_kept(alice: Viewer, alices: Subject, agency: Agency) -> None:
    file = keep(b"%PDF-1.4", name="a.pdf", media_type="application/pdf")
    paper = kept(alices, file=file, issued_by=agency)
    assert papers_of(alices, alice) == [paper]
    assert paper_for(paper.public_id, alice) == paper
    assert (paper.sha256, paper.issuer) == (file.sha256, "UBND xã An Bình")


def test_kept_twice_is_one_paper_told_once(alice: Viewer, alices: Subject) -> None:
    assert kept(alices) == kept(alices)
    assert JournalEntry.objects.filter(event="vault.paper_kept").count() == 1


@pytest.mark.parametrize(
    ("day", "offered"),
    [(date(2026, 5, 31), 0), (date(2026, 6, 1), 1), (date(2026, 11, 30), 1), (date(2026, 12, 1), 0)],
)
def test_a_paper_is_offered_only_on_days_it_holds(alice: Viewer, alices: Subject, day: date, offered: int) -> None:
    kept(alices)
    assert len(papers_of(alices, alice, on=day)) == offered
    assert len(papers_of(alices, alice)) == 1


def test_only_the_kinds_asked_for_are_offered(alice: Viewer, alices: Subject) -> None:
    wanted = kept(alices)
    kept(alices, kind="birth_certificate")
    assert papers_of(alices, alice, kinds=["marital_status_certificate"]) == [wanted]
    assert papers_of(alices, alice, kinds=[]) == []


def test_a_revoked_paper_is_shown_but_not_offered(alice: Viewer, alices: Subject, bob: Viewer) -> None:
    paper = revoke_paper(paper=kept(alices), reason="Quyết định 15/QĐ-UBND", by=bob)
    assert (paper.state, paper.state_reason) == ("revoked", "Quyết định 15/QĐ-UBND")
    assert papers_of(alices, alice, on=DAY) == []
    assert papers_of(alices, alice) == [paper]
    with pytest.raises(AlreadyEnded):
        revoke_paper(paper=paper, reason="lần nữa", by=bob)


def test_what_a_revoked_paper_told_is_kept_and_offered_no_more(alice: Viewer, alices: Subject, bob: Viewer) -> None:
    paper, other = kept(alices), kept(alices, number="13/UBND-XNTTHN")
    told = {"subject": alices, "source": "civil_status", "as_of": DAY, "by": DOSSIERS}
    read = keep_fact(name="marital_status", value="single", evidence=paper, **told)
    keep_fact(name="spouse_personal_id", value="001185000037", evidence=other, **told)
    keep_fact(name="occupation", value="giáo viên", **told)
    names = ["marital_status", "spouse_personal_id", "occupation"]
    assert set(facts_of(alices, names, alice, on=DAY)) == set(names)
    revoke_paper(paper=paper, reason="Quyết định 15/QĐ-UBND", by=bob)
    assert set(facts_of(alices, names, alice, on=DAY)) == {"spouse_personal_id", "occupation"}
    read.refresh_from_db()
    assert read.superseded_at is not None
    assert read.evidence is not None
    assert (read.value, read.evidence.state) == ("single", "revoked")
    (ended,) = JournalEntry.objects.filter(event="vault.fact_ended")
    assert ended.data == {"fact": read.pk, "fact_name": "marital_status", "paper": paper.public_id}
    earlier = keep_fact(name="marital_status", value="married", **(told | {"as_of": date(2026, 1, 1)}))
    assert facts_of(alices, names, alice, on=date(2026, 2, 1))["marital_status"] == earlier


def test_a_citizen_revokes_nothing(alice: Viewer, alices: Subject) -> None:
    with pytest.raises(Forbidden):
        revoke_paper(paper=kept(alices), reason="x", by=alice)


def test_a_newer_paper_ends_the_older(alice: Viewer, alices: Subject) -> None:
    older = kept(alices)
    newer = kept(alices, number="90/UBND-XNTTHN", replaces=older)
    older.refresh_from_db()
    assert (older.state, older.replaced_by) == ("replaced", newer)
    assert papers_of(alices, alice, on=DAY) == [newer]


def test_a_paper_never_replaces_that_of_somebody_else(alices: Subject, charlie: Viewer) -> None:
    assert charlie.subject is not None
    with pytest.raises(ValueError, match="same subject"):
        kept(charlie.subject, replaces=kept(alices))


def test_past_the_last_day_papers_are_marked(alice: Viewer, alices: Subject) -> None:
    paper = kept(alices)
    with freeze(datetime(2026, 11, 30, 16, 59, tzinfo=UTC)):  # 23:59 in Ho Chi Minh
        assert expire_papers(by=DOSSIERS) == 0
    with freeze(datetime(2026, 11, 30, 17, 1, tzinfo=UTC)):
        assert expire_papers(by=DOSSIERS) == 1
        assert expire_papers(by=DOSSIERS) == 0
    paper.refresh_from_db()
    assert paper.state == "expired"


def test_a_stranger_is_not_told_that_a_paper_exists(alices: Subject, charlie: Viewer) -> None:
    paper = kept(alices)
    with pytest.raises(NoSuchPaper) as real:
        paper_for(paper.public_id, charlie)
    with pytest.raises(NoSuchPaper) as made_up:
        paper_for("000000000000", charlie)
    assert str(real.value) == str(made_up.value)
    with pytest.raises(Forbidden):
        papers_of(alices, charlie)
    with pytest.raises(Forbidden):
        papers_of(alices, Viewer())


def test_a_stranger_puts_nothing_into_the_vault(alices: Subject, charlie: Viewer) -> None:
    with pytest.raises(Forbidden):
        kept(alices, by=charlie)


def test_staff_look_only_for_a_reason_and_the_owner_sees_it(alices: Subject, alice: Viewer, bob: Viewer) -> None:
    paper = kept(alices)
    for purpose, dossier in (("", ""), ("xem", ""), ("", "H99.01-261122-0001"), ("  ", " ")):
        with pytest.raises(Forbidden):
            papers_of(alices, bob, purpose=purpose, dossier=dossier)
        with pytest.raises(Forbidden):
            paper_for(paper.public_id, bob, purpose=purpose, dossier=dossier)
    assert not uses_of(alices, alice).exists()
    papers_of(alices, bob, purpose="Giải quyết hồ sơ", dossier="H99.01-261122-0001")
    paper_for(paper.public_id, bob, purpose="Giải quyết hồ sơ", dossier="H99.01-261122-0001")
    seen = [(use.actor_name, use.agency and use.agency.name, use.what, use.dossier) for use in uses_of(alices, alice)]
    assert seen == [
        ("Ngô Văn Bảo", "UBND xã An Bình", f"paper:{paper.public_id}", "H99.01-261122-0001"),
        ("Ngô Văn Bảo", "UBND xã An Bình", "papers", "H99.01-261122-0001"),
    ]


def test_the_owner_leaves_no_trace_by_looking_at_what_is_theirs(alices: Subject, alice: Viewer) -> None:
    kept(alices)
    papers_of(alices, alice)
    assert not uses_of(alices, alice).exists()


def test_who_acts_for_a_child_sees_the_childs_papers(alice: Viewer) -> None:
    child = Subject("person", "001326000001")
    paper = kept(child, kind="birth_certificate")
    assert alice.person is not None
    assert papers_of(child, viewer_of_person(alice.person, acting_for=child)) == [paper]
    with pytest.raises(Forbidden):
        papers_of(child, alice)


def test_only_the_subject_reads_who_looked(alices: Subject, charlie: Viewer, bob: Viewer) -> None:
    for viewer in (charlie, bob, Viewer()):
        with pytest.raises(Forbidden):
            uses_of(alices, viewer)


def test_the_journal_tells_no_number_name_or_value(alices: Subject, alice: Viewer, bob: Viewer) -> None:
    kept(alices, by=Actor("staff", "7"))
    papers_of(alices, bob, purpose="Giải quyết hồ sơ", dossier="D")
    for entry in JournalEntry.objects.all():
        text = f"{entry.stream} {entry.actor} {entry.body}"
        assert alices.key not in text
        assert "Trần" not in text

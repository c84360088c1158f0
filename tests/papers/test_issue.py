"""Issued papers: what a stranger learns by the code, and what ends a paper."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import translation

from motcua.base.actor import Actor
from motcua.base.clock import HO_CHI_MINH, freeze, now
from motcua.base.models import JournalEntry
from motcua.papers.api import (
    IssuedPaper,
    PaperNotInForce,
    allocate_number,
    check,
    check_file,
    issue,
    new_check_code,
    paper_facts,
    render,
    replace,
    revoke,
    tidy_code,
)
from tests.papers.samples import SAMPLES

BY = Actor("staff", "7")
SUBJECT = "person:001326000123"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> Any:
    settings.MOTCUA_DATA = tmp_path
    with translation.override("vi"):
        yield


def _issue(**more: Any) -> tuple[IssuedPaper, bytes]:
    with transaction.atomic():
        number = allocate_number(agency="H15.50", series="TLKT", on=date(2026, 2, 5))
        data = SAMPLES["result-death-extract"] | {"number": number.text, "check_code": number.check_code}
        pdf = render("result-death-extract", data)
        paper = issue(
            kind="result-death-extract",
            agency="H15.50",
            agency_name="UBND xã Hòa Ẩn",
            number=number,
            pdf=pdf,
            subject=SUBJECT,
            holder_name="Phạm Văn Ngỡi",
            reference="dossier:abc",
            by=BY,
            **more,
        )
    return paper, pdf


def test_anybody_checks_by_code_and_learns_nothing_of_the_person() -> None:
    paper, _ = _issue(signed_by="Nguyễn Thị Ánh Tuyết")
    found = check(paper.check_code)
    assert (found.state, found.number, found.in_force) == ("valid", "01/TLKT", True)
    assert found.holder_initials == "P. V. N."
    assert "UBND xã Hòa Ẩn" in found.sentence
    assert "còn hiệu lực" in found.sentence
    told = str(dataclasses.asdict(found))
    assert "Ngỡi" not in told
    assert "001326000123" not in told


def test_the_code_may_be_typed_carelessly() -> None:
    paper, _ = _issue()
    assert check(f"  {paper.check_code.lower().replace('-', ' ')} ").state == "valid"
    assert tidy_code("oIl00-abcde") == "01100-ABCDE"
    assert tidy_code("7KM2P-9XQ4") == ""
    assert check(new_check_code()).state == "unknown"
    assert check("'; DROP TABLE --").state == "unknown"


def test_the_code_printed_is_the_code_kept() -> None:
    paper, pdf = _issue()
    assert check_file(paper.sha256) == paper
    assert paper_facts(pdf) == {
        "paper": {
            "number": "01/TLKT",
            "kind": "result-death-extract",
            "title": "Trích lục khai tử",
            "agency": "UBND xã Hòa Ẩn",
            "issued_on": f"{now().astimezone(HO_CHI_MINH):%Y-%m-%d}",
            "state": "valid",
        },
        "reasons": [],
    }


def test_a_changed_copy_is_told_from_the_issued_one() -> None:
    _, pdf = _issue()
    facts = paper_facts(pdf + b"\n")
    assert facts["paper"]["number"] == "01/TLKT"
    assert "không trùng" in facts["reasons"][0]
    assert paper_facts(b"%PDF-1.7 nothing")["paper"] is None


def test_revoked_says_when_and_why_and_only_once() -> None:
    paper, pdf = _issue()
    revoke(paper=paper, reason="Cấp nhầm người", by=BY)
    found = check(paper.check_code)
    assert (found.state, found.reason) == ("revoked", "Cấp nhầm người")
    assert "thu hồi" in found.sentence
    assert "thu hồi" in paper_facts(pdf)["reasons"][0]
    with pytest.raises(PaperNotInForce):
        revoke(paper=paper, reason="lại", by=BY)


def test_replaced_names_the_other() -> None:
    old, _ = _issue()
    new, _ = _issue()
    replace(paper=old, replacement=new, reason="Sai ngày sinh", by=BY)
    assert check(old.check_code).replaced_by == "02/TLKT"
    assert "02/TLKT" in check(old.check_code).sentence
    assert check(new.check_code).state == "valid"
    with pytest.raises(ValueError, match="itself"):
        replace(paper=new, replacement=new, reason="", by=BY)


def test_counts_from_its_day_to_its_last_day() -> None:
    day = date(2026, 8, 5)
    paper, _ = _issue(valid_from=date(2026, 2, 5), valid_to=day, issued_at=datetime(2026, 2, 5, 8, tzinfo=HO_CHI_MINH))
    evening = datetime(2026, 8, 5, 23, 59, tzinfo=HO_CHI_MINH)
    for moment, state in [
        (datetime(2026, 2, 4, 12, tzinfo=HO_CHI_MINH), "not_yet"),
        (evening, "valid"),
        (evening + timedelta(minutes=2), "expired"),
    ]:
        with freeze(moment):
            assert check(paper.check_code).state == state


def test_a_number_serves_one_paper() -> None:
    paper, _ = _issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        issue(kind="x", agency="H15.50", number=paper.number, pdf=b"%PDF-1.7 other", subject=SUBJECT, by=BY)


def test_the_database_refuses_a_replaced_paper_without_another() -> None:
    paper, _ = _issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.filter(pk=paper.pk).update(state="replaced")


def test_the_journal_tells_it_without_names() -> None:
    paper, _ = _issue()
    revoke(paper=paper, reason="Cấp nhầm người", by=BY)
    entries = list(JournalEntry.objects.filter(stream=f"paper:{paper.public_id}").order_by("number"))
    assert [each.event for each in entries] == ["papers.issued", "papers.revoked"]
    assert all("Ngỡi" not in each.body and "001326" not in each.body for each in entries)


def test_the_version_of_the_template_is_kept() -> None:
    paper, _ = _issue()
    assert len(paper.template_sha256) == 64


def test_a_machine_without_papers_knows_nothing_and_says_so() -> None:
    class Absent:
        @staticmethod
        def select_related(*names: str) -> Any:
            raise OperationalError("no such table: papers_issuedpaper")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(IssuedPaper, "objects", Absent)
        assert paper_facts(b"%PDF-1.7") == {"paper": None, "reasons": []}

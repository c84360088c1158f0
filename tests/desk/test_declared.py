"""What the officer reads of the declaration: every voice beside the answer, every warning above."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from motcua.base.actor import system
from motcua.catalogue.api import current_version, load_packs, pack_of
from motcua.catalogue.packs import read_pack
from motcua.desk.drafting import first_words
from motcua.desk.pages.declared import Letter, letter_of
from motcua.eforms.api import SealedAnswer, SealedForm, Statistics
from tests.desk.town import Town

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[2] / "procedures" / "civil_status_copy.yaml"
BORN = "subject_date_of_birth"


def letter(*answers: SealedAnswer, flags: tuple[dict[str, Any], ...] = ()) -> Letter:
    pack = read_pack(PACK)
    assert pack is not None
    load_packs(packs=[pack], by=system("test"))  # nothing, where the town has it already
    version = current_version(pack.id, on=pack.valid_from)
    form = SealedForm(
        draft="x", procedure=pack.id, version=version.pk, agency="H99.31", applicant="person:0", subject="person:0",
        answers=answers, values={}, parts=(), statistics=Statistics(2, 1, 1, 0, 0), flags=flags, sealed_at="2026-11-22",
    )  # fmt: skip
    dossier: Any = SimpleNamespace(procedure_version_id=version.pk, sealed=form.as_data())
    return letter_of(dossier)


def beside(found: Letter) -> list[str]:
    return [line.beside for paragraph in found.paragraphs for line in paragraph.lines if line.beside]


def test_two_sources_that_differ_are_read_with_the_persons_choice() -> None:
    conflict = {"source": "vneid", "value": "1988-01-01", "what": "date_of_birth", "settled": True}
    answer = SealedAnswer(
        BORN, 0, "1988-11-01", "population", correction="1988-01-01", disputed="sources_differ", conflict=conflict
    )
    told = {"field": BORN, "row": 0, "code": "sources_differ", "message": "hai nguồn"}
    found = letter(answer, flags=(told,))
    assert beside(found) == ["VNeID ghi khác: 01/01/1988. Người nộp cho rằng 01/01/1988 là đúng."]
    assert found.warnings == (), "it stands beside its answer and is not said twice"


def test_what_the_person_changed_or_holds_against_a_source_stands_beside_it() -> None:
    changed = SealedAnswer("applicant_phone", 0, "0912345678", "typed", original="0900000000",
                           original_source="population", edited=True)  # fmt: skip
    disputed = SealedAnswer("subject_full_name", 0, "Lý A Páo", "population", correction="Lý Á Páo", disputed="Sai dấu")
    found = beside(letter(changed, disputed))
    assert "Người nộp cho rằng đúng ra là: Lý Á Páo. Lý do: Sai dấu" in found
    assert "Người nộp đã sửa. CSDL dân cư ghi: 0900000000" in found


def test_warnings_stand_above_also_of_what_is_not_shown() -> None:
    flags = (
        {"field": "subject_personal_id", "row": 0, "code": "unmatched", "message": "CSDL dân cư chưa xác nhận"},
        {"field": "subject_age", "row": 0, "code": "sources_differ", "message": "hai nguồn ghi khác"},
    )
    assert letter(flags=flags).warnings == ("CSDL dân cư chưa xác nhận", "hai nguồn ghi khác")


def test_a_draft_opens_in_vietnamese_whatever_its_officer_reads(town: Town) -> None:
    baby = town.at["baby"]
    key = pack_of(baby.procedure_version_id).results[0].id
    with override("en"):
        words = first_words(baby, key)
    assert words == first_words(baby, key)
    assert words["d-person-sex"] in ("Nam", "Nữ")

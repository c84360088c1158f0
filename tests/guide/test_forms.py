"""Who holds a printed form has its sign, not the name of the procedure: "tờ khai CT01" leads to residence."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from motcua.guide.engine.document import Document
from motcua.guide.engine.forms import named_forms, signs_in
from motcua.guide.engine.index import Index
from motcua.guide.sources import document, everyday, lexicon

PROCEDURES = Path(__file__).resolve().parents[2] / "procedures"


def documents() -> tuple[Document, ...]:
    """The procedures with the forms of their packs, as the published ones are read."""
    found = []
    for slug, entry in everyday().items():
        pack = YAML(typ="safe").load(PROCEDURES / f"{slug}.yaml")
        numbers = [str(each.get("form_no") or "") for each in pack.get("components", [])]
        signs = tuple(dict.fromkeys(sign for number in numbers for sign in signs_in(number)))
        found.append(document(slug, entry["code"], entry["name"], forms=signs))
    return tuple(found)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(documents(), lexicon())


@pytest.mark.parametrize("query", ["CT01", "tờ khai CT01", "mẫu ct01", "to khai ct 01", "Tờ khai CT-01"])
def test_the_form_of_residence_leads_to_residence(index: Index, query: str) -> None:
    found = [each.id for each in index.search(query, 8)]
    assert found[:2] == ["permanent_residence", "temporary_residence"]
    assert all("residence" in each or each == "household_split" for each in found)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ct01 tạm trú", "temporary_residence"),
        ("CT01 gia hạn tạm trú", "temporary_residence_extension"),
        ("xóa đăng ký thường trú bằng CT01", "permanent_residence_deletion"),
        ("ĐKX10", "vehicle_first_registration"),
        ("dkx10 mua lại xe sang tên", "vehicle_transfer"),
        ("DC02", "id_card_from_14"),
        ("DC02 cho con 5 tuổi", "id_card_under_14"),
    ],
)
def test_what_else_is_said_chooses_among_those_that_take_the_form(index: Index, query: str, first: str) -> None:
    assert index.search(query, 1)[0].id == first


@pytest.mark.parametrize("query", ["chứng thực bản sao", "ct bản sao", "chứng thực 01 bản"])
def test_certification_stays_where_it_was(index: Index, query: str) -> None:
    assert index.search(query, 1)[0].id == "copy_certification"


def test_signs_are_read_from_what_packs_say() -> None:
    assert signs_in("CT01 (TT 53/2025/TT-BCA)") == ("ct01",)
    assert signs_in("TK01 / TK01a (dưới 14 tuổi) — TT 31/2023/TT-BCA") == ("tk01",)
    assert signs_in("ĐKX10 (TT 13/2025/TT-BCA)") == ("dkx10",)
    assert signs_in("Mẫu số 18 (NĐ 151/2025/NĐ-CP)") == ()


def test_a_sign_is_taken_out_and_the_rest_stays() -> None:
    assert named_forms("Nộp CT01, đăng ký tạm trú", {"ct01"}) == (["ct01"], "Nộp , đăng ký tạm trú")
    assert named_forms("ct012 ect01 ct1", {"ct01"}) == ([], "ct012 ect01 ct1")

"""Sealed answers become what the templates print, and the templates can print it."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.catalogue.api import result_data
from motcua.catalogue.pack import Pack
from motcua.papers.api import render
from tests.catalogue.test_procedures import EIGHT, packs

HOME = {
    "province": "99",
    "commune": "99001",
    "detail": "Thôn 2",
    "commune_name": "xã An Hòa",
    "province_name": "tỉnh Sơn Hà",
}
BY_TYPE: dict[str, Any] = {
    "text": "Chữ", "long_text": "Chữ", "name": "Nguyễn Văn A", "date": "2026-11-10", "time": "06:25", "number": 2,
    "money": 50_000_000, "yes_no": True, "statement": True, "phone": "0912000001", "email": "a@example.invalid",
    "personal_id": "066090001234", "tax_code": "6601999002", "address": HOME, "place": HOME, "country": "Việt Nam",
    "ethnicity": "Kinh",
}  # fmt: skip
# What the officer or the house adds to every result, and what a register, not the form, holds.
ADDED = {
    "agency": {"parent": "UBND tỉnh Sơn Hà", "name": "UBND xã An Hòa", "place": "An Hòa"},
    "number": "01/TEST",
    "signer": {"authority": "TM. ỦY BAN NHÂN DÂN", "title": "CHỦ TỊCH", "name": "Lê Thị B"},
}
OFFICER = {"social_pension": {"from": "2026-12-01"}}


def sample_answers(pack: Pack) -> dict[str, Any]:
    """Every field answered: choices by their first option, the rest by type; two rows in each repeat section."""
    answers: dict[str, Any] = {}
    assert pack.form is not None
    for section in pack.form.sections:
        said = {field.id: field.options[0].value if field.options else BY_TYPE[field.type] for field in section.fields}
        answers |= {section.id: [said, said]} if section.repeat else said
    return answers


@pytest.mark.parametrize("name", sorted(EIGHT))
def test_every_result_of_the_eight_can_be_printed(name: str) -> None:
    pack = packs()[name]
    for result in pack.results:
        if result.template is None:
            continue
        data = {**result_data(pack, result.id, sample_answers(pack)), **OFFICER.get(name, {}), **ADDED}

        assert render(result.template, data).startswith(b"%PDF-")


def test_choices_are_words_and_addresses_one_line() -> None:
    pack = packs()["birth_registration"]
    answers = sample_answers(pack) | {"child_sex": "female", "child_full_name": "Nguyễn Minh An"}

    data = result_data(pack, "birth_certificate", answers)

    assert data["person"]["sex"] == "Nữ"
    assert data["person"]["name"] == "Nguyễn Minh An"
    assert data["mother"]["residence"] == "Thôn 2, xã An Hòa, tỉnh Sơn Hà"
    assert data["requester"]["identity"] == "Số định danh 066090001234"


def test_what_is_unknown_is_left_out() -> None:
    pack = packs()["death_registration"]

    data = result_data(pack, "death_extract", {"deceased_full_name": "Lê Văn Tám"})

    assert data == {"person": {"name": "Lê Văn Tám"}}


def test_rows_follow_the_rows_written_by_number() -> None:
    pack = packs()["household_business_registration"]
    answers = {"main_line": "grocery", "other_lines": [{"line_name": "Sửa xe"}, {"line_name": "Rửa xe"}]}

    data = result_data(pack, "certificate", answers)

    assert data["lines"] == [{"name": "Bán tạp hóa"}, {"name": "Sửa xe"}, {"name": "Rửa xe"}]


def test_an_unknown_result_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        result_data(packs()["social_pension"], "medal", {})

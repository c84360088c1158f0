"""What people type is read as they mean it; what cannot be read is kept as typed, with a sentence."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.pack import Field
from motcua.eforms.normalise import normalise
from motcua.eforms.shown import in_a_box


def field(kind: str, **more: Any) -> Field:
    return Field.model_validate({"id": "x", "label": "Câu hỏi", "type": kind, **more})


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1/2/2026", "2026-02-01"),
        ("01-02-2026", "2026-02-01"),
        ("1.2.2026", "2026-02-01"),
        ("01 02 2026", "2026-02-01"),
        ("01022026", "2026-02-01"),
        ("2026-02-01", "2026-02-01"),
        ("ngày 1 tháng 2 năm 2026", "2026-02-01"),
        ({"day": "1", "month": "2", "year": "2026"}, "2026-02-01"),
        ("29/2/2024", "2024-02-29"),
    ],
)
def test_dates(typed: Any, value: str) -> None:
    assert normalise(field("date"), typed).value == value


@pytest.mark.parametrize(
    ("typed", "precision", "value"),
    [
        ("1958", "year", "1958"),
        ("năm 1958", "year", "1958"),
        ("3/1958", "year", "1958-03"),
        ("3/1958", "month", "1958-03"),
        ({"day": "", "month": "", "year": "1958"}, "year", "1958"),
        ("12/3/1958", "year", "1958-03-12"),
    ],
)
def test_births_of_old_people_may_say_less(typed: Any, precision: str, value: str) -> None:
    assert normalise(field("date", precision=precision), typed).value == value


@pytest.mark.parametrize(
    "typed", ["32/1/2026", "29/2/2026", "1958", "3/1958", "hôm qua", "1/13/2026", "1/2/26", {"day": "x", "year": "1"}]
)
def test_dates_that_cannot_be_read_are_kept_as_typed(typed: Any) -> None:
    read = normalise(field("date"), typed)
    assert read.value is None
    assert read.raw == typed
    assert read.problem


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("number", "1.250", 1250),
        ("number", "1 250", 1250),
        ("number", "12,5", 12.5),
        ("number", "1.250,5", 1250.5),
        ("number", "3.5", 3.5),
        ("number", "-2", -2),
        ("number", 7, 7),
        ("money", "1.250.000 đ", 1_250_000),
        ("money", "1250000", 1_250_000),
        ("money", "1,250,000", 1_250_000),
        ("money", "45,000", 45_000),
        ("money", "1 250 000 VND", 1_250_000),
        ("time", "14h30", "14:30"),
        ("time", "14 giờ", "14:00"),
        ("time", "7:05", "07:05"),
        ("phone", "+84 912 345 678", "0912345678"),
        ("phone", "0912.345.678", "0912345678"),
        ("email", " Lan.Tran@Example.VN ", "Lan.Tran@example.vn"),
        ("personal_id", "066 090 001 234", "066090001234"),
        ("yes_no", "Có", True),
        ("yes_no", "off", False),
        ("yes_no", False, False),
        ("name", "  NGUYỄN   văn  Hùng ", "NGUYỄN văn Hùng"),
        ("address", {"province": "99", "commune": "99001", "detail": " Thôn  2 ", "country": ""},
         {"province": "99", "commune": "99001", "detail": "Thôn 2"}),
        ("address", "Thôn 2, xã An Hòa", {"text": "Thôn 2, xã An Hòa"}),
        ("place", {"country": "Lào"}, {"country": "Lào"}),
        ("long_text", "một \n\n hai  ba ", "một\n\nhai ba"),
    ],
)  # fmt: skip
def test_values_of_every_type(kind: str, typed: Any, value: Any) -> None:
    read = normalise(field(kind), typed)
    assert (read.value, read.raw) == (value, None)
    assert type(read.value) is type(value)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "nhiều"), ("number", "9" * 30), ("money", "12,5"), ("money", "-3"), ("time", "25:00"),
        ("time", "14:75"), ("phone", "12345"), ("email", "lan tại gmail"), ("personal_id", "123"),
        ("tax_code", "0100109107"), ("yes_no", "có lẽ"), ("address", {"detail": "Thôn 2"}), ("address", ["x"]),
        ("text", "x" * 4_001),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_with_a_sentence(kind: str, typed: Any) -> None:
    read = normalise(field(kind), typed)
    assert read.value is None
    assert read.raw is not None
    assert len(read.problem) > 10


def test_an_english_page_reads_as_it_writes_and_a_source_stays_as_it_is() -> None:
    with override("en"):
        assert in_a_box(field("money"), 1_250_000) == "1,250,000"
        assert normalise(field("number"), "1,250").value == 1250
        assert normalise(field("number"), "1,250", from_source=True).value == 1.25


def test_a_choice_is_one_of_the_options() -> None:
    choice = field("choice", options=[{"value": "a", "label": "A"}])
    assert normalise(choice, "a").value == "a"
    assert normalise(choice, "b").raw == "b"


@pytest.mark.parametrize("kind", ["text", "date", "money", "address", "yes_no", "personal_id"])
@pytest.mark.parametrize("nothing", ["", "   ", None, {}, {"day": "", "year": " "}])
def test_nothing_is_nothing(kind: str, nothing: Any) -> None:
    read = normalise(field(kind), nothing)
    assert (read.value, read.raw, read.problem) == (None, None, "")


def test_letters_are_stored_composed() -> None:
    typed = unicodedata.normalize("NFD", "Nguyễn Thị Hoà")
    assert normalise(field("name"), typed).value == unicodedata.normalize("NFC", typed)


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2100, 12, 31)))
def test_every_date_is_read_back_from_its_box(day: date) -> None:
    stored = normalise(field("date"), day.isoformat()).value
    assert normalise(field("date"), in_a_box(field("date"), stored)).value == day.isoformat()


@given(st.integers(min_value=0, max_value=10**15))
def test_every_amount_is_read_back_from_its_box(amount: int) -> None:
    assert normalise(field("money"), in_a_box(field("money"), amount)).value == amount


@given(st.floats(min_value=-1e6, max_value=1e6).map(lambda x: round(x, 2)))
def test_every_number_is_read_back_from_its_box(number: float) -> None:
    read = normalise(field("number"), number).value
    assert normalise(field("number"), in_a_box(field("number"), read)).value == pytest.approx(number)


@given(
    st.sampled_from(["text", "long_text", "name", "date", "time", "number", "money", "yes_no", "phone", "email",
                     "personal_id", "tax_code", "address", "place", "country", "ethnicity"]),
    st.one_of(
        st.text(max_size=60), st.integers(), st.booleans(), st.dictionaries(st.text(max_size=8), st.text(max_size=8))
    ),
)  # fmt: skip
def test_whatever_is_typed_is_read_or_kept_and_reading_twice_changes_nothing(kind: str, typed: Any) -> None:
    one = field(kind)
    read = normalise(one, typed)
    if read.raw is not None:
        assert read.problem
        assert normalise(one, read.raw).raw is not None
    elif read.value is not None:
        assert normalise(one, read.value) == read

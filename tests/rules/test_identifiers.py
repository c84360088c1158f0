import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.codes import Sex
from motcua.rules.errors import Unfit
from motcua.rules.identifiers import (
    PartialDate,
    TaxCodeKind,
    Warned,
    agency_code,
    agency_name,
    birth_notice,
    branch_code,
    build_dossier_code,
    dossier_code,
    paper_code,
    personal_number,
    phone,
    procedure_code,
    read_card,
    tax_code,
)
from motcua.rules.tables import load_yaml, read_csv

CARD = "001090123456|012345678|NGUYỄN VĂN A|01011990|Nam|Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh|15042021"


@pytest.mark.parametrize(
    ("text", "place", "sex", "year"),
    [
        ("001090123456", "Hà Nội", Sex.MALE, 1990),
        ("079 188 000001", "Thành phố Hồ Chí Minh", Sex.FEMALE, 1988),
        ("040.326.000001", "Nghệ An", Sex.FEMALE, 2026),
        ("096200000009", "Cà Mau", Sex.MALE, 2000),
    ],
)
def test_personal_numbers_tell(text: str, place: str, sex: Sex, year: int) -> None:
    number = personal_number(text)
    assert (number.place_name, number.sex, number.birth_year) == (place, sex, year)
    assert number.warnings(born=date(year, 5, 1), sex=sex) == ()


def test_what_does_not_match_is_a_warning_only() -> None:
    number = personal_number("001090123456")
    assert number.warnings(born=1991, sex=Sex.FEMALE) == (Warned.BIRTH_YEAR, Warned.SEX)
    assert personal_number("003090123456").warnings() == (Warned.UNKNOWN_PLACE,)
    assert all(warned.message_vi for warned in Warned)
    abroad = personal_number("101090123456")
    assert abroad.born_abroad
    assert abroad.warnings() == ()
    assert number.masked == "001*****3456"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0010901234", "10 chữ số"),
        ("012345678", "chứng minh nhân dân cũ"),
        ("00109012345x", "không có chữ cái"),
        ("001090123456a", "không có chữ cái"),  # never "exactly 12 digits; you typed 12"
        ("\u0660\u0660\u0661\u0660\u0669\u0660\u0661\u0662\u0663\u0664\u0665\u0666", "không có chữ cái"),
        ("", "0 chữ số"),
    ],
)
def test_numbers_that_are_none(text: str, says: str) -> None:
    with pytest.raises(Unfit, match=says):
        personal_number(text)


@pytest.mark.parametrize("around", ["\u202a{}\u202c", "{}\u200b", "\ufeff{}", "\u00a0{} "])
def test_signs_without_width_come_along_when_numbers_are_copied(around: str) -> None:
    assert personal_number(around.format("001090123456")).value == "001090123456"
    assert phone(around.format("0912345678")).national == "0912345678"


def test_a_refusal_can_be_translated() -> None:
    with pytest.raises(Unfit) as refusal:
        personal_number("12")
    assert refusal.value.template % refusal.value.params == refusal.value.message == str(refusal.value)
    assert "%(count)d" in refusal.value.template


@pytest.mark.parametrize("text", ["0100109106", "0300588569", "0100 109 106"])
def test_tax_codes_of_real_companies(text: str) -> None:
    assert tax_code(text).kind is TaxCodeKind.ORGANISATION


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_is_always_found(place: int, digit: int) -> None:
    good = "0100109106"
    typed = good[:place] + str(digit) + good[place + 1 :]
    if typed == good:
        return
    with pytest.raises(Unfit, match="kiểm tra"):
        tax_code(typed)


@given(st.integers(0, 8))
def test_two_neighbours_swapped_are_found(place: int) -> None:
    good = "0300588569"
    typed = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    if typed != good:
        with pytest.raises(Unfit, match="kiểm tra"):
            tax_code(typed)


def test_other_tax_codes() -> None:
    assert tax_code("0100109106-001").kind is TaxCodeKind.BRANCH
    assert branch_code("0100109106001").value == "0100109106-001"
    assert branch_code("0100109106-001").parent == "0100109106"
    assert tax_code("001090123456").kind is TaxCodeKind.PERSON
    with pytest.raises(Unfit, match="0100109106-001"):
        branch_code("0100109106")
    with pytest.raises(Unfit, match="10 chữ số"):
        tax_code("12345")


@pytest.mark.parametrize("text", ["0912345678", "+84 912 345 678", "84912345678", "0912.345.678", "0084912345678"])
def test_phones(text: str) -> None:
    found = phone(text)
    assert (found.national, found.shown) == ("0912345678", "0912 345 678")


@pytest.mark.parametrize("text", ["0212345678", "091234567", "09123456789", "abc", "+85 912 345 678"])
def test_no_mobile_phones(text: str) -> None:
    with pytest.raises(Unfit, match="10 chữ số"):
        phone(text)


def test_birth_notice_of_a_hospital() -> None:
    notice = birth_notice("00123.gcs.01234.26")
    assert (notice.sequence, notice.year) == ("00123", 2026)
    assert len(notice.value) == 18
    with pytest.raises(Unfit, match="18 ký tự"):
        birth_notice("00123.GCS.1234.26")


@pytest.mark.parametrize(
    ("text", "agency", "on", "sequence"),
    [
        ("H15.50.05.13-261008-0975", "H15.50.05.13", date(2026, 10, 8), 975),
        ("G09.20-20260609-0092637", "G09.20", date(2026, 6, 9), 92637),
        ("000.00.12.H05-220622-0001", "H05.12", date(2022, 6, 22), 1),
        (" h15.50.05.13 - 261008 - 0975 ", "H15.50.05.13", date(2026, 10, 8), 975),
    ],
)
def test_dossier_codes(text: str, agency: str, on: date, sequence: int) -> None:
    code = dossier_code(text)
    assert (code.agency.modern, code.on, code.sequence) == (agency, on, sequence)


@pytest.mark.parametrize(
    "text", ["H15-261008", "H15.5-261008-0975", "H15-261008-975", "H15-2610081-0975", "H15-261008-0975x"]
)
def test_no_dossier_codes(text: str) -> None:
    with pytest.raises(Unfit, match="giấy tiếp nhận"):
        dossier_code(text)


def test_a_dossier_code_has_a_real_day() -> None:
    with pytest.raises(Unfit, match="lịch"):
        dossier_code("H15-261331-0975")


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.integers(1, 9_999_999), st.integers(4, 7))
def test_built_codes_are_read_back(on: date, sequence: int, width: int) -> None:
    code = dossier_code(build_dossier_code("H40.12.03", on, sequence, width=width))
    assert (code.agency.value, code.on, code.sequence) == ("H40.12.03", on, sequence)


def test_codes_that_cannot_be_built() -> None:
    assert build_dossier_code("H15.50.05.13", date(2026, 10, 8), 975) == "H15.50.05.13-261008-0975"
    with pytest.raises(ValueError, match="starts at 1"):
        build_dossier_code("H15", date(2026, 1, 1), 0)
    with pytest.raises(Unfit):
        build_dossier_code("15", date(2026, 1, 1), 1)


def test_agency_codes() -> None:
    code = agency_code("H15.50.05.13")
    assert (code.level, code.parent, code.top, agency_name(code.top)) == (4, "H15.50.05", "H15", "Đắk Lắk")
    assert agency_code("H56").parent is None
    assert agency_code("000.00.00.H56").modern == "H56"
    assert agency_code("000.16.12.H05").modern == "H05.12.16"
    assert agency_name("G15") == "Bộ Tư pháp"
    assert agency_name("H99") is None
    with pytest.raises(Unfit, match=r"H15\.50"):
        agency_code("H15.50.05.13.01")


def test_agency_table() -> None:
    table = load_yaml("agency_codes.yaml")
    assert [row["code"] for row in table["provinces"]] == [f"H{n:02d}" for n in range(1, 64)]
    assert [row["code"] for row in table["ministries"]] == [f"G{n:02d}" for n in range(1, 19)]
    assert len(list(read_csv("person_number_places.csv"))) == 63


def test_the_two_tables_of_old_provinces_name_the_same_places() -> None:
    agencies = {row["name"] for row in load_yaml("agency_codes.yaml")["provinces"]}
    assert agencies == {row["name"] for row in read_csv("person_number_places.csv")}


@pytest.mark.parametrize(
    ("text", "national", "service", "local"),
    [
        ("1.001193", "1.001193", None, None),
        ("1.001193.01", "1.001193", "01", None),
        ("1.001193.000.00.00.H56", "1.001193", None, "000.00.00.H56"),
        ("2.002621.H56", "2.002621", None, "H56"),
    ],
)
def test_procedure_codes(text: str, national: str, service: str | None, local: str | None) -> None:
    code = procedure_code(text)
    assert (code.national, code.service, code.local) == (national, service, local)


@pytest.mark.parametrize("text", ["4.001193", "1.00119", "1001193", "1.001193.1"])
def test_no_procedure_codes(text: str) -> None:
    with pytest.raises(Unfit, match=r"1\.001193"):
        procedure_code(text)


def test_paper_codes() -> None:
    assert paper_code("000.00.00.G09-KQ002269").owner == "G09"
    assert paper_code("KQ.G07.000122").owner == "G07"
    with pytest.raises(Unfit):
        paper_code("KQ.G07.122")


def test_card() -> None:
    card = read_card(CARD)
    assert (card.number.value, card.old_number, card.full_name) == ("001090123456", "012345678", "NGUYỄN VĂN A")
    assert (card.born, card.sex, card.issued_on) == (PartialDate(1990, 1, 1), Sex.MALE, date(2021, 4, 15))
    assert card.residence == "Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh"
    assert card.warnings == ()


def test_cards_of_other_shapes() -> None:
    without_old = read_card("001190123456||TRẦN THỊ B|00001990|Nữ|Xã X, Hà Nội||Ông C|Bà D\n")
    assert (without_old.old_number, without_old.issued_on) == (None, None)
    assert (without_old.born.shown, without_old.born.full) == ("1990", None)
    assert read_card(unicodedata.normalize("NFD", CARD)) == read_card(CARD)
    assert read_card(CARD.replace("|Nam|", "|Nữ|")).warnings == (Warned.SEX,)
    assert read_card(CARD.replace("01011990", "15001990")).born == PartialDate(1990)
    assert read_card(CARD.replace("01011990", "00041990")).born.shown == "04/1990"


@pytest.mark.parametrize(
    "text",
    ["", "hello", "1|2|3|4|5|6|7", CARD.replace("01011990", "31021990"), CARD.replace("|Nam|", "|Nuwx|"), CARD[:30]],
)
def test_what_is_no_card(text: str) -> None:
    with pytest.raises(Unfit, match="Không đọc được"):
        read_card(text)


def _refused(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except Unfit:
        return True
    return False


PARSERS = (personal_number, tax_code, phone, birth_notice, dossier_code, agency_code, procedure_code, read_card)


@given(st.text(max_size=60), st.sampled_from(PARSERS))
def test_no_text_breaks_a_parser(text: str, parse: Callable[[str], object]) -> None:
    assert _refused(parse, text) or text.strip()

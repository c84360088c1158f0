import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import places
from motcua.rules.places import (
    PlaceKind,
    commune,
    communes_of,
    find_communes,
    province,
    provinces,
    successor,
)
from motcua.rules.tables import read_csv
from motcua.rules.text import search_key

# The mergers of 1/7/2025, written by hand: code, name, provinces that came in.
MERGERS = """
01 Hà Nội; 04 Cao Bằng; 08 Tuyên Quang + Hà Giang; 11 Điện Biên; 12 Lai Châu; 14 Sơn La; 15 Lào Cai + Yên Bái;
19 Thái Nguyên + Bắc Kạn; 20 Lạng Sơn; 22 Quảng Ninh; 24 Bắc Ninh + Bắc Giang; 25 Phú Thọ + Vĩnh Phúc + Hòa Bình;
31 Hải Phòng + Hải Dương; 33 Hưng Yên + Thái Bình; 37 Ninh Bình + Hà Nam + Nam Định; 38 Thanh Hóa; 40 Nghệ An;
42 Hà Tĩnh; 44 Quảng Trị + Quảng Bình; 46 Huế; 48 Đà Nẵng + Quảng Nam; 51 Quảng Ngãi + Kon Tum;
52 Gia Lai + Bình Định; 56 Khánh Hòa + Ninh Thuận; 66 Đắk Lắk + Phú Yên; 68 Lâm Đồng + Đắk Nông + Bình Thuận;
75 Đồng Nai + Bình Phước; 79 Hồ Chí Minh + Bình Dương + Bà Rịa - Vũng Tàu; 80 Tây Ninh + Long An;
82 Đồng Tháp + Tiền Giang; 86 Vĩnh Long + Bến Tre + Trà Vinh; 91 An Giang + Kiên Giang;
92 Cần Thơ + Sóc Trăng + Hậu Giang; 96 Cà Mau + Bạc Liêu
"""


def test_the_mergers() -> None:
    expected = {}
    for entry in MERGERS.replace("\n", " ").split(";"):
        code, names = entry.strip().split(" ", 1)
        name, *others = [part.strip() for part in names.split(" + ")]
        expected[code] = (name, {name, *others})
    assert {found.code: (found.name, set(found.merged)) for found in provinces()} == expected
    assert len(expected) == 34


def test_how_many() -> None:
    kinds = [found.kind for place in provinces() for found in communes_of(place.code)]
    assert len(kinds) == 3321
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        PlaceKind.XA: 2621,
        PlaceKind.PHUONG: 687,
        PlaceKind.DAC_KHU: 13,
    }
    assert sum(found.kind is PlaceKind.THANH_PHO for found in provinces()) == 6


def test_all_of_it_begins_on_the_day_of_the_two_tiers() -> None:
    communes = [found for place in provinces() for found in communes_of(place.code)]
    assert {str(each.valid_from) for each in (*provinces(), *communes)} == {"2025-07-01"}


def test_a_foreign_table_agrees() -> None:
    """The package keeps its own names and codes; ours must say the same, accents aside."""
    parser = pytest.importorskip("vietnamadminunits.database", reason="vietnamadminunits is not installed")
    rows = parser.get_data(fields=["provinceCode", "province", "wardCode", "ward"], table="admin_units")
    foreign = {(row["provinceCode"], row["wardCode"], search_key(row["ward"])) for row in rows}
    ours = {
        (found.province_code, found.code, search_key(found.full_name))
        for place in provinces()
        for found in communes_of(place.code)
    }
    assert ours == foreign
    assert {(row["provinceCode"], search_key(row["province"])) for row in rows} == {
        (found.code, search_key(found.full_name)) for found in provinces()
    }


def test_codes_and_names() -> None:
    found = commune("00004")
    assert found is not None
    assert (found.full_name, found.province_code) == ("Phường Ba Đình", "01")
    hue = province("46")
    assert hue is not None
    assert hue.full_name == "Thành phố Huế"
    assert province("99") is None
    assert commune("99999") is None
    assert communes_of("99") == ()


def names(text: str, limit: int = 10, **more: str) -> list[str]:
    return [found.full_name for found in find_communes(text, limit, **more)]


def test_search_without_accents() -> None:
    assert "Xã Vĩnh Thạnh" in names("vinh thanh gia lai")
    assert names("phuong ba dinh ha noi") == ["Phường Ba Đình"]
    assert names("Vũ Quang", 1) == ["Xã Vũ Quang"]
    assert names("vu qua", 1) == ["Xã Vũ Quang"]
    assert names("   ") == []
    assert names("không có xã này") == []
    assert names("côn đảo", 1) == ["Đặc khu Côn Đảo"]


def test_the_exact_name_comes_first() -> None:
    found = names("bình", 200)
    assert len(found) == 200
    first = [search_key(name).split(" ", 1)[1] for name in names("tân bình", 20)]
    exact = [name == "tan binh" for name in first]
    assert exact[0]
    assert exact == sorted(exact, reverse=True)


def test_search_in_one_province() -> None:
    everywhere = find_communes("vinh thanh", 50)
    here = find_communes("vinh thanh", 50, province_code="52")
    assert set(here) == {found for found in everywhere if found.province_code == "52"}
    assert 0 < len(here) < len(everywhere)


def test_every_commune_is_found_by_its_name_and_province() -> None:
    lost = []
    for home in provinces():
        for found in communes_of(home.code)[::9]:
            first = find_communes(f"{found.full_name} {home.name}", 1)
            here = find_communes(found.name, 3, province_code=home.code)
            if found not in first or found not in here:
                lost.append(found.full_name)
    assert lost == []


def test_accents_tell_two_communes_of_one_province_apart() -> None:
    assert names("Xã Cẩm Giàng, Hải Phòng", 1) == ["Xã Cẩm Giàng"]
    assert names("Xã Cẩm Giang, Hải Phòng", 1) == ["Xã Cẩm Giang"]
    assert sorted(names("cam giang hai phong")) == ["Xã Cẩm Giang", "Xã Cẩm Giàng"]


@pytest.mark.parametrize(
    "text", ["Phường Phú Thọ Phú Thọ", "xa long vinh vinh long", "Xã Thanh Hà, Thành phố Hải Phòng"]
)
def test_the_name_of_the_province_does_not_blur_the_name_of_the_commune(text: str) -> None:
    (found,) = find_communes(text, 1)
    assert search_key(text).startswith(search_key(found.full_name))


@pytest.mark.parametrize(
    ("ward", "district", "province_name", "became"),
    [
        ("Phường Bến Nghé", "Quận 1", "TP. Hồ Chí Minh", "Phường Sài Gòn"),
        ("P. Bến Nghé", "Q.1", "TP.HCM", "Phường Sài Gòn"),
        ("ben nghe", "quan 1", "ho chi minh", "Phường Sài Gòn"),
        ("Thị trấn Vĩnh Thạnh", "Huyện Vĩnh Thạnh", "Bình Định", "Xã Vĩnh Thạnh"),
        ("Phường Trúc Bạch", "Quận Ba Đình", "Hà Nội", "Phường Ba Đình"),
        ("Xã Chu Minh", "Huyện Ba Vì", "Hà Nội", None),  # divided between two communes
        ("Xã Lộc Điền", "Huyện Phú Lộc", "Thừa Thiên Huế", "Xã Lộc An"),
        ("Xã Mường Tè", "Mường Tè", "Lai Châu", "Xã Mường Tè"),
        ("Thị trấn Mường Tè", "Mường Tè", "Lai Châu", "Xã Bum Tở"),
        ("Mường Tè", "Mường Tè", "Lai Châu", None),  # which of the two is not said
        ("Xã Hoằng Quỳ", "Huyện Hoằng Hóa", "Thanh Hóa", "Xã Hoằng Giang"),
        ("Xã Hoằng Quý", "Huyện Hoằng Hoá", "Thanh Hoá", "Xã Hoằng Phú"),
        ("xa hoang quy", "huyen hoang hoa", "thanh hoa", None),  # without accents it may be either
        ("Thị trấn Vũ Quang", "Huyện Vũ Quang", "Tỉnh Hà Tĩnh", "Xã Vũ Quang"),
        ("Huyện Côn Đảo", "", "Bà Rịa - Vũng Tàu", "Đặc khu Côn Đảo"),
        ("Lý Sơn", "Huyện Lý Sơn", "Quảng Ngãi", "Đặc khu Lý Sơn"),
    ],
)
def test_successors(ward: str, district: str, province_name: str, became: str | None) -> None:
    found = successor(ward, district, province_name)
    assert found is not None
    assert found.certain is (became is not None)
    if became:
        assert found.communes[0].full_name == became


def test_numbered_wards() -> None:
    plain, zero = successor("Phường 3", "Quận 4", "TP.HCM"), successor("P.03", "Q4", "Thành phố Hồ Chí Minh")
    assert plain is not None
    assert plain == zero


def test_places_nobody_knows() -> None:
    assert successor("Phường Không Có", "Quận 1", "TP.HCM") is None
    assert successor("Phường Bến Nghé", "Quận 1", "Atlantis") is None
    assert successor("Phường Bến Nghé", "Quận 3", "TP.HCM") is None


def test_a_name_alone_may_mean_many() -> None:
    many = successor("Tân Bình")
    assert many is not None
    assert not many.certain
    assert len({found.province_code for found in many.communes}) > 5


ROWS = list(read_csv("commune_predecessors.csv"))
OLD_PROVINCES = {row["code"]: row["name"] for row in read_csv("old_provinces.csv")}


def test_every_commune_has_a_predecessor_and_every_predecessor_a_commune() -> None:
    assert {row["code"] for row in ROWS} == {found.code for place in provinces() for found in communes_of(place.code)}
    assert len({row["old_code"] for row in ROWS if row["old_code"]}) == 10035


@given(st.sampled_from(ROWS))
def test_every_old_place_is_found_by_its_names_and_its_code(row: dict[str, str]) -> None:
    ward = row["old_name"] or row["old_district"]
    found = successor(ward, row["old_district"], OLD_PROVINCES[row["old_province_code"]])
    assert found is not None
    assert row["code"] in {entry.code for entry in found.communes}
    assert found.certain is (row["extent"] == "whole")


def test_all_tables_stay_below_ten_megabytes() -> None:
    for table in (places._provinces, places._communes, places._search_rows, places._old_rows):
        table.cache_clear()
    communes_of.cache_clear()
    tracemalloc.start()
    try:
        find_communes("vinh thanh")
        successor("Tân Bình")
        used = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert used < 10_000_000

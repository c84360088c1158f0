"""Which limit counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from motcua.catalogue.api import limit_for, say_kept, say_lines, say_paper
from motcua.catalogue.pack import Pack
from tests.catalogue.test_procedures import packs
from tests.support.town_fixture import town

__all__ = ["town"]

HOUSE, OTHER = {"work_kind": "single_house"}, {"work_kind": "other"}


def limit(pack: Pack, *given: object) -> int:
    found = limit_for(pack, *given)  # type: ignore[arg-type]
    assert found is not None
    return found.value


def test_a_house_is_quicker_than_other_works_and_online_than_the_counter() -> None:
    pack = packs()["building_permit_new"]

    assert [limit(pack, "online", HOUSE), limit(pack, "online", OTHER)] == [12, 16]
    assert [limit(pack, "counter", HOUSE), limit(pack, "counter", OTHER)] == [15, 20]


def test_without_answers_the_first_line_counts() -> None:
    pack = packs()["building_permit_new"]

    assert [limit(pack, "online"), limit(pack, "post")] == [12, 15]


def test_a_line_counts_only_in_its_days() -> None:
    pack = packs()["social_pension"]
    lines = [pack.limits[0].model_copy(update={"valid_to": date(2026, 6, 30)}), *pack.limits[1:]]
    dated = pack.model_copy(update={"limits": lines})

    assert limit(dated, "online", None, date(2026, 6, 30)) == 7
    assert limit(dated, "online", None, date(2026, 7, 1)) == 10


def test_no_limit_is_none() -> None:
    assert limit_for(packs()["social_pension"].model_copy(update={"limits": []}), "online") is None


def test_a_bill_keeps_vietnamese_and_is_read_in_the_readers_language() -> None:
    pack = packs()["civil_status_copy"]
    kept = {"code": "copy", "name": pack.fees[0].name.vi, "payable": 0, "reason": "Hộ nghèo", "basis": "Điều 4"}

    with override("en"):
        [read] = say_lines(pack, [kept])
        unknown = say_kept(pack, "Lệ phí do cán bộ ghi tay")
    with override("vi"):
        assert say_lines(pack, [kept]) == [kept]

    assert (read["name"], read["reason"]) == ("Copy of one civil status event", "Poor household (Hộ nghèo)")
    assert (read["payable"], read["basis"]) == (0, "Điều 4")
    with override("en"):
        assert say_kept(pack, pack.components[0].name.vi) == pack.components[0].name.en
    assert unknown == "Lệ phí do cán bộ ghi tay"


@pytest.mark.django_db
def test_a_paper_is_called_in_the_readers_language_by_the_name_it_bears_too(town: object) -> None:
    with override("en"):
        assert say_paper("Giấy khai sinh") == "Birth certificate (Giấy khai sinh)"
        assert say_paper("Giấy của xã cũ") == "Giấy của xã cũ"
    with override("vi"):
        assert say_paper("Giấy khai sinh") == "Giấy khai sinh"

"""Slips that leave a pack readable and wrong: each is named at its line with a remedy, never let through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from motcua.catalogue.packs.tables import roles_of, templates
from motcua.catalogue.prints import plain_place, result_data
from motcua.desk.drafting import boxes
from motcua.rules.codes import Role
from tests.catalogue.sample import line_of, lint_text
from tests.catalogue.test_procedures import packs

FILE = Path(__file__).parents[1] / "portal" / "market_stall_place.yaml"
GOOD = FILE.read_text(encoding="utf-8")
COUNTER = "amount: 10000, channel: counter"
METRES = "label: Cần mấy mét, type: number, min: 1"
RULE = 'rule: {">=": [{var: last_day}, {var: first_day}]}'
HOME = "{source: residence, path: current_address}, {source: population, path: current_address}"
DEFAULT = '  - {channel: any, value: 3, unit: working_day, cutoff: "15:00", legal: 60/2024/NĐ-CP'
ROW_NUMBER = "{id: helper_personal_id, label: Số định danh người bán cùng, type: personal_id}"
ITSELF = 'prefill: [{source: population, path: spouse_personal_id, of: "field:helper_personal_id"}]'
OTHER = "{id: goods_text, label: Hàng gì, type: text, max: 80"
ROW = '{"==": [{var: helper_name}, An]}'
POOR = '{"in": [{var: poverty_status}, [poor, near_poor]]}'

# rule, what is replaced, by what, a part of the line that must be named, a part of the message
SLIPS = [
    ("wrong_value", COUNTER, "amount: 10.000, channel: counter", "10.000", "Viết liền"),
    ("wrong_value", COUNTER, "amount: 1.250.000, channel: counter", "1.250", "1250000"),
    ("unknown_key", COUNTER, "amount: 10,000, channel: counter", "10,000", "Dấu phẩy"),
    ("unknown_key", "- {number: 60", "- {<<: {article: x}, number: 60", "<<", "chép các mục"),
    ("yaml_broken", "legal:\n  - {number", "---\nlegal:\n  - {number", "---", "Mỗi tệp một gói"),
    ("yaml_broken", "  - {number: 60", "\u00a0 - {number: 60", "\u00a0", "dấu cách lạ"),
    ("condition_broken", RULE, 'rule: {"==": [1, 2]}', "[1, 2]", "không nói đến ô nào"),
    ("condition_impossible", RULE, 'rule: {">": [{var: last_day}, {var: last_day}]}', '">":', "Hai vế"),
    ("condition_impossible", RULE, 'rule: {">=": [{var: last_day}, "31/12/2026"]}', "31/12", "2026-12-31"),
    ("condition_impossible", RULE, 'rule: {"<": [{var: metres}, "6"]}', '"6"', "một số"),
    ("condition_unknown_field", OTHER, f"{OTHER}, validate: [{{rule: {ROW}, message: x}}]", "helper_name}, An", "lặp"),
    ("condition_unknown_field", POOR, ROW, "code: poor", "lặp"),
    ("prefill_path_unknown", HOME, "{source: population, path: date_of_birth}", "date_of_birth", "kiểu place"),
    (
        "prefill_path_unknown",
        METRES,
        f"{METRES}, prefill: [{{source: business, path: name}}]",
        "Cần mấy mét",
        "kiểu number",
    ),
    (
        "prefill_path_unknown",
        METRES,
        f"{METRES}, prefill: [{{source: land, path: address}}]",
        "Cần mấy mét",
        "kiểu number",
    ),
    ("prefill_path_unknown", "household_members", "current_address", "repeat: {min", "household_members"),
    ("prefill_of_unknown", "cùng, type: personal_id", "cùng, type: phone", "repeat: {min", "personal_id"),
    ("bound_shape", "label: Bán gì\n", "label: Bán gì\n          min: 2\n", "min: 2", "kiểu choice"),
    ("pattern_broken", METRES, f'{METRES}, pattern: "[0-9]+"', "Cần mấy mét", "min, max"),
    ("min_over_max", "min: today}", "min: today, max: 2020-01-01}", "first_day", "Đổi lại"),
    ("page_field_unknown", "[first_day, last_day]", "[first_day, last_day, poverty_status]", "id: days", "hidden"),
    ("print_field_unknown", "requester.name:", "requestor.name:", "requestor", "requester.name"),
    ("print_field_unknown", "sections[1].rows[0].label", "sections[1].row[0].label", ".row[0]", "rows[].label"),
    ("print_field_unknown", "sections[1].title", "sections[7].title", "sections[7]", "sections[1].title"),
    ("print_field_unknown", '"{metres}"', '"{metres"', '"{metres"', "Ngoặc"),
    ("print_field_unknown", '"{metres}"', '"{helper_name}"', 'rows[1].value: "{helper', "danh sách"),
    ("fee_quantity_missing", "quantity: metres", "quantity: goods", "quantity: goods", "number"),
    ("fee_quantity_missing", METRES, f"{METRES}, required: false", "quantity: metres", "để trống"),
    ("limit_without_default", DEFAULT, f"{DEFAULT}, valid_to: 2026-03-31", "cutoff", "2026-04-01"),
    ("wrong_value", "any, value: 3, unit", "any, value: 5, same_day: true, unit", "same_day", "value: 1"),
    ("route_role", "kind: sign, role: signer", "kind: sign, role: clerk", "kind: sign", "signer"),
    ("route_role", "kind: receive, role: clerk", "kind: receive, role: officer", "kind: receive", "clerk"),
    ("route_role", "kind: examine, role: officer", "kind: examine, role: auditor", "kind: examine", "officer"),
    ("channel_not_offered", "online_level: full", "online_level: information", "online_level", "full"),
    ("slug_shape", "{id: goods_text,", "{id: channel,", "id: channel", "tên khác"),
    ("slug_shape", "kind: market_place_card", "kind: thẻ chợ", "kind: thẻ", "birth_certificate"),
    ("bound_shape", "max: 80", "max: -1", "max: -1", "không âm"),
    ("prefill_of_unknown", ROW_NUMBER, f"{ROW_NUMBER[:-1]}, {ITSELF}}}", "người bán cùng, type", "chính nó"),
    ("fee_tiers_order", "{price: 15000}", "{up_to: 4, price: 15000}", "code: place", "Bỏ up_to"),
    ("fee_tiers_order", COUNTER, f"at_most: 5, {COUNTER}", "at_most: 5,", "tiers"),
    ("fee_quantity_missing", "unit: person, quantity", "quantity", "code: place", "unit: copy"),
    ("unit_misspelt", "unit: economy", "unit: Phòng Kinh tế", "Phòng Kinh", "economy"),
    ("legal_number_shape", "number: 60/2024/NĐ-CP", "number: 60/2024/ND-CP", "/ND-", "60/2024/NĐ-CP"),
    ("yaml_broken", "name: Hộ nghèo", "name: " + "@Hộ nghèo", "@Hộ", "ngoặc kép"),
    ("yaml_broken", "  - {number: 60", "  -{number: 60", "-{number", "dấu cách sau dấu gạch"),
    ("yaml_broken", "online_level: full", "online_level:full", "end_to_end", "dấu hai chấm"),
    ("asks_known_paper", "Giấy xác nhận tập huấn vệ sinh", "Giấy tờ chứng minh hộ nghèo", "id: food_tr", "poverty"),
]
ASKED = [
    "Gọi cho ông/bà số nào", "Số Zalo", "Nhà ông/bà ở thôn nào", "Quý danh", "Ông/bà sinh năm bao nhiêu",
    "Ông/bà bao nhiêu tuổi", "Vợ hoặc chồng tên gì",
]  # fmt: skip
NOT_ASKED = ["Học sinh năm thứ mấy", "Chó mấy tuổi", "Số liên hệ của cửa hàng", "Xe ở tổ nào"]


def lint_market(tmp_path: Path, text: str) -> list[tuple[str, int, str]]:
    return [(each.rule, each.line, each.message) for each in lint_text(tmp_path, text, FILE.name)]


def test_it_is_well(tmp_path: Path) -> None:
    assert lint_market(tmp_path, GOOD) == []


@pytest.mark.parametrize(("rule", "old", "new", "place", "says"), SLIPS)
def test_a_slip_is_named_at_its_line_with_a_remedy(
    tmp_path: Path, rule: str, old: str, new: str, place: str, says: str
) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD

    found = lint_market(tmp_path, text)

    [told] = [message for named, line, message in found if (named, line) == (rule, line_of(text, place))]
    assert says in told
    assert re.search(r"[.?!]$", told)


@pytest.mark.parametrize("label", ASKED)
def test_what_the_state_knows_is_known_in_other_words_too(tmp_path: Path, label: str) -> None:
    text = GOOD.replace("label: Hàng gì, type: text", f'label: "{label}", type: text')
    assert [(rule, line) for rule, line, _message in lint_market(tmp_path, text)] == [
        ("asks_what_is_known", line_of(text, "goods_text, label"))
    ]


@pytest.mark.parametrize("label", NOT_ASKED)
def test_what_nobody_knows_may_be_asked(tmp_path: Path, label: str) -> None:
    assert lint_market(tmp_path, GOOD.replace("label: Hàng gì, type", f'label: "{label}", type')) == []


def test_the_line_for_any_is_what_a_channel_falls_back_on(tmp_path: Path) -> None:
    """A channel may have a line for one case only: in the others the line for any counts."""
    own = "  - {channel: online, value: 3, unit: working_day}\n"
    assert own in GOOD
    assert lint_market(tmp_path, GOOD.replace(own, "")) == []


def test_one_limit_after_the_other_leaves_no_day_without(tmp_path: Path) -> None:
    until = f"{DEFAULT}, valid_to: 2026-12-31}}\n"
    after = f"{DEFAULT}, valid_from: 2027-01-01}}\n"
    assert lint_market(tmp_path, GOOD.replace(f"{DEFAULT}}}\n", until + after)) == []
    late = after.replace("2027-01-01", "2027-01-02")
    [(rule, _line, message)] = lint_market(tmp_path, GOOD.replace(f"{DEFAULT}}}\n", until + late))
    assert (rule, "2027-01-01" in message) == ("limit_without_default", True)


def test_places_of_a_template_are_the_boxes_of_the_draft() -> None:
    """What a pack prints where the officer has no box would be lost between the form and the paper."""
    for template, places in templates().items():
        there = set()
        for box in boxes(template):
            path = re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", box.path)
            columns = (box.row or {}).get("columns", ()) if box.kind == "rows" else ()
            there |= {f"{path}[].{column}" for column in columns} or {path}
        assert there == places, template


def test_all_that_the_packs_print_has_a_place() -> None:
    for pack in packs().values():
        for result in pack.results:
            known = templates()[result.template] if result.template else set()
            assert {plain_place(place) for place in result.prints} <= known, pack.id


def test_words_that_are_the_same_in_every_row_stand_in_every_row() -> None:
    pack = packs()["temporary_residence"]
    result = pack.results[0].model_copy(
        update={"prints": {"members[].name": "{member_full_name}", "members[].relation": "Người ở cùng"}}
    )
    changed = pack.model_copy(update={"results": [result]})
    rows = {"members": [{"member_full_name": "An"}, {"member_full_name": "Bình"}]}
    assert result_data(changed, result.id, rows)["members"] == [
        {"name": "An", "relation": "Người ở cùng"},
        {"name": "Bình", "relation": "Người ở cùng"},
    ]


def test_roles_of_steps_are_roles() -> None:
    assert all(roles_of(kind) <= set(Role) for kind in ("receive", "examine", "check", "sign", "issue", "return"))

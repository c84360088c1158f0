"""One fault at a time in a faultless pack: the rule and the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.sample import GOOD, line_of, lint_text

# (rule, what is replaced, by what, a part of the line that must be named)
CIRCLE = '          show_if: {"!=": [{var: breed_name}, x]}\n'
TAG = "{code: tag, kind: phi, name: Thẻ, amount: 7000, unit: copy, quantity: dog_count, legal: 1/2026/QH16, "
TAG += "valid_from: 2026-07-01}"
BROKEN = [
    ("yaml_broken", "title: Người nuôi", "title: Người nuôi: ai", "Người nuôi: ai"),
    ("yaml_broken", "channels: [online, counter]", "channels: [online, counter", "valid_from"),
    ("yaml_broken", "title: Người nuôi", "title: >\n\tNgười nuôi", "\tNgười"),
    ("yaml_duplicate_key", "field: Chăn nuôi", "field: Chăn nuôi\nfield: Thú y", "field: Thú y"),
    ("yaml_tag", "title: Người nuôi", "title: !!python/name:os.system x", "!!python"),
    ("unknown_key", "label: Giống", "lable: Giống\n          label: Giống", "lable"),
    ("unknown_key", "label: Chó ta}", "label: Chó ta, chó vện}", "vện"),
    ("wrong_value", 'code: "1.999999"', "code: 1.999999", "code:"),
    ("wrong_value", "online_level: full", "online_level: ful", "online_level"),
    ("wrong_value", "valid_from: 2026-01-01", "valid_from: hôm nay", "valid_from"),
    ("wrong_value", "{channel: any, value: 2,", "{channel: any, value: hai,", "value: hai"),
    ("missing", "field: Chăn nuôi\n", "", "id: dog_notice"),
    ("missing", "label: Tên giống\n          ", "", "id: breed_name"),
    ("id_not_file_name", "id: dog_notice", "id: cat_notice", "id: cat"),
    ("slug_shape", "id: dog_count, label", "id: Dog-count, label", "Dog-count"),
    ("code_shape", '"1.999999"', '"1.9999"', "code:"),
    ("code_shape", '"1.999999"', '"1.999999.000.00.00.H56"', "code:"),
    ("field_duplicate", "id: keeper_name", "id: breed", "id: breed\n          label: Họ và tên"),
    ("page_duplicate", "{id: home,", "{id: how_many,", "title: Bạn ở đâu"),
    ("id_duplicate", "{id: vaccine,", "{id: form,", "Sổ tiêm phòng"),
    ("condition_broken", '{"==": [{var: breed}, foreign]}', '{"=": [{var: breed}, foreign]}', '"="'),
    ("condition_broken", '{"==": [{var: breed}, foreign]}', '{"==": [{var: breed}]}', '"=="'),
    ("condition_unknown_field", "{var: breed}", "{var: bred}", "bred}"),
    ("condition_impossible", "{var: breed}, foreign]", "{var: breed}, foregin]", "foregin"),
    (
        "show_if_cycle",
        "label: Giống\n",
        'label: Giống\n          show_if: {"!=": [{var: breed_name}, x]}\n',
        "breed_name}",
    ),
    ("page_field_unknown", "[dog_count, breed, breed_name]", "[dog_cuont, breed, breed_name]", "dog_cuont"),
    ("page_field_unknown", "fields: [keeper_home]", "fields: [keeper_home, promise]", "promise]"),
    ("page_field_twice", "fields: [keeper_home]", "fields: [keeper_home, breed]", "breed]}"),
    ("page_field_missing", "[dog_count, breed, breed_name]", "[dog_count, breed]", "id: breed_name"),
    ("page_field_missing", "fields: [keeper_home]", "fields: [keeper_name]", "id: keeper_home"),
    ("page_too_many", "fields: [keeper_home]", "fields: [keeper_home, a, b, c]", "a, b, c"),
    ("page_title_not_question", "title: Bạn ở đâu?", "title: Nơi ở", "title: Nơi ở"),
    ("page_title_long", "title: Bạn ở đâu?", f"title: {'rất ' * 61}dài?", "rất rất"),
    ("settled_at_no_place", "field: Chăn nuôi", "field: Chăn nuôi\nsettled_at: keeper_name", "settled_at"),
    ("page_optional_required", "fields: [keeper_home]", "optional: true, fields: [keeper_home]", "keeper_home]"),
    ("prefill_source_unknown", "source: population", "source: populaton", "populaton"),
    ("prefill_source_unknown", "source: population", "source: tax", "source: tax"),
    ("prefill_path_unknown", "path: permanent_address", "path: permanent_adress", "permanent_adress"),
    (
        "prefill_path_unknown",
        "{source: population, path: permanent_address}",
        '{source: computed, path: "feild:breed"}',
        "feild",
    ),
    ("prefill_of_unknown", "path: permanent_address}", 'path: permanent_address, of: "field:who"}', "field:who"),
    ("prefill_of_unknown", "path: permanent_address}", 'path: permanent_address, of: "field:breed"}', "field:breed"),
    ("asks_what_is_known", "          prefill: [{source: vneid, path: full_name}]\n", "", "id: keeper_name"),
    ("asks_what_is_known", "{source: population, path: permanent_address}", "{source: const, path: x}", "keeper_home"),
    ("options_empty", "[{value: local, label: Chó ta}, {value: foreign, label: Chó ngoại}]", "[]", "id: breed"),
    ("options_duplicate", "{value: foreign, label: Chó ngoại}", "{value: local, label: Chó ngoại}", "options:"),
    ("min_over_max", "min: 1, max: 20", "min: 30, max: 20", "min: 30"),
    ("bound_shape", "min: 1, max: 20", "min: một, max: 20", "min: một"),
    ("pattern_broken", "label: Tên giống\n", 'label: Tên giống\n          pattern: "[a-z"\n', 'pattern: "[a-z'),
    ("pattern_broken", "label: Tên giống\n", 'label: Tên giống\n          pattern: "[0-9]{6"\n', 'pattern: "[0-9]{6'),
    ("pattern_slow", "label: Tên giống\n", 'label: Tên giống\n          pattern: "(a+)+$"\n', "pattern:"),
    ("pattern_without_message", "label: Tên giống\n", 'label: Tên giống\n          pattern: "[a-z]+"\n', "pattern:"),
    ("component_paper_needless", "mode: data, replaced_by: [vneid]", "mode: upload, replaced_by: [vneid]", "id: card"),
    ("component_source_missing", "mode: data, replaced_by: [vneid]", "mode: data", "id: card"),
    ("component_source_unknown", "replaced_by: [vneid]", "replaced_by: [vnied]", "vnied"),
    ("component_condition_missing", "tiêm phòng, mode", "tiêm phòng, required: conditional, mode", "id: vaccine"),
    ("template_unknown", "kind: dog_reply", "kind: dog_reply, template: dog-paper", "dog-paper"),
    ("print_field_unknown", "kind: dog_reply", 'kind: dog_reply, prints: {name: "{nam}"}', "{nam}"),
    ("route_shares", "share: 0.5", "share: 0.6", "route:"),
    ("route_role", "role: signer", "role: boss", "role: boss"),
    ("route_sign_missing", "kind: sign,", "kind: check,", "route:"),
    ("route_order", "kind: receive, role: clerk", "kind: return, role: clerk", "kind: return"),
    ("fee_negative", "amount: 5000", "amount: -5000", "amount: -5000"),
    ("fee_quantity_missing", "quantity: dog_count", "quantity: cat_count", "cat_count"),
    ("fee_quantity_missing", ", quantity: dog_count", "", "code: tag"),
    ("fee_amount_twice", "amount: 5000", "amount: 5000, tiers: [{price: 1}]", "code: tag"),
    ("limit_online_longer", "channel: online, value: 1", "channel: online, value: 3", "channel: online"),
    ("limit_zero", "channel: any, value: 2", "channel: any, value: 0", "channel: any"),
    ("validity_reversed", "valid_to: 2027-12-31", "valid_to: 2025-12-31", "valid_to"),
    ("legal_number_shape", "32/2018/QH14", "Luật Chăn nuôi", "Luật Chăn nuôi"),
    ("life_event_unknown", "channels:", "life_events: [brith]\nchannels:", "brith"),
    ("end_to_end_incomplete", "legal:\n  - {number: 32/2018/QH14}\n", "end_to_end: true\n", "end_to_end"),
]


def test_the_sample_is_faultless(tmp_path: Path) -> None:
    assert lint_text(tmp_path, GOOD) == []


@pytest.mark.parametrize(("rule", "old", "new", "place"), BROKEN, ids=[f"{n}-{row[0]}" for n, row in enumerate(BROKEN)])
def test_each_fault_is_named_with_its_line(tmp_path: Path, rule: str, old: str, new: str, place: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)

    found = lint_text(tmp_path, text)

    assert (rule, line_of(text, place)) in [(each.rule, each.line) for each in found], found


@pytest.mark.parametrize(("rule", "old", "new", "place"), BROKEN, ids=[f"{n}-{row[0]}" for n, row in enumerate(BROKEN)])
def test_each_message_is_a_vietnamese_sentence(tmp_path: Path, rule: str, old: str, new: str, place: str) -> None:
    messages = [each.message for each in lint_text(tmp_path, GOOD.replace(old, new, 1))]

    assert messages
    assert all(any("à" <= letter <= "ỹ" for letter in message) for message in messages), messages
    assert not any("%(" in message for message in messages)


# One slip of the pen each: (what is replaced, by what, the only rule that may speak)
ALONE = [
    ("kind: sign,", "kind: ky,", "wrong_value"),
    ("kind: receive,", "kind: receiv,", "wrong_value"),
    ("share: 0.5", "share: nửa", "wrong_value"),
    ("role: signer, ", "", "missing"),
    ("id: dog_count, ", "", "missing"),
    ("title: Bạn ở đâu?, ", "", "missing"),
    ("fields: [keeper_home]", "fields: keeper_home", "wrong_value"),
    ("channels: [online, counter]", "channels: online, counter", "wrong_value"),
    ("      title: Chó\n", "", "missing"),
    ("      title: Người nuôi", "      tieu_de: Người nuôi", "unknown_key"),
    ("form:\n  sections", "forms:\n  sections", "unknown_key"),
    ("form:\n  sections", "biểu_mẫu:\n  sections", "unknown_key"),
    ("label: Chó ta", "lable: Chó ta", "unknown_key"),
    ("type: choice", "type: chon", "wrong_value"),
    ("[{source: population, path: permanent_address}]", "[{source: population}]", "missing"),
    ("[{source: vneid, path: full_name}]", "{source: vneid, path: full_name}", "wrong_value"),
    ("name: Thẻ đeo cổ, ", "", "missing"),
    ("fields: [dog_count, breed, breed_name]", "fields: [dog_count, breed, breed_name, keeper_home]", "page_too_many"),
]


@pytest.mark.parametrize(("old", "new", "rule"), ALONE, ids=[f"{n}-{row[2]}" for n, row in enumerate(ALONE)])
def test_one_slip_of_the_shape_is_one_finding(tmp_path: Path, old: str, new: str, rule: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if rule == "page_too_many":
        text = text.replace("    - {id: home, title: Bạn ở đâu?, fields: [keeper_home]}\n", "")

    assert [each.rule for each in lint_text(tmp_path, text)] == [rule]


def test_what_could_not_be_read_hides_nothing_elsewhere(tmp_path: Path) -> None:
    text = GOOD.replace("kind: sign,", "kind: ky,").replace("quantity: dog_count", "quantity: cat_count")

    assert {each.rule for each in lint_text(tmp_path, text)} == {"wrong_value", "fee_quantity_missing"}


def test_an_indented_key_is_told_as_one(tmp_path: Path) -> None:
    text = GOOD.replace("\nfield: Chăn", "\n field: Chăn")
    (found,) = lint_text(tmp_path, text)

    assert found.line == line_of(text, " field: Chăn")
    assert "thụt lề" in found.message


def test_a_misspelt_word_is_guessed(tmp_path: Path) -> None:
    found = lint_text(tmp_path, GOOD.replace("online_level: full", "online_level: ful"))

    assert "Có phải là “full” không?" in found[0].message


def test_a_comma_that_tears_a_label_is_explained(tmp_path: Path) -> None:
    found = lint_text(tmp_path, GOOD.replace("label: Chó ta}", "label: Chó ta, chó vện}"))

    assert any("ngoặc kép" in each.message for each in found)


def test_two_fee_lines_for_the_same_time_clash(tmp_path: Path) -> None:
    text = GOOD.replace("components:", f"  - {TAG}\ncomponents:")

    assert [(each.rule, each.line) for each in lint_text(tmp_path, text)] == [("fee_overlap", line_of(text, "7000"))]


def test_two_fee_lines_one_after_the_other_are_well(tmp_path: Path) -> None:
    text = GOOD.replace("legal: 281", "valid_to: 2026-06-30, legal: 281")

    assert lint_text(tmp_path, text.replace("components:", f"  - {TAG}\ncomponents:")) == []


def test_what_is_wrong_in_one_part_does_not_hide_another(tmp_path: Path) -> None:
    text = GOOD.replace("online_level: full", "online_level: ful").replace("share: 0.5", "share: 0.7")
    text = text.replace("          prefill: [{source: vneid, path: full_name}]\n", "")

    assert {each.rule for each in lint_text(tmp_path, text)} >= {"wrong_value", "route_shares", "asks_what_is_known"}


def test_english_that_is_missing_is_no_fault(tmp_path: Path) -> None:
    assert lint_text(tmp_path, GOOD.replace("name: Thông báo nuôi chó\n", "name: {vi: Thông báo nuôi chó}\n", 1)) == []


def test_ids_and_codes_are_once_in_all_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "dog_notice.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b" / "dog_notice.yaml").write_text(GOOD, encoding="utf-8")

    found = lint_text(tmp_path / "a", GOOD)
    assert found == []
    from motcua.catalogue.packs import lint

    assert [(each.rule, each.line) for each in lint([tmp_path])] == [("id_duplicate", 2), ("code_duplicate", 3)]

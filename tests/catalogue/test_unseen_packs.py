"""A procedure nobody here knows, to be settled end to end, and what people get wrong in one: each fault is named at
its line, alone, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.catalogue.pack import Pack
from motcua.catalogue.packs.tables import vocabulary
from motcua.directory.usual_units import USUAL_UNITS
from tests.catalogue.sample import line_of, lint_text
from tests.catalogue.test_procedures import packs

GOOD = """\
id: well_notice
code: "1.999997"
name: {vi: Thông báo đào giếng nước, en: Notice of a new well}
short_name: Thông báo đào giếng
field: Tài nguyên nước
summary: Báo với xã khi đào giếng lấy nước sinh hoạt.
online_level: full
end_to_end: true
channels: [online, counter, post]
valid_from: 2026-01-01
search:
  everyday: [khoan giếng có phải xin phép không]
limits:
  - {channel: online, value: 2, unit: working_day, commitment: true}
  - {channel: any, value: 5, unit: working_day, legal: 28/2023/QH15}
fees:
  - {code: survey, kind: phi, name: Thẩm định, amount: 100000, legal: 28/2023/QH15}
exemptions:
  - {code: poor, name: Hộ nghèo, condition: {"==": [{var: poverty}, poor]}}
components:
  - {id: declaration, name: Tờ khai, mode: form}
  - {id: sketch, name: Sơ đồ vị trí giếng, mode: upload}
form:
  sections:
    - id: well
      title: Giếng
      fields:
        - {id: depth, label: Độ sâu giếng (m), type: number, min: 1, max: 300}
        - id: purpose
          label: Dùng nước làm gì
          type: choice
          options: [{value: home, label: Sinh hoạt}, {value: farm, label: Tưới}]
        - id: crop
          label: Tưới cây gì
          type: text
          show_if: {"==": [{var: purpose}, farm]}
    - id: owner
      title: Chủ giếng
      fields:
        - {id: owner_name, label: Họ và tên, type: name, locked: true, prefill: [{source: vneid, path: full_name}]}
        - id: poverty
          label: Hộ nghèo
          type: choice
          required: false
          hidden: true
          options: [{value: none, label: Không}, {value: poor, label: Nghèo}]
          prefill: [{source: poverty, path: status}]
  pages:
    - {id: well, title: "Giếng sâu bao nhiêu, để làm gì?", fields: [depth, purpose, crop]}
results:
  - id: reply
    name: Văn bản xác nhận
    kind: well_confirmation
    template: result-confirmation
    series: XN-GN
    prints:
      title: Xác nhận
      requester.name: "{owner_name}"
route:
  - {id: receive, kind: receive, role: clerk, share: 0.2, name: Tiếp nhận}
  - {id: examine, kind: examine, role: officer, unit: economy, share: 0.4, name: Xem}
  - {id: sign, kind: sign, role: signer, share: 0.2, name: Ký}
  - {id: return, kind: return, role: clerk, share: 0.2, name: Trả}
legal:
  - {number: 28/2023/QH15}
"""
FEE = "amount: 100000, legal: 28/2023/QH15"
SKETCH = "{id: sketch, name: Sơ đồ vị trí giếng, mode: upload}"
FARM = '{"==": [{var: purpose}, farm]}'
ANY = "  - {channel: any, value: 5, unit: working_day, legal: 28/2023/QH15}\n"
RECEIVE = "  - {id: receive, kind: receive, role: clerk, share: 0.2, name: Tiếp nhận}\n"
RETURN = "  - {id: return, kind: return, role: clerk, share: 0.2, name: Trả}\n"
SIGN = "kind: sign, role: signer, share: 0.2"
COPY = "{id: copy, name: %s, mode: upload}"

# (rule, what is replaced, by what, a part of the line that must be named)
FAULTS = [
    ("condition_broken", FARM, "purpose == farm", "show_if"),
    ("condition_broken", FARM, "[1, 2]", "show_if"),
    ("condition_broken", FARM, "true", "show_if"),
    ("condition_impossible", FARM, '{"==": [{var: depth}, sâu]}', "sâu]}"),
    ("condition_impossible", FARM, '{"==": [{var: depth}, "30"]}', '"30"]}'),
    ("condition_impossible", FARM, '{">": [{var: purpose}, 3]}', "purpose}, 3"),
    ("condition_impossible", FARM, '{"!": [{"<": [1, {var: purpose}, 3]}]}', "[1, {var"),
    ("asks_known_paper", SKETCH, COPY % "Bản sao căn cước công dân", "id: copy"),
    ("asks_known_paper", SKETCH, COPY % "Sổ hộ khẩu (bản sao)", "id: copy"),
    ("asks_known_paper", SKETCH, COPY % "Giấy khai sinh của chủ giếng", "id: copy"),
    ("asks_known_paper", SKETCH, COPY % "Sổ đỏ", "id: copy"),
    ("asks_known_paper", SKETCH, COPY % "Xac nhan ho ngheo", "id: copy"),
    ("asks_known_paper", SKETCH, "{id: copy, name: Thẻ căn cước, mode: present}", "id: copy"),
    (
        "hidden_without_source",
        "          type: text\n",
        "          type: text\n          hidden: true\n",
        "hidden: true\n",
    ),
    ("locked_without_source", "type: number, min: 1", "type: number, locked: true, min: 1", "locked: true, min"),
    ("options_empty", "options: [{value: home, label: Sinh hoạt}, {value: farm, label: Tưới}]", "", "id: purpose"),
    ("wrong_value", "label: Độ sâu giếng (m)", 'label: "  "', 'label: "  "'),
    ("wrong_value", "value: 5, unit: working_day", "value: 99999999999999999999, unit: working_day", "value: 999999"),
    ("wrong_value", "amount: 100000", "amount: 99999999999999999999", "amount: 999999"),
    ("wrong_value", "series: XN-GN", "series: XN-GN\n    valid_months: -3", "valid_months"),
    ("wrong_value", "valid_from: 2026-01-01", "valid_from: 2026-02-30", "valid_from"),
    ("wrong_value", "valid_from: 2026-01-01", "valid_from:", "valid_from"),
    ("wrong_value", "field: Tài nguyên nước", "field: [nước, đất]", "field: [nước"),
    ("word_unknown", "channels:", "agency_levels: [village]\nchannels:", "village"),
    ("word_unknown", "channels:", "applicants: [citizens]\nchannels:", "citizens"),
    ("word_unknown", "channels:", 'programmes: ["26"]\nchannels:', '"26"'),
    ("channel_twice", "channels: [online, counter, post]", "channels: [online, online, counter, post]", "channels:"),
    ("channel_not_offered", "channels: [online, counter, post]", "channels: [counter, post]", "channel: online"),
    ("end_to_end_incomplete", "channels: [online, counter, post]", "channels: []", "end_to_end"),
    ("limit_channel_missing", ANY, "", "limits:"),
    ("limit_without_default", "value: 5, unit", f"value: 5, condition: {FARM}, unit", "value: 5"),
    ("fee_amount_missing", FEE, "legal: 28/2023/QH15", "code: survey"),
    ("fee_channel_missing", FEE, f"channel: online, {FEE}", "code: survey"),
    ("fee_tiers_order", FEE, "tiers: [{up_to: 5, price: 0}, {up_to: 2, price: 0}]", "code: survey"),
    ("fee_tiers_order", FEE, "tiers: [{price: 0}, {up_to: 2, price: 0}]", "code: survey"),
    ("route_step_missing", RECEIVE, RECEIVE.replace("kind: receive", "kind: check"), "route:"),
    ("route_step_missing", RETURN, RETURN.replace("kind: return", "kind: issue"), "route:"),
    ("route_order", "{id: examine, kind: examine", "{id: examine, kind: receive", "id: examine"),
    ("unit_misspelt", "unit: economy", "unit: econmy", "econmy"),
    ("unit_misspelt", "unit: economy", "unit: economy, opinion_of: [justise]", "justise"),
]
WELL = [
    (SKETCH, COPY % "Sơ đồ nhà"),
    (SKETCH, COPY % "Giấy khai sinh do nước ngoài cấp"),
    (SKETCH, "{id: copy, name: Thẻ căn cước, mode: present, ask_again_reason: Đối chiếu khuôn mặt tại chỗ}"),
    (SKETCH, "{id: copy, name: Giấy khai sinh, mode: data, replaced_by: [civil_status], proven_by: [birth]}"),
    ("unit: economy", "unit: water_team, opinion_of: [tax]"),
    (FEE, "set_by: province_council"),
    (FEE, "tiers: [{up_to: 2, price: 2000}, {price: 1000}], legal: 28/2023/QH15"),
    (ANY, ANY.replace("any", "counter") + ANY.replace("any", "post")),
    (ANY, ANY.replace("any,", f"any, condition: {FARM},") + ANY.replace("any,", f"any, condition: {{'!': [{FARM}]}},")),
    (FARM, '{">=": [{var: depth}, 30]}'),
    ("valid_from: 2026-01-01", "agency_levels: [commune]\napplicants: [citizen]\nvalid_from: 2026-01-01"),
]
BIRTH = """        - id: birth
          label: Số khai sinh
          type: text
          prefill: [{source: civil_status, path: birth_number}]
  pages:
    - {id: birth, title: "Số khai sinh là gì?", fields: [birth]}
"""


def test_it_is_well(tmp_path: Path) -> None:
    assert lint_text(tmp_path, GOOD, "well_notice.yaml") == []


@pytest.mark.parametrize(("rule", "old", "new", "place"), FAULTS)
def test_a_fault_is_named_alone_at_its_line_with_a_remedy(
    tmp_path: Path, rule: str, old: str, new: str, place: str
) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD

    found = lint_text(tmp_path, text, "well_notice.yaml")

    told = [each for each in found if (each.rule, each.line) == (rule, line_of(text, place))]
    assert len(told) == 1, found
    assert len(found) == 1 or rule == "wrong_value", found  # a line that cannot be read is missed elsewhere
    assert told[0].message.count(".") + found[0].message.count("?") >= 2 or ":" in told[0].message


@pytest.mark.parametrize(("old", "new"), WELL)
def test_what_is_well_is_let_through(tmp_path: Path, old: str, new: str) -> None:
    text = GOOD.replace(old, new, 1)
    if "[birth]" in new:
        text = text.replace("  pages:\n", BIRTH, 1)
    assert lint_text(tmp_path, text, "well_notice.yaml") == []


def test_the_words_of_the_lists_are_those_in_use() -> None:
    held: list[Pack] = list(packs().values())
    assert {unit.code for unit in USUAL_UNITS} <= vocabulary("units")
    assert {step.unit for pack in held for step in pack.route if step.unit} <= vocabulary("units")
    assert {word for pack in held for word in pack.applicants} == vocabulary("applicants")

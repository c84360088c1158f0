"""Slips nobody thought of before, in a pack that is none of ours; and files that are hardly any."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.command_line.packs import packs
from tests.catalogue.sample import line_of, lint_text

FILE = Path(__file__).parent / "hall_use.yaml"
GOOD = FILE.read_text(encoding="utf-8")
ROOT = Path(__file__).parents[2]
SIGN = "  - {id: sign, kind: sign, role: signer, share: 0.2, name: Ký}\n"
HALF = SIGN.replace("0.2", "0.1")
AGAIN = HALF.replace("id: sign", "id: sign_again")
LOOK = "  - {id: look, kind: examine, role: officer, share: 0.1, name: Xem lại}\n"
PLAN = "mode: upload,"
MERIT = "  - {code: merit, name: Người có công, percent: 50, fees: [hall], legal: 15/2025/NQ-HĐND}\n"
NAME = "short_name: Mượn nhà văn hóa"

# rule, what is replaced, by what, a part of the line that must be named, a part of the message
SLIPS = [
    ("fee_tiers_order", "{price: 150000}", "{price: 1500000}", "code: hall", "đắt hơn"),
    ("fee_tiers_order", "at_most: 900000", "at_most: 90000", "code: hall", "at_most"),
    ("route_order", SIGN, HALF + AGAIN, "id: sign_again", "kind: check"),
    ("route_order", SIGN, HALF + LOOK, "id: look", "kind: issue"),
    ("word_unknown", PLAN, f"{PLAN} paper_kinds: [birth_certificat],", "birth_certificat]", "birth_certificate"),
    ("word_unknown", PLAN, f"{PLAN} paper_kinds: [hall_slips],", "hall_slips]", "hall_slip”"),
    ("slug_shape", PLAN, f"{PLAN} paper_kinds: [Giấy khai sinh],", "Giấy khai", "không dấu"),
    ("yaml_broken", "label: Bao nhiêu khách", "label: Bàn #5 mấy khách", "Bàn #5", "ngoặc kép"),
    ("yaml_broken", NAME, "short_name: Mượn #nhà văn hóa", "short_name", "ngoặc kép"),
    ("yaml_broken", NAME, "short_name: Mượn #nhà\n  văn hóa", "short_name", "ngoặc kép"),
    ("yaml_broken", NAME, "short_name: Hall #5", "short_name", "ngoặc kép"),
    ("yaml_broken", NAME, "short_name: Mượn nhà (số # ghi trên cửa)", "short_name", "ngoặc kép"),
    ("yaml_broken", NAME, 'short_name: "Mượn\\0 nhà"', "short_name", "ký tự điều khiển"),
    ("yaml_broken", NAME, 'short_name: "Mượn\\ud800 nhà"', "short_name", "ký tự điều khiển"),
    ("yaml_broken", NAME, "short_name: Mượn\x07 nhà", "short_name", "ký tự điều khiển"),
    ("yaml_broken", NAME, f'{NAME}\n"no\\0te": x', "no\\0te", "Tên mục"),
    ("validity_reversed", "amount: 50000", "amount: 50000, valid_from: 2030-01-01", "code: clean", "ngoài thời gian"),
    ("validity_reversed", "amount: 50000", "amount: 50000, valid_to: 2020-01-01", "code: clean", "ngoài thời gian"),
    ("validity_reversed", "unit: hour", "unit: hour, valid_to: 2020-01-01", "unit: hour", "ngoài thời gian"),
    ("id_duplicate", "[use_day, hall_name], hold", "[use_day, use_day], hold", "hold", "hai lần"),
    ("id_duplicate", "fees: [hall]", "fees: [hall, hall]", "code: merit", "hai lần"),
    ("id_duplicate", '["982"]', '["982", "982"]', "programmes", "hai lần"),
    ("id_duplicate", "[citizen, organization]", "[citizen, citizen]", "applicants", "hai lần"),
    ("id_duplicate", "society, share", "society, opinion_of: [tax, tax], share", "id: examine", "hai lần"),
    ("id_duplicate", "exemptions:\n", f"exemptions:\n{MERIT.replace('50', '20')}", "percent: 50", "giống nhau"),
    ("code_duplicate", "field: Văn hóa", 'previous_codes: ["2.888123"]\nfield: Văn hóa', "previous_codes", "code"),
    ("condition_impossible", "min: 1, max: 1000", "min: 1, max: 200", "id: plan", "1 đến 200"),
    ("condition_impossible", '{">": [{var: guests}, 200]}', '{"==": [{var: guests}, 0]}', "id: plan", "1 đến 1000"),
    ("condition_impossible", '{">": [{var: guests}, 200]}', '{"<": [{var: guests}, 1]}', "id: plan", "1 đến 1000"),
    ("condition_impossible", '{">": [{var: guests}, 200]}', '{"<": [2000, {var: guests}]}', "id: plan", "2000"),
    ("wrong_value", "series: XN-NVH", 'series: ""', "series", "để trống"),
    ("wrong_value", "legal:\n", 'announced_by: "  "\nlegal:\n', "announced_by", "để trống"),
]  # fmt: skip

WELL = [
    ("{up_to: 2, price: 200000}, {price: 150000}", "{up_to: 2, price: 0}, {price: 150000}"),
    ("{price: 150000}]", "{price: 250000}], note: Từ ngày thứ ba thu cao hơn để nhường người khác"),
    (PLAN, f"{PLAN} paper_kinds: [hall_plan, birth_certificate],"),
    (SIGN, HALF + HALF.replace("id: sign, kind: sign, role: signer", "id: issue, kind: issue, role: registrar")),
    ("end_to_end: true\n", ""),
    ("field: Văn hóa\n", "field: Văn hóa # lĩnh vực\n"),
    ("field: Văn hóa\n", "field: Văn hóa   #lĩnh vực\n"),
    ("field: Văn hóa\n", 'field: "Văn hóa #1" # lĩnh vực\n'),
    ("field: Văn hóa\n", "field: Văn hóa#1\n"),
    ("hold: running}", "hold: running} #mỗi ngày một nhà"),
    ("agency_levels: [commune]", "agency_levels: [commune] # xã"),
    ("id: hall_use\n", "id: hall_use #key\n"),
    (NAME, "short_name: |-\n  Mượn #nhà (số 1)"),
    (NAME, "short_name: &short Mượn nhà\nnotes: *short"),
    ("min: 1, max: 1000", "min: 1"),
    ("amount: 50000", "amount: 50000, valid_from: 2027-01-01"),
    ("exemptions:\n", f"exemptions:\n{MERIT.replace('50', '20').replace('fees', 'channel: online, fees')}"),
    ('{"==": [{var: occasion}, wedding]}, legal', '{"!=": [{var: hall_name}, ""]}, legal'),
]


def test_it_is_well(tmp_path: Path) -> None:
    assert lint_text(tmp_path, GOOD, FILE.name) == []
    assert lint_text(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n"), FILE.name) == []


@pytest.mark.parametrize(("rule", "old", "new", "place", "says"), SLIPS)
def test_a_slip_is_named_alone_at_its_line(
    tmp_path: Path, rule: str, old: str, new: str, place: str, says: str
) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    [found] = lint_text(tmp_path, text, FILE.name)
    assert (found.rule, found.line) == (rule, line_of(text, place))
    assert says in found.message


@pytest.mark.parametrize(("old", "new"), WELL)
def test_what_is_well_is_let_through(tmp_path: Path, old: str, new: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    assert lint_text(tmp_path, text, FILE.name) == []


def test_two_signatures_are_described_where_others_settle(tmp_path: Path) -> None:
    described = GOOD.replace("end_to_end: true\n", "").replace(SIGN, HALF + LOOK.replace("0.1", "0.05") + AGAIN)
    assert lint_text(tmp_path, described.replace("share: 0.4", "share: 0.35"), FILE.name) == []


def told(*paths: Path) -> list[tuple[str, str]]:
    ran = CliRunner().invoke(packs, ["lint", "--json", *map(str, paths)], catch_exceptions=False)
    found = json.loads(ran.stdout)
    assert ran.exit_code == (0 if found["ok"] else 1)
    return [(Path(each["file"]).name[:20], each["rule"]) for each in found["findings"]]


def test_what_is_no_file_is_named_and_nothing_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "gone.yml").symlink_to("/no/such/file")
    (tmp_path / "up").symlink_to("..")
    assert told(tmp_path) == [("gone.yml", "file_unreadable"), ("loop.yaml", "file_unreadable")]
    assert told(tmp_path / "pipe.yaml", Path("/dev/zero")) == [
        ("zero", "file_unreadable"),
        ("pipe.yaml", "file_unreadable"),
    ]
    assert told(tmp_path / ("a" * 300)) == [("a" * 20, "file_unreadable")]


def test_a_file_named_in_two_ways_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / FILE.name
    file.write_text(GOOD, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert told(tmp_path, file, Path(FILE.name), Path("..") / tmp_path.name) == []


def test_capital_letters_end_the_name_of_a_pack_as_well(tmp_path: Path) -> None:
    (tmp_path / "HALL_USE.YAML").write_text(GOOD, "utf-8")
    assert told(tmp_path) == [("HALL_USE.YAML", "id_not_file_name")]


def test_a_name_that_is_no_text_is_told_all_the_same(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/ph\xff.yaml"
    ran = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"motcua.command_line", b"packs", b"lint", file, b"--json"],
        cwd=ROOT, capture_output=True, check=False, env=os.environ | {"MOTCUA_DATA": str(tmp_path / "data")},
    )  # fmt: skip
    found = json.loads(ran.stdout.decode())
    assert (ran.returncode, found["ok"]) == (1, False)
    assert os.fsencode(found["findings"][0]["file"]) == file

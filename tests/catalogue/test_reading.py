"""Files of every kind: the linter answers with a finding, never with a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.catalogue.packs import lint, read_document
from motcua.catalogue.packs.lint import check_document
from tests.catalogue.sample import GOOD, line_of, lint_text

NASTY = [
    b"",
    b"   \n",
    b"# only a comment\n",
    b"just words",
    b"- a\n- b\n",
    b"id: [",
    b"id: &x [*x]",
    b"a: &a {b: *a}",
    b"? [a, b]\n: c",
    b"id: !!binary aGVsbG8=",
    b"id: !!timestamp nonsense",
    b"id: 2026-13-45",
    b"id: 0o99",
    b"id: .nan\nform: .inf",
    b"--- a\n--- b\n",
    b"<<: {id: x}\n",
    b"id: |\n",
    b"%YAML 9.9\n---\nid: x",
    b"\xff\xfe\x00",
    b"\xef\xbb\xbfid: x",
    b"id: \x00",
    b"form: {sections: {}}",
    b"form: {sections: [null, 1, {fields: [null]}]}",
    b"route: [{share: yes}]\nlimits: 3\nfees: {a: b}",
    b"1: 2\n3.5: x\nnull: y\ntrue: z",
    b"a: " * 60 + b"x",
    b"[" * 2000,
]


@pytest.mark.parametrize("source", NASTY, ids=range(len(NASTY)))
def test_nasty_files_are_findings(tmp_path: Path, source: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(source)

    found = lint([path])

    assert found
    assert all(each.line >= 1 and each.rule and each.message for each in found)


def test_a_laughing_billion_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]

    assert "yaml_too_deep" in [each.rule for each in lint_text(tmp_path, "\n".join(lines))]


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    assert [each.rule for each in lint_text(tmp_path, "# " + "x" * 1_000_001)] == ["file_too_large"]


def test_a_wrong_encoding_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"id: x\nname: \xf0\x28\x8c\n")

    assert [(each.rule, each.line) for each in lint([tmp_path / "x.yaml"])] == [("file_encoding", 2)]


def test_a_missing_file_and_an_empty_folder_are_findings(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert [each.rule for each in lint([tmp_path / "no.yaml"])] == ["file_unreadable"]
    assert [each.rule for each in lint([tmp_path / "empty"])] == ["no_packs"]


def test_every_line_is_known() -> None:
    document = read_document(GOOD.encode())

    assert document.broken == []
    assert document.lines.at(("form", "sections", 0, "fields", 1, "options", 1, "label")) == line_of(GOOD, "Chó ngoại")
    assert document.lines.at(("route", 1, "share")) == line_of(GOOD, "id: sign")
    assert document.lines.at(("form", "pages")) == line_of(GOOD, "  pages:")
    assert document.lines.at(("nothing", "here")) == document.lines.line


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    document = read_document(source)

    assert document.data is not None or document.broken


KEYS = [
    "id",
    "name",
    "vi",
    "sections",
    "fields",
    "pages",
    "form",
    "label",
    "type",
    "prefill",
    "source",
    "path",
    "of",
    "when",
    "var",
    "==",
    "in",
    "and",
    "validate",
    "rule",
    "message",
    "options",
    "value",
    "repeat",
    "min",
    "max",
    "show_if",
    "route",
    "share",
    "role",
    "kind",
    "fees",
    "limits",
    "code",
    "channel",
    "results",
    "prints",
    "template",
    "components",
    "mode",
    "replaced_by",
    "title",
    "add_label",
    "pattern",
    "condition",
]
SCALARS = ["", "x", "field:x", "applicant", "{a}", "online", "choice", "(a+)+", "Họ tên", "2026-01-01"]
LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.sampled_from(SCALARS)
YAML_BITS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["form", "route", "fees", "limits", "components", "results", "exemptions", "name"]), YAML_BITS)
def test_any_part_of_a_pack_may_be_nonsense(part: str, nonsense: object) -> None:
    document = read_document(GOOD.encode())
    document.data[part] = nonsense

    _pack, _lines, found = check_document("dog_notice.yaml", document)

    assert all(each.line >= 1 and each.message for each in found)


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 40), st.text(max_size=8))
def test_a_torn_pack_is_never_a_crash(start: int, length: int, put: str) -> None:
    torn = GOOD[:start] + put + GOOD[start + length :]

    check_document("dog_notice.yaml", read_document(torn.encode("utf-8", "surrogatepass")))

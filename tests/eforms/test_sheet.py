"""The filled form is a function of what is held: the order of saving cannot be seen in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.eforms.checks import field_problems
from motcua.eforms.compile import compile_form
from motcua.eforms.computed import FUNCTIONS, computed
from motcua.eforms.conditions import parse
from motcua.eforms.held import Held
from motcua.eforms.sheet import Sheet, build_sheet
from motcua.rules.conditions import BadRule, evaluate
from tests.eforms.conftest import pack

DAY = date(2026, 11, 22)
FORM = compile_form(pack())


def sheet(*held: Held) -> Sheet:
    return build_sheet(FORM, held, {"channel": "online"}, DAY)


def held(**values: Any) -> list[Held]:
    return [Held(name, value=value) for name, value in values.items()]


names = st.sampled_from(["a", "b", "c.d"])
literals = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from(["", "x", "2026-01-01"]))
atoms = st.one_of(literals, names.map(lambda name: {"var": name}), st.lists(literals, max_size=3))
rules = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in"]), inner, inner).map(
            lambda x: {x[0]: [x[1], x[2]]}
        ),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=1, max_size=3)).map(lambda x: {x[0]: x[1]}),
        inner.map(lambda x: {"!": [x]}),
    ),
    max_leaves=12,
)
facts = st.fixed_dictionaries({"a": literals, "b": literals, "c": st.fixed_dictionaries({"d": literals})})


@given(rules, facts)
@settings(max_examples=400)
def test_parsed_conditions_mean_what_the_rules_mean(rule: Any, known: dict[str, Any]) -> None:
    try:
        parsed = parse(rule)
    except BadRule:
        return
    expected, found = evaluate(rule, known), parsed(known)
    assert (type(expected), expected) == (type(found), found)


answers = st.lists(
    st.one_of(
        st.tuples(st.just("mother_id"), st.just(0), st.sampled_from(["066192002345", "066090001234"])),
        st.tuples(st.just("applicant_name"), st.just(0), st.sampled_from(["Nguyễn Văn Hùng", "Lê An"])),
        st.tuples(st.just("given_name"), st.just(0), st.sampled_from(["Minh", "Lan"])),
        st.tuples(st.just("born"), st.just(0), st.sampled_from(["2026-11-01", "2026-01-01", "2026"])),
        st.tuples(st.just("notice_no"), st.just(0), st.sampled_from(["00123.GCS.66001.26"])),
        st.tuples(st.just("born_at_home"), st.just(0), st.booleans()),
        st.tuples(st.just("midwife"), st.just(0), st.just("Bà Tư")),
        st.tuples(st.sampled_from(["sibling_name", "sibling_school"]), st.integers(0, 3), st.just("An")),
    ),
    max_size=8,
    unique_by=lambda each: each[:2],
)


@given(answers, st.randoms())
def test_the_order_of_answers_does_not_matter(given_answers: list[tuple[str, int, Any]], random: Any) -> None:
    one = [Held(name, row, value) for name, row, value in given_answers]
    other = list(one)
    random.shuffle(other)
    first, second = sheet(*one), sheet(*other)
    assert first.facts == second.facts
    assert first.seen == second.seen
    assert list(field_problems(first)) == list(field_problems(second))


@given(answers)
def test_what_is_not_visible_does_not_count(given_answers: list[tuple[str, int, Any]]) -> None:
    made = sheet(*[Held(name, row, value) for name, row, value in given_answers])
    for name in FORM.fields:
        if FORM.fields[name].repeat is None and not made.visible(name):
            assert made.facts[name] is None
    assert made.visible("midwife") is (made.facts["born_at_home"] is True)


def test_values_are_worked_out_from_others_and_never_out_of_date() -> None:
    made = sheet(*held(applicant_name="Nguyễn Văn Hùng", given_name="Minh", born="2026-08-01"))
    assert made.value("full_name") == "Nguyễn Minh"
    assert (made.value("age_days"), made.value("kind")) == (113, "late")
    made = sheet(*held(applicant_name="Nguyễn Văn Hùng", given_name="Lan", born="2026-11-01"))
    assert made.value("full_name") == "Nguyễn Lan"
    assert made.value("kind") == "on_time"


def test_what_the_person_said_goes_before_what_was_worked_out() -> None:
    made = sheet(*held(applicant_name="Nguyễn Văn Hùng", family_name="Trần", given_name="Lan"))
    assert made.value("full_name") == "Trần Lan"


def test_a_constant_holds_only_under_its_condition() -> None:
    assert sheet().value("born_at_home") is None
    assert sheet(*held(notice_no="00123.GCS.66001.26")).value("born_at_home") is False


def test_rows_see_their_own_fields() -> None:
    made = sheet(
        Held("sibling_name", 2, "An"), Held("sibling_school", 2, "THCS"), Held("sibling_id", 0, "066090001234")
    )
    assert made.rows["siblings"] == (0, 2)
    assert made.visible("sibling_school", 2)
    assert not made.visible("sibling_school", 0)
    assert [row.get("sibling_name") for row in made.facts["siblings"]] == [None, "An"]


def test_what_will_be_worked_out_is_not_asked() -> None:
    made = sheet(*held(applicant_name="Nguyễn Văn Hùng"))
    missing = {each.field for each in field_problems(made) if each.code == "missing"}
    assert "given_name" in missing
    assert "full_name" not in missing


def test_what_a_source_may_tell_once_a_number_is_known_is_not_asked_before_it() -> None:
    missing = {each.field for each in field_problems(sheet())}
    assert "mother_id" in missing
    assert not missing & {"mother_name", "mother_born"}
    missing = {each.field for each in field_problems(sheet(*held(mother_id="066192002345")))}
    assert {"mother_name", "mother_born"} <= missing


def test_who_may_not_file_is_told_so_unless_they_dispute_it() -> None:
    same = Held("mother_id", value="066090001234", source="civil_status")
    applicant = Held("applicant_id", value="066090001234", source="vneid")
    [told] = [each for each in field_problems(sheet(applicant, same)) if each.code == "validation"]
    assert (told.field, told.level) == ("mother_id", "error")
    disputed = same._replace(correction="066192002345", disputed="Không đúng")
    [told] = [each for each in field_problems(sheet(applicant, disputed)) if each.code == "validation"]
    assert told.level == "warning"


def test_conditions_in_a_circle_still_end() -> None:
    section = {
        "id": "s",
        "title": "S",
        "fields": [
            {"id": "a", "label": "A", "type": "text", "show_if": {"!": [{"var": "b"}]}},
            {"id": "b", "label": "B", "type": "text", "show_if": {"!": [{"var": "a"}]}},
        ],
    }
    form = compile_form(pack(form={"sections": [section]}))
    first = build_sheet(form, [Held("a", value="1"), Held("b", value="2")], {}, DAY)
    second = build_sheet(form, [Held("b", value="2"), Held("a", value="1")], {}, DAY)
    assert first.seen == second.seen


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("field:a", "2020-02-29"), ("age:a", 6), ("days_since:b", 21), ("years_between:a:b", 6),
        ("plus_months:a:12", "2021-02-28"), ("plus_months:a:-1", "2020-01-29"), ("first_word:n", "Nguyễn"),
        ("last_word:n", "Hùng"), ("join:n:m", "Nguyễn Văn Hùng Lan"), ("join:n:none", None), ("age:none", None),
        ("age:year", None), ("today:", "2026-11-22"), ("nonsense:a", None), ("years_between:a", None),
        ("date_words:b", "Ngày mùng một, tháng mười một, năm hai nghìn không trăm hai mươi sáu"),
    ],
)  # fmt: skip
def test_computed_values(path: str, value: Any) -> None:
    known = {"a": "2020-02-29", "b": "2026-11-01", "n": "Nguyễn Văn Hùng", "m": "Lan", "year": "1958"}
    assert computed(path, known.get, DAY) == value


def test_the_functions_of_the_vocabulary_exist() -> None:
    from importlib.resources import files

    from ruamel.yaml import YAML

    text = (files("motcua.catalogue") / "data" / "source_vocabulary.yaml").read_text(encoding="utf-8")
    assert set(YAML(typ="safe").load(text)["sources"]["computed"]["functions"]) <= set(FUNCTIONS)

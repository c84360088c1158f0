import pytest

from motcua.rules.codes import Role
from motcua.rules.lifecycle import (
    APPLICANT,
    FINAL,
    SYSTEM,
    ClockEffect,
    Status,
    allowed_actions,
    form_name,
    may_pass,
    passage,
    passages,
    second_promise_allowed,
    second_supplement_allowed,
)

# The table of the law, written a second time by hand: action -> {from: to}; "<" = back to where it came from.
LAW: dict[str, dict[int | None, int | str]] = {
    "register": {None: 1},
    "accept": {1: 2},
    "refuse": {1: 3},
    "ask_supplement": {1: 5, 2: 5, 4: 5},
    "answer_supplement": {5: "<"},
    "ask_fee": {1: 6, 4: 6},
    "fee_paid": {6: "<"},
    "pass_on": {2: 4},
    "finish": {4: 9},
    "stop": {4: 8, 5: 8, 6: 8},
    "withdraw": {1: 7, 2: 7, 4: 7, 5: 7, 6: 7},
    "return_result": {9: 10},
}


@pytest.mark.parametrize("status", [None, *Status])
@pytest.mark.parametrize("action", LAW)
def test_the_table_is_the_law(action: str, status: Status | None) -> None:
    found = passage(action, status)
    expected = LAW[action].get(status)
    assert may_pass(action, status) is (expected is not None)
    if expected is None:
        assert found is None
    elif expected == "<":
        assert found is not None
        assert found.to_status is None
    else:
        assert found is not None
        assert found.target() == expected


def test_no_act_outside_the_law() -> None:
    assert {row.action for row in passages()} == set(LAW)
    assert passage("erase", Status.DONE) is None


def test_final_statuses() -> None:
    assert {3, 7, 8, 10} == FINAL
    assert all(allowed_actions(status) == () for status in FINAL)
    assert not Status.DONE.is_final


def test_names_of_the_exchange() -> None:
    assert Status.SUPPLEMENT.label_vi == "Yêu cầu bổ sung giấy tờ"
    assert Status(10).label_vi == "Đã trả kết quả"


def test_a_dossier_goes_back_only_where_it_may_have_come_from() -> None:
    answer = passage("answer_supplement", Status.SUPPLEMENT)
    assert answer is not None
    assert [answer.target(Status(code)) for code in (1, 2, 4)] == [1, 2, 4]
    paid = passage("fee_paid", Status.FEE_DUE)
    assert paid is not None
    assert paid.target(Status.PROCESSING) is Status.PROCESSING
    with pytest.raises(ValueError, match="cannot go back"):
        paid.target(Status.ACCEPTED)
    with pytest.raises(ValueError, match="cannot go back"):
        answer.target(None)


@pytest.mark.parametrize(
    ("action", "status", "form", "clock"),
    [
        ("register", None, None, ClockEffect.NONE),
        ("accept", 1, "01", ClockEffect.STARTS),
        ("refuse", 1, "03", ClockEffect.ENDS),
        ("ask_supplement", 1, "02", ClockEffect.NONE),
        ("ask_supplement", 4, "02", ClockEffect.PAUSES),
        ("answer_supplement", 5, None, ClockEffect.RESUMES),
        ("pass_on", 2, "06", ClockEffect.RUNS),
        ("finish", 4, None, ClockEffect.ENDS),
        ("stop", 5, "05", ClockEffect.ENDS),
        ("withdraw", 2, "05", ClockEffect.ENDS),
        ("return_result", 9, None, ClockEffect.NONE),
    ],
)
def test_forms_and_clock(action: str, status: int | None, form: str | None, clock: ClockEffect) -> None:
    row = passage(action, status)
    assert row is not None
    assert (row.form, row.clock) == (form, clock)
    if form:
        assert form_name(form)


def test_everyone_named_in_the_table_exists() -> None:
    known = {role.value for role in Role} | {APPLICANT, SYSTEM}
    assert all(row.by and row.by <= known for row in passages())
    assert all(row.legal_basis and row.label_vi for row in passages())


def test_every_status_can_be_reached_and_left_or_is_final() -> None:
    reached = {row.to_status for row in passages()} | {code for row in passages() for code in row.back_to}
    assert reached - {None} == set(Status)
    assert all(allowed_actions(status) or status.is_final for status in Status)


def test_only_one_supplement_unless_a_new_fact_is_cited() -> None:
    assert second_supplement_allowed(0, cites_new_fact=False)
    assert not second_supplement_allowed(1, cites_new_fact=False)
    assert second_supplement_allowed(1, cites_new_fact=True)


def test_a_return_date_is_moved_only_once() -> None:
    assert second_promise_allowed(0)
    assert not second_promise_allowed(1)


def test_form_04_carries_its_new_name() -> None:
    assert form_name("04") == "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"

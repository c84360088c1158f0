"""Tasks, targets and problems are tied by words; whoever keeps the plan ties and unties them by hand."""

from __future__ import annotations

import json

import pytest

from motcua.base.actor import system
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency
from motcua.plans import api
from motcua.plans.api import Plan, Target, Task
from motcua.plans.exports.as_json import plan_as_json
from motcua.plans.exports.report import take_figures
from motcua.plans.models import Correction, Tie
from tests.plans.conftest import CHANGED_FILE, PLAN_FILE, ViewerNamed, brought, confirmed

KEEPER, LEADER, HEAD = "kiemsoat.anhoa", "chutich.anhoa", "truongphong.kinhte.anhoa"


def task(plan: Plan, number: str = "5") -> Task:
    return plan.tasks.select_related("plan__agency").get(number=number)


def rate(plan: Plan) -> Target:
    return plan.targets.select_related("plan__agency").get(metric="online_dossier_rate", year=2026)


def tied(plan: Plan, number: str = "5") -> list[str]:
    return [each.public_id for each in api.ties_of(plan).targets_of(task(plan, number))]


def habit(plan: Plan) -> int:
    texts = [each["text"] for each in plan.as_read["problems"]]
    return next(place for place, text in enumerate(texts) if "thói quen nộp hồ sơ trực tuyến" in text)


def tie(plan: Plan, viewer: ViewerNamed, *, number: str = "5", targets: set[str], problems: set[int]) -> int:
    return api.tie_item(item=task(plan, number), items=targets, problems=problems, by=viewer(KEEPER))


@pytest.mark.parametrize("which", ["draft", "followed"])
def test_a_hand_tie_is_a_correction_and_stands_everywhere(
    which: str, request: pytest.FixtureRequest, viewer: ViewerNamed
) -> None:
    plan: Plan = request.getfixturevalue(which)
    target, place = rate(plan), habit(plan)
    assert target.public_id not in tied(plan)
    before = api.reading_quality(plan)
    assert tie(plan, viewer, targets={target.public_id}, problems={place}) >= 2
    assert tied(plan) == [target.public_id]
    assert task(plan) in api.ties_of(plan).tasks_of(target)
    kept = Correction.objects.get(plan=plan, field=api.TIED, after=f"Nhiệm vụ 5 – Chỉ tiêu {target.number}")
    assert (kept.item, kept.before, kept.by) == (task(plan).public_id, "", str(viewer(KEEPER).actor))
    assert api.reading_quality(plan) == before
    assert JournalEntry.objects.filter(event="plans.item_tied").count() == 1
    assert tie(plan, viewer, targets={target.public_id}, problems={place}) == 0
    refs = {each["id"]: each.get("target_refs") for each in plan_as_json(plan)["tasks"]}
    assert refs[task(plan).as_read["id"]] == [target.as_read["id"]]
    json.dumps(refs)
    if which == "followed":
        assert "5" in {each.number for each in api.diagnosed(plan)[place].tasks}


def test_what_the_words_tie_is_untied_by_hand(followed: Plan, viewer: ViewerNamed) -> None:
    place = habit(followed)
    assert "1" in {each.number for each in api.diagnosed(followed)[place].tasks}
    tie(followed, viewer, number="1", targets=set(), problems=set())
    assert tied(followed, "1") == []
    assert "1" not in {each.number for each in api.diagnosed(followed)[place].tasks}
    undone = Correction.objects.filter(plan=followed, field=api.TIED, after="")
    assert any(each.before.startswith("Nhiệm vụ 1 – Tồn tại: ") for each in undone)
    faults = [each["message"] for each in api.faults_of(followed) if each["kind"] == "task_without_target"]
    assert any("Nhiệm vụ 1 đã gỡ" in each for each in faults)


def test_a_target_is_tied_from_its_own_side(followed: Plan, viewer: ViewerNamed) -> None:
    target = rate(followed)
    wanted = {task(followed, number).public_id for number in ("1", "5")}
    api.tie_item(item=target, items=wanted, problems=set(), by=viewer(LEADER))
    assert {each.number for each in api.ties_of(followed).tasks_of(target)} == {"1", "5"}
    assert target.pk not in {each.standing.target.pk for each in api.diagnosed(followed)[habit(followed)].measured}


def loose(plan: Plan) -> dict[str, str]:
    kinds = ("task_without_target", "target_without_task")
    return {each["kind"]: each["message"] for each in api.faults_of(plan) if each["kind"] in kinds}


def test_the_checks_of_the_document_follow_the_hand(draft: Plan, viewer: ViewerNamed) -> None:
    draft.as_read["anomalies"] = [
        {"kind": "task_without_target", "message": "cũ", "where": "", "source": {"line": 1, "page": None}},
        {"kind": "numbering", "message": "giữ", "where": "", "source": {"line": 1, "page": None}},
    ]
    draft.save()
    assert loose(draft) == {"task_without_target": "cũ"}
    idle, other = task(draft, "3"), rate(draft)
    Task.objects.filter(pk=idle.pk).update(text="Trồng cây quanh nhà văn hóa", product="Cây xanh", group="")
    Target.objects.filter(pk=other.pk).update(text="Chăn nuôi bò sữa hữu cơ", metric="other")
    api.tie_item(item=task(draft, "1"), items={other.public_id}, problems=set(), by=viewer(KEEPER))
    assert "3 (Trồng cây quanh nhà văn hóa)" in loose(draft)["task_without_target"]
    assert "Chăn nuôi" not in loose(draft).get("target_without_task", "")
    assert "giữ" in {each["message"] for each in api.faults_of(draft)}
    tie(draft, viewer, number="3", targets={other.public_id}, problems=set())
    assert "Trồng cây" not in loose(draft).get("task_without_target", "")


def test_who_may_not_and_what_is_not_of_the_plan(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    for who in (HEAD, "thanhtra.anhoa", "chutich.thanhlam", "kiemsoat.tinh"):
        with pytest.raises(Forbidden):
            api.tie_item(item=task(followed), items=set(), problems=set(), by=viewer(who))
    text = PLAN_FILE.read_text("utf-8").replace("27/KH-UBND", "90/KH-UBND").encode()
    other = api.import_plan(content=text, name="b.txt", agency=here, by=system("test"))[0]
    for wrong in ({"targets": {rate(other).public_id}, "problems": set()}, {"targets": set(), "problems": {99}}):
        with pytest.raises(Refusal, match="không thuộc kế hoạch này"):
            tie(followed, viewer, **wrong)
    Plan.objects.filter(pk=followed.pk).update(state="replaced")
    with pytest.raises(Refusal, match="không còn theo dõi"):
        tie(followed, viewer, targets=set(), problems=set())
    assert not Tie.objects.exists()


def test_the_next_version_takes_the_ties_over(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    place = habit(followed)
    tie(followed, viewer, targets={rate(followed).public_id}, problems={place})
    later = confirmed(brought(CHANGED_FILE, here), viewer(KEEPER), replaces=followed.public_id)
    assert tied(later) == [rate(later).public_id]
    assert "5" in {each.number for each in api.diagnosed(later)[habit(later)].tasks}


def test_a_review_shows_what_was_set_against_each_problem(followed: Plan, viewer: ViewerNamed) -> None:
    place = habit(followed)
    tie(followed, viewer, targets=set(), problems={place})

    def answered(kind: str) -> list[list[str]]:
        sections = take_figures(followed, followed.date, kind=kind)["sections"]  # type: ignore[arg-type]
        return next((each["body"] for each in sections if each["title"] == "Tồn tại và việc khắc phục"), [])

    row = answered("final")[place]
    assert "5" in row[1].split(", ")
    assert answered("periodic") == []

"""A plan under the plan of the province: seen, linked, and flagged where it asks for less."""

from __future__ import annotations

from decimal import Decimal

import pytest

from motcua.base.actor import system
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.directory.api import Agency
from motcua.plans.api import (
    Plan,
    below_its_parent,
    confirm_plan,
    import_plan,
    link_above,
    link_item,
    plan_for,
    plans_above,
    seen_from,
)
from motcua.plans.models import Target
from tests.plans.conftest import PLAN_FILE, ViewerNamed

ABOVE = (
    PLAN_FILE.read_text("utf-8")
    .replace("UBND XÃ TÂN HÒA", "ỦY BAN NHÂN DÂN\nTỈNH SƠN HÀ")
    .replace("27/KH-UBND", "118/KH-UBND")
    .replace("trên 85%", "trên 90%")
    .replace("Phòng Văn hóa - Xã hội	Các thôn; Đoàn", "UBND cấp xã	Các thôn; Đoàn")
    .replace(
        "Lắp đặt wifi miễn phí tại nhà văn hóa thôn	Phòng", "Xây dựng bản đồ số về cáp quang	UBND cấp xã; Phòng"
    )
)


@pytest.fixture
def above(demo: None, viewer: ViewerNamed) -> Plan:
    province = Agency.objects.get(code="H99")
    plan = import_plan(content=ABOVE.encode(), name="tinh.txt", agency=province, by=system("test"))[0]
    plan.tasks.update(confidence=1)
    plan.targets.update(confidence=1)
    return confirm_plan(plan=plan, by=viewer("kiemsoat.tinh"))


def test_only_followed_plans_of_agencies_above(followed: Plan, above: Plan, viewer: ViewerNamed) -> None:
    assert [each.pk for each in plans_above(followed.agency)] == [above.pk]
    assert not plans_above(above.agency)
    with pytest.raises(NotFound):
        plan_for(viewer("chutich.anhoa"), above.public_id)
    with pytest.raises(Forbidden):
        link_above(plan=followed, above=above, by=viewer("tiepnhan.anhoa"))
    with pytest.raises(Refusal, match="cấp trên"):
        link_above(plan=above, above=followed, by=viewer("kiemsoat.tinh"))


def test_what_belongs_together_is_found_and_less_is_flagged(followed: Plan, above: Plan, viewer: ViewerNamed) -> None:
    link_above(plan=followed, above=above, by=viewer("kiemsoat.anhoa"))
    rate = followed.targets.select_related("above", "plan").get(metric="online_dossier_rate", year=2026)
    assert rate.above is not None
    assert rate.above.value == 90
    assert below_its_parent(rate) == "Thấp hơn mức cấp trên giao: 85 so với 90 %."
    targets, tasks = seen_from(plan_for(viewer("tiepnhan.anhoa"), followed.public_id))
    assert [each.item.value for each in targets if each.why] == [90]
    state = {each.item.number: (len(each.below), each.concerns, bool(each.why)) for each in tasks}
    assert state["1"] == (1, True, False)
    assert state["5"] == (0, True, True)  # given to communes, and nobody here does it
    assert state["3"][2] is False


def test_a_person_links_and_unlinks(followed: Plan, above: Plan, viewer: ViewerNamed) -> None:
    controller = viewer("kiemsoat.anhoa")
    link_above(plan=followed, above=above, by=controller)
    own = followed.tasks.select_related("plan__agency").get(number="5")
    link_item(item=own, above=above.tasks.get(number="5"), by=controller)
    assert own.above_id == above.tasks.get(number="5").pk
    with pytest.raises(Refusal, match="cấp trên đã nối"):
        link_item(item=own, above=followed.tasks.get(number="1"), by=controller)
    link_item(item=own, above=None, by=controller)
    assert own.above_id is None
    link_above(plan=followed, above=None, by=controller)
    assert not followed.targets.filter(above__isnull=False).exists()


def test_a_new_version_above_keeps_the_links(followed: Plan, above: Plan, viewer: ViewerNamed) -> None:
    link_above(plan=followed, above=above, by=viewer("kiemsoat.anhoa"))
    text = ABOVE.replace("trên 90%", "trên 95%").encode()
    later = import_plan(content=text, name="b.txt", agency=above.agency, by=system("test"))[0]
    later.tasks.update(confidence=1)
    later.targets.update(confidence=1)
    confirm_plan(plan=later, by=viewer("kiemsoat.tinh"))
    followed.refresh_from_db()
    assert followed.above_id == later.pk
    rate = followed.targets.select_related("above").get(metric="online_dossier_rate", year=2026)
    assert rate.above is not None
    assert (rate.above.plan_id, rate.above.value) == (later.pk, 95)


@pytest.mark.no_database
@pytest.mark.parametrize(
    ("metric", "comparator", "own", "above", "weaker"),
    [
        ("online_dossier_rate", "=", "85", "90", True),
        ("online_dossier_rate", "=", "95", "90", False),
        ("avg_login_to_submit_minutes", "=", "8", "5", True),
        ("avg_login_to_submit_minutes", "=", "4", "5", False),
        ("avg_login_to_submit_minutes", "<=", "6", "5", True),
        ("other", "=", "2", "0", True),
    ],
)
def test_less_is_told_by_the_way_the_measure_is_good(
    metric: str, comparator: str, own: str, above: str, weaker: bool
) -> None:
    upper = Target(metric=metric, comparator=comparator, value=Decimal(above), year=2026, measure_unit="%")
    lower = Target(metric=metric, comparator=comparator, value=Decimal(own), year=2026, measure_unit="%", above=upper)
    assert bool(below_its_parent(lower)) is weaker

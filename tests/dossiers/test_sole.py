"""Two dossiers about the same thing: only one is taken, whoever files and however close together."""

from typing import Any

import pytest

from motcua.base.clock import freeze
from motcua.dossiers import api
from motcua.dossiers.models import SoleClaim
from motcua.dossiers.sole import release_sole
from motcua.rules.lifecycle import Status
from tests.dossiers.test_fees import done
from tests.dossiers.test_races import race
from tests.dossiers.world import MORNING, PACK, World, drafted, filed, make_draft, make_version, make_world


def version(hold: str) -> dict[str, Any]:
    return PACK | {"unique_by": [{"fields": ["purpose"], "hold": hold}]}


@pytest.fixture
def sole(world: World) -> World:
    world.version = make_version(version("running"))
    return world


def test_the_second_is_refused_and_told_the_code_of_the_first(sole: World) -> None:
    first = filed(sole)
    second = make_draft(sole)
    before = api.filed_before(second.procedure_version_id, {"purpose": "BỔ TÚC  hồ sơ xin việc"}, sole.owner)
    assert before is not None
    assert (before.code, before.public_id) == (first.code, first.public_id)
    with pytest.raises(api.AlreadyFiled, match=first.code) as refused:
        api.submit(draft=second, by=sole.owner)
    assert refused.value.public_id == first.public_id
    second.refresh_from_db()
    assert second.state == "open"
    assert api.Dossier.objects.count() == 1


def test_somebody_else_is_not_told_whose_it_is(sole: World) -> None:
    first = filed(sole)
    with pytest.raises(api.AlreadyFiled) as refused:
        api.submit(draft=make_draft(sole, by=sole.neighbour), by=sole.neighbour)
    assert first.code not in str(refused.value)
    assert refused.value.public_id == ""


def test_another_thing_is_no_second(sole: World) -> None:
    filed(sole)
    other = make_draft(sole, answers={"purpose": "Vay vốn"})
    assert api.submit(draft=other, by=sole.owner).code


@pytest.mark.parametrize("end", ["withdraw", "refuse"])
def test_what_came_to_nothing_is_in_nobodys_way(sole: World, end: str) -> None:
    first = filed(sole)
    if end == "withdraw":
        api.withdraw(dossier=first, by=sole.owner)
    else:
        api.refuse(dossier=first, reason=api.RefusalReason.values[0], words="Thiếu căn cứ", by=sole.clerk)
    assert api.submit(draft=make_draft(sole), by=sole.owner).code != first.code


@pytest.mark.parametrize(("hold", "free"), [("running", True), ("for_good", False)])
def test_after_the_result(world: World, hold: str, free: bool) -> None:
    world.version = make_version(version(hold))
    release_sole(drafted(world), Status.DONE, MORNING)
    assert SoleClaim.objects.filter(released_at__isnull=True).exists() is not free


def test_what_was_revoked_is_in_nobodys_way(world: World) -> None:
    world.version = make_version(version("for_good"))
    first = done(world)
    with pytest.raises(api.AlreadyFiled):
        api.submit(draft=make_draft(world), by=world.owner)
    api.revoke_result(dossier=first, decision="Quyết định 45/QĐ-UBND", reason="Ghi sai tên", by=world.signer)
    assert api.submit(draft=make_draft(world), by=world.owner).code != first.code


def test_two_at_once_do_not_pass(transactional_db: None) -> None:
    with freeze(MORNING):
        world = make_world()
        make_version(version("for_good"))
        drafts = [(make_draft(world, by=person), person) for person in (world.owner, world.neighbour)]
    ends = race(*[lambda draft=draft, who=who: api.submit(draft=draft, by=who) for draft, who in drafts])
    assert sorted(type(each).__name__ for each in ends) == ["AlreadyFiled", "Dossier"]
    assert api.Dossier.objects.count() == 1

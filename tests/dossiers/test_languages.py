"""Whoever reads another language reads the way of a dossier in it: stations, roles, ends; names of places stay."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from motcua.catalogue.api import Pack
from motcua.directory.api import role_words
from motcua.dossiers import api
from motcua.dossiers.errors import NotNow
from motcua.dossiers.moving import must_pass
from motcua.dossiers.policies import may_pass
from motcua.dossiers.selectors.line import line_of
from motcua.dossiers.words import ENDED, STATES, step_words
from motcua.rules.codes import Delivery, Role, code_table
from motcua.rules.lifecycle import Status
from tests.dossiers.world import PACK, World, again, filed, processing

IN_ENGLISH = {
    "Tiếp nhận hồ sơ": "Receive", "Thẩm định hồ sơ": "Examine", "Kiểm tra, trình ký": "Check", "Ký kết quả": "Sign",
    "Vào sổ, đóng dấu": "Seal", "Trả kết quả": "Return", "Cán bộ tiếp nhận": "Clerk", "Cán bộ xử lý": "Officer",
    "Lãnh đạo phòng": "Head of division", "Lãnh đạo ký": "Signer", "Văn thư": "Registrar",
    "Nộp hồ sơ": "Filing", "Dừng xử lý": "Stopped", "Chờ bổ sung giấy tờ": "Waiting for papers",
}  # fmt: skip


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English with words of our own: whether somebody has translated them already is asked elsewhere."""
    catalogue = dict(IN_ENGLISH)
    known = trans_real.translation("en")
    monkeypatch.setattr(known, "gettext", lambda text: catalogue.get(text, text))


def test_roles_are_called_as_the_code_list_calls_them() -> None:
    with translation.override("vi"):
        assert {role.value: role_words(role) for role in Role} == dict(code_table(Role).labels)
        assert role_words("somebody") == "somebody"


def test_ends_and_deliveries_are_those_of_the_national_lists() -> None:
    with translation.override("vi"):
        assert {status: str(words) for status, words in STATES.items()} == {each: each.label_vi for each in Status}
        assert {each.value: str(api.DELIVERED[each]) for each in Delivery} == dict(code_table(Delivery).labels)
    assert set(ENDED) == {Status.REFUSED, Status.WITHDRAWN, Status.STOPPED}


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_the_line_is_read_in_the_readers_language(world: World) -> None:
    dossier = processing(world)
    with translation.override("vi"):
        shown = [str(each.title) for each in line_of(dossier, world.owner)]
    assert shown == ["Nộp hồ sơ", "Tiếp nhận", "Thẩm định", "Kiểm tra", "Ký", "Đóng dấu", "Trả kết quả"]
    with translation.override("en"):
        stations = line_of(dossier, world.owner)
        shown = [str(each.title) for each in stations]
    assert shown == ["Filing", "Receive", "Examine", "Check", "Sign", "Seal", "Return"]
    assert str(stations[2].who) == f"Officer, {world.agency.short_name}"


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_what_lies_ahead_and_how_it_ended_too(world: World) -> None:
    dossier = filed(world)
    with translation.override("en"):
        assert [str(each.title) for each in line_of(dossier, world.owner)][1:3] == ["Receive", "Examine"]
    stopped = api.stop(dossier=processing(world), reason="x", by=world.officer)
    with translation.override("en"):
        assert str(line_of(again(stopped), world.owner)[-1].title) == "Stopped"


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_why_not_from_here_is_said_in_the_readers_language(world: World) -> None:
    stopped = again(api.stop(dossier=processing(world), reason="x", by=world.officer))
    with translation.override("en"):
        assert "“Stopped”" in str(may_pass(world.officer, stopped, "stop").reason)
        with pytest.raises(NotNow, match="“Stopped”"):
            must_pass(stopped, "stop")


def test_a_pack_that_names_its_step_in_english_is_heard() -> None:
    route = [dict(each) for each in PACK["route"]]
    route[1]["name"] = {"vi": "Thẩm định", "en": "Look into it"}
    pack = Pack.model_validate(PACK | {"route": route})
    with translation.override("en"):
        assert step_words(pack, "examine", "examine", "Thẩm định") == "Look into it"
    with translation.override("vi"):
        assert step_words(pack, "examine", "examine", "Thẩm định") == "Thẩm định"

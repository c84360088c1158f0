"""The story is told on any day, also after a law it begins with has ended."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.base.actor import system
from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.catalogue.api import load_packs
from motcua.demo.history import was_offered
from motcua.demo.telling.script import scenes
from tests.eforms.test_real_packs import read

BIRTH, RESIDENCE = "birth_registration", "temporary_residence"


@pytest.mark.django_db
def test_what_no_law_offers_any_more_is_left_out() -> None:
    load_packs(packs=[read(BIRTH), read(RESIDENCE)], by=system("test"))
    end = read(BIRTH).valid_to
    assert end is not None
    at = datetime(end.year, end.month + 1, 20, 9, tzinfo=HO_CHI_MINH)
    with freeze(at):
        told = [scene for scene in scenes() if scene.told is not None and scene.moment < at]
        left_out = [scene.told for scene in told if scene.told and not was_offered(scene)]
        births = [scene.told for scene in told if scene.told and scene.told.procedure == BIRTH]
        of_others = {each.procedure for each in left_out} - {BIRTH}
        assert [each for each in left_out if each.procedure == BIRTH] == [
            each for each in births if each.filed.date() > end
        ]
        assert len(births) > len([each for each in left_out if each.procedure == BIRTH]) > 0
        assert RESIDENCE not in of_others

"""A pack that is broken ends the preparation of the demo in one line, and no half of it is taken for whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from motcua.catalogue.api import procedures
from motcua.command_line import demo as command
from motcua.demo.hurry import BrokenPack, load_unless_known
from tests.catalogue.sample import GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MOTCUA_DATA = tmp_path / "data"
    settings.MOTCUA_DATA.mkdir()
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "dog_notice.yaml").write_text(GOOD, "utf-8")
    return packs


def test_it_is_named_and_not_remembered_as_loaded(folder: Path) -> None:
    bad = folder / "cat_notice.yaml"
    bad.write_text("id: cat_notice\n\tname: x\n", "utf-8")
    for _again in range(2):
        with pytest.raises(BrokenPack) as caught:
            load_unless_known(folder)
        assert str(caught.value).startswith(f"{bad}: 2: ")
    bad.unlink()
    assert load_unless_known(folder)
    assert not load_unless_known(folder)
    assert [each.slug for each in procedures()] == ["dog_notice"]


def test_the_command_says_it_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(tell: object) -> None:
        raise BrokenPack("cat_notice.yaml: 2: Dòng này thụt lề bằng phím Tab. Thay bằng dấu cách.")

    monkeypatch.setattr("motcua.demo.fill.fill", broken)
    ran = CliRunner().invoke(command.demo, ["fill"])
    assert ran.exit_code == command.SAID_WHY
    assert ran.stderr.splitlines() == [
        "a pack is broken: cat_notice.yaml: 2: Dòng này thụt lề bằng phím Tab. Thay bằng dấu cách."
    ]

"""Every benchmark that is promised can be started, and the README names the commands a newcomer needs."""

import importlib
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.command_line.main import motcua

ROOT = Path(__file__).parents[2]
PROMISED = ("submit", "load", "pages", "journeys", "search", "result")


@pytest.mark.parametrize("name", PROMISED)
def test_each_is_a_command_with_json_and_has_its_figures_on_record(name: str) -> None:
    asked = CliRunner().invoke(motcua, ["bench", name, "--help"])
    assert asked.exit_code == 0
    assert "--json" in asked.stdout
    assert callable(importlib.import_module(f"benchmarks.{name}").run)
    assert f"`{name}" in (ROOT / "docs" / "reference" / "benchmarks.md").read_text(encoding="utf-8")


def test_the_readme_has_one_picture_two_commands_and_the_accounts() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"!\[[^\]]{20,}\]\(docs/pictures/", text)) >= 1
    assert re.search(r"^make run\b", text, re.M)
    assert re.search(r"^make test\b", text, re.M)
    for account in ("066090001234", "tiepnhan.anhoa", "hotich.anhoa", "phochutich.anhoa", "chutich.anhoa"):
        assert account in text, account


def test_documentation_comes_in_four_kinds() -> None:
    for kind in ("tutorial", "how-to", "reference", "explanation", "decisions"):
        assert list((ROOT / "docs" / kind).glob("*.md")), kind

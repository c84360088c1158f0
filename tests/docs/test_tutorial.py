"""The commands of the tutorial run, where they are quick, and say what the tutorial says they say."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from motcua.command_line.main import motcua

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial"
PREFIX = ".venv/bin/motcua "
# Starting a whole demo is not quick; tests of the demo do it.
SLOW = {"make run"}


def commands(page: str) -> list[str]:
    text = (TUTORIAL / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def pack() -> str:
    text = (TUTORIAL / "add-a-procedure.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    assert found is not None
    return found[1]


def run(command: str) -> Result:
    return CliRunner().invoke(motcua, shlex.split(command.removeprefix(PREFIX)), catch_exceptions=False)


@pytest.mark.parametrize("command", [each for each in commands("first-day.md") if each not in SLOW])
@pytest.mark.django_db
def test_first_day(command: str) -> None:
    assert command.startswith(PREFIX)
    assert run(command).exit_code == 0


@pytest.mark.django_db
def test_first_day_finds_birth_registration_first() -> None:
    searching = next(each for each in commands("first-day.md") if " search " in each)
    assert json.loads(run(f"{searching} --json").stdout)[0]["id"] == "birth_registration"


@pytest.mark.django_db
def test_a_procedure_with_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dog_notice.yaml").write_text(pack(), encoding="utf-8")
    for command in commands("add-a-procedure.md"):
        with django_capture_on_commit_callbacks(execute=True):
            result = run(command)
        assert result.exit_code == 0, f"{command}: {result.output}"
    assert json.loads(run("packs show dog_notice").stdout)["id"] == "dog_notice"


def test_the_mistake_of_the_tutorial_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dog_notice.yaml"
    asked = "          prefill:\n            - {source: population, path: permanent_address}\n"
    assert asked in pack()
    path.write_text(pack().replace(asked, ""), encoding="utf-8")
    refused = run(f"packs lint {path}")
    assert refused.exit_code == 1
    assert "keeper_home" in refused.output


def test_addresses_of_the_pages_exist() -> None:
    addresses = (ROOT / "docs" / "reference" / "addresses.md").read_text(encoding="utf-8")
    named = set()
    for page in [ROOT / "README.md", *TUTORIAL.glob("*.md"), *(ROOT / "docs" / "how-to").glob("*.md")]:
        text = page.read_text(encoding="utf-8")
        named |= set(re.findall(r"`(/[a-z-]+/(?:[a-z-]+/)?)`", text))
        named |= set(re.findall(r"127\.0\.0\.1:8000(/[a-z-]+/)(?=\s|\.|,|$)", text))
    assert named
    assert [each for each in sorted(named) if f"| `{each}` |" not in addresses] == []

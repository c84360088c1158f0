"""The pages of docs/reference that are made from the code say what the code says."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from motcua.base.events import declared_events
from motcua.base.jobs.registry import task_names
from motcua.command_line.main import VERBS
from motcua.command_line.reference import reference, reference_pages
from motcua.directory.api import all_doors
from motcua.house.settings import SETTINGS
from motcua.rules.codes import Role

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
QUOTED = re.compile(r"[\"'](MOTCUA_[A-Z_]+)[\"']")
REMEDY = "run: motcua reference"


def page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(reference_pages()))
def test_page_is_current(name: str) -> None:
    assert page(name) == reference_pages()[name], REMEDY


def test_every_setting_is_named() -> None:
    assert [name for name in SETTINGS if f"| `{name}` |" not in page("settings.md")] == []


def test_settings_read_elsewhere_are_declared() -> None:
    """A variable that some module reads behind the back of the settings would be on no page."""
    house = Path(__file__).parents[2] / "motcua"
    named = {name for path in house.rglob("*.py") for name in QUOTED.findall(path.read_text(encoding="utf-8"))}
    chosen_by_the_code = {"MOTCUA_JOB_ENGINE"}
    assert named - set(SETTINGS) - chosen_by_the_code == set()


def test_every_event_is_named() -> None:
    assert declared_events()
    ours = [name for name in declared_events() if not name.startswith("test.")]
    assert [name for name in ours if f"## `{name}`" not in page("events.md")] == []


def test_every_role_job_and_address_is_named() -> None:
    assert [role.value for role in Role if f"| `{role.value}` |" not in page("roles.md")] == []
    ours = [name for name in task_names() if not name.startswith("test.")]
    assert [name for name in ours if f"| `{name}` |" not in page("jobs.md")] == []
    assert [address for address, _ in all_doors() if f"| `{address}` |" not in page("addresses.md")] == []


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_command_is_named(verb: str) -> None:
    module = Path(__file__).parents[2] / "motcua" / "command_line" / f"{verb}.py"
    assert module.exists(), f"motcua {verb} is announced, but {module.name} is not there"
    assert f"## `motcua {verb}" in page("commands.md"), REMEDY


def test_every_command_says_what_it_does() -> None:
    text = page("commands.md")
    silent = [block.splitlines()[0] for block in text.split("\n## ")[1:] if not block.split("\n\n")[1:][0].strip()]
    assert silent == []


def test_events_say_what_happened() -> None:
    silent = [
        name
        for name, kind in declared_events().items()
        if not name.startswith("test.")
        if not (kind.__doc__ or "").strip() or (kind.__doc__ or "").startswith(f"{kind.__name__}(")
    ]
    assert silent == [], "a dataclass without a docstring of its own"


def test_check_refuses_a_stale_page(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert run(reference, ["--folder", str(tmp_path)]).exit_code == 0
    assert run(reference, ["--check", "--folder", str(tmp_path)]).exit_code == 0
    (tmp_path / "roles.md").write_text("no roles", encoding="utf-8")
    refused = run(reference, ["--check", "--folder", str(tmp_path)])
    assert refused.exit_code == 1
    assert "roles.md" in refused.output
    assert isinstance(reference, click.Command)

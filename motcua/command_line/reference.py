"""`motcua reference`: the pages of docs/reference that are made from the code itself."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from django.urls import get_resolver

from motcua.base.events import Event, declared_events, table_of_listeners
from motcua.base.jobs.registry import describe, periodic_tasks, task_names
from motcua.command_line.main import motcua
from motcua.command_line.output import FAILED, fail
from motcua.directory.api import all_doors
from motcua.house.settings import SETTINGS
from motcua.rules.codes import Role, code_table

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
MADE = "Made by `motcua reference` from the code; a test fails when this page lies. Do not edit."


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where a page is not what the code says.")
@click.option("--folder", default=FOLDER, type=click.Path(file_okay=False, path_type=Path), help="Where the pages are.")
def reference(check: bool, folder: Path) -> None:
    """Write settings, events, roles, commands, jobs and addresses down from the code."""
    pages = reference_pages()
    if check:
        stale = [name for name, text in pages.items() if not _is(folder / name, text)]
        if stale:
            fail(f"not what the code says: {', '.join(stale)}; run: motcua reference", FAILED)
        click.echo(f"{len(pages)} pages are current")
        sys.exit(0)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"{folder / name}")


def reference_pages() -> dict[str, str]:
    """File name → text of every generated page; the same code always gives the same text."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "settings.md": _settings,
        "events.md": _events,
        "roles.md": _roles,
        "commands.md": _commands,
        "jobs.md": _jobs,
        "addresses.md": _addresses,
    }
    return {name: "\n".join(maker()) + "\n" for name, maker in makers.items()}


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _head(title: str, *words: str) -> Iterator[str]:
    yield from (f"# {title}", "", MADE, "")
    for each in words:
        yield from (each, "")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = list(head)
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def _first_sentence(of: object) -> str:
    return (getattr(of, "__doc__", None) or "").strip().split("\n\n")[0].replace("\n", " ").replace("    ", "")


def _settings() -> Iterator[str]:
    yield from _head(
        "Settings",
        "All settings are variables of the environment, read once at the start (`motcua/house/settings.py`).",
    )
    yield from _table(
        ["variable", "when absent", "meaning"],
        (
            [f"`{each.name}`", f"`{each.default}`" if each.default else "(empty)", each.meaning]
            for each in sorted(SETTINGS.values(), key=lambda one: one.name)
        ),
    )


def _events() -> Iterator[str]:
    yield from _head(
        "Events",
        "What may stand in the journal. An event is written in the transaction of what happened and told in the same "
        "transaction to its listeners. Bodies carry codes and internal ids, never names, personal numbers or answers.",
    )
    heard = table_of_listeners()
    for name, kind in _our_events().items():
        yield from (f"## `{name}`", "", _first_sentence(kind), "")
        fields = ", ".join(f"`{field.name}`" for field in dataclasses.fields(kind))  # type: ignore[arg-type]
        yield from (f"- fields: {fields or 'none'}", f"- declared in: `{kind.__module__}`")
        yield from (f"- heard by: {', '.join(f'`{each}`' for each in heard.get(name, [])) or 'nobody'}", "")


def _roles() -> Iterator[str]:
    yield from _head(
        "Roles",
        "Roles of staff. Each is granted in one agency, if need be in one unit of it, from a day to a day. "
        "The last column counts the addresses whose door names the role; what may be done there is for policies.",
    )
    words = code_table(Role).labels
    named = [door.roles for _, door in all_doors() if door is not None and door.kind == "staff"]
    yield from _table(
        ["code", "Vietnamese", "addresses that name it"],
        ([f"`{role.value}`", words[role.value], str(sum(role.value in each for each in named))] for role in Role),
    )


def _commands() -> Iterator[str]:
    yield from _head(
        "Commands",
        "`motcua` ends with 0 when all is well, 1 when the thing asked for failed, 2 when it was called wrongly. "
        "With `--json` nothing but one JSON text goes to standard output.",
    )
    yield from _command(motcua, "motcua")


def _command(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            found = _verb(command, context, verb)
            if found is not None and not found.hidden:
                yield from _command(found, f"{name} {verb}")
        return
    takes = [each for each in command.params if isinstance(each, click.Argument)]
    line = " ".join([name, *(each.make_metavar(context) for each in takes)])
    yield from (f"## `{line}`", "", _first_sentence(command.callback), "")
    options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    if options:
        yield from _table(["option", "meaning"], (_option(each) for each in options))
        yield ""


def _verb(group: click.Group, context: click.Context, verb: str) -> click.Command | None:
    try:
        return group.get_command(context, verb)
    except ModuleNotFoundError as missing:  # benchmarks need the tools of development
        if (missing.name or "").startswith("motcua.command_line."):
            return None
        raise


def _option(option: click.Option) -> tuple[str, str]:
    plain = isinstance(option.default, str | int | float) and not isinstance(option.default, bool)
    shown = f" (default: {option.default})" if option.show_default and plain else ""
    return f"`{', '.join(option.opts)}`", f"{option.help or ''}{shown}".strip() or "–"


def _jobs() -> Iterator[str]:
    yield from _head(
        "Jobs",
        "What the worker does after a transaction: at least once, with growing pauses, at most so many attempts; "
        "then it is shown to staff as failed.",
    )
    minutes = {each.task: each.minutes for each in periodic_tasks()}
    yield from _table(
        ["task", "what", "attempts", "when"],
        (
            [f"`{name}`", str(describe(name)["what"]), str(describe(name)["attempts"]), _when(minutes.get(name))]
            for name in _our_tasks()
        ),
    )


def _when(minutes: int | None) -> str:
    return "asked for" if minutes is None else f"every {minutes} min"


def _addresses() -> Iterator[str]:
    yield from _head(
        "Addresses",
        "Every address and who may open it. *public*: anybody; *known*: anybody signed in; *citizen*: a person or an "
        "organisation; *citizen, filing*: at the level that may file; *staff*: with one of the roles named.",
    )
    get_resolver()
    doors = ((address, door.kind, door.filing, door.roles) if door else (address, "closed", False, ())
             for address, door in all_doors())  # fmt: skip
    yield from _table(
        ["address", "door", "roles"],
        (
            [f"`{address}`", f"{kind}, filing" if filing else kind, ", ".join(f"`{each}`" for each in roles)]
            for address, kind, filing, roles in doors
        ),
    )


def _our_events() -> dict[str, type[Event]]:
    """Events of the product; a test that runs in the same process may have declared others."""
    return {name: kind for name, kind in declared_events().items() if kind.__module__.startswith("motcua.")}


def _our_tasks() -> list[str]:
    return [name for name in task_names() if not name.startswith("test.")]

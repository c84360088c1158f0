"""`motcua plans read|check|import|export|list`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from motcua.base.actor import system
from motcua.base.errors import Refusal
from motcua.command_line.output import WRONG_USAGE, fail, json_option, print_json
from motcua.directory.api import agency as agency_by_code
from motcua.plans.api import FORMATS, Plan, check_command, export_plan, import_plan, read_command, same_plans


class _File(click.Path):
    """A file to be read; where there is none a Vietnamese sentence says so, as of everything else about plans."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.is_dir():
            fail(_("%(file)s là thư mục, không phải tệp.") % {"file": value}, WRONG_USAGE)
        if not path.exists():
            fail(_("Không có tệp %(file)s.") % {"file": value}, WRONG_USAGE)
        if not os.access(path, os.R_OK):
            fail(_("Không được phép đọc tệp %(file)s.") % {"file": value}, WRONG_USAGE)
        return path


FILE = _File()


@click.group()
def plans() -> None:
    """Plans of agencies: read, check, bring in, give out."""


@plans.command()
@click.argument("file", type=FILE)
@click.option("--part", default=1, show_default=True, type=click.IntRange(1), help="Which plan, of several in FILE.")
@json_option
def read(file: Path, part: int, as_json: bool) -> None:
    """What the reader understands of FILE; exit code 1 where it cannot be read as a plan."""
    try:
        found = read_command(file, part)
    except Refusal as refusal:
        fail(refusal)
    if as_json:
        print_json(found)
        return
    click.echo(f"{found['meta']['doc_number'] or '–'}  {found['meta']['title'] or ''}")
    for key in ("targets", "tasks", "responsibilities", "reporting", "anomalies"):
        click.echo(f"  {key}: {len(found[key])}")


@plans.command()
@click.argument("file", type=FILE)
@json_option
def check(file: Path, as_json: bool) -> None:
    """The faults of the document itself, each with its kind and place."""
    try:
        faults = check_command(file)
    except Refusal as refusal:
        fail(refusal)
    if as_json:
        print_json(faults)
        return
    for fault in faults:
        click.echo(f"{fault['kind']}\t{fault['where']}\t{fault['message']}")


@plans.command("import")
@click.argument("file", type=FILE)
@click.option("--agency", required=True, help="Code of the agency, as H99.31.")
@json_option
def import_(file: Path, agency: str, as_json: bool) -> None:
    """Bring FILE in as a draft; a person confirms it on the page. The same file twice is one plan."""
    try:
        plan, made = import_plan(
            content=file.read_bytes(), name=file.name, agency=agency_by_code(agency), by=system("command_line")
        )
    except Refusal as refusal:
        fail(refusal)
    same_file = Plan.objects.filter(agency=plan.agency, source__sha256=plan.source.sha256).exclude(pk=plan.pk)
    others = [each.public_id for each in same_file.order_by("pk")]
    same = same_plans(plan.agency, plan.number, plan.date).exclude(pk=plan.pk).exclude(public_id__in=others)
    standing = same.filter(state__in=(Plan.State.DRAFT, Plan.State.CONFIRMED)).order_by("pk")
    same_number = list(standing.values_list("public_id", flat=True)) if made else []
    told = {"id": plan.public_id, "new": made, "targets": plan.targets.count(), "tasks": plan.tasks.count()}
    if as_json:
        print_json(told | {"others": others, "same_number": same_number})
    else:
        word = "imported" if made else "known already"
        click.echo(f"{plan.public_id} {word}: {told['targets']} targets, {told['tasks']} tasks")
        for other in others:
            click.echo(f"{other} is another plan in the same file")
        for other in same_number:
            said = _("Cơ quan này đã có kế hoạch số %(number)s: %(id)s. Tệp mới vẫn được đưa vào.")
            click.echo(said % {"number": plan.number, "id": other})


@plans.command()
@click.argument("plan_id", metavar="ID")
@click.option("--format", "shape", type=click.Choice(FORMATS), required=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else standard output.")
def export(plan_id: str, shape: str, output: Path | None) -> None:
    """Give plan ID out as a spreadsheet, a Word file or data."""
    plan = Plan.objects.select_related("agency").filter(public_id=plan_id).first()
    if plan is None:
        fail(_("Không có kế hoạch %(id)s.") % {"id": plan_id})
    content = export_plan(plan, shape)[0]
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        fail(_("Không ghi được tệp %(file)s: %(why)s.") % {"file": output, "why": error.strerror})


@plans.command("list")
@json_option
def list_(as_json: bool) -> None:
    """All plans, newest first."""
    rows = [
        {
            "id": each.public_id,
            "agency": each.agency.code,
            "number": each.number,
            "date": each.date,
            "title": each.title,
            "state": each.state,
            "version": each.version,
        }
        for each in Plan.objects.select_related("agency").defer("as_read", "lines").order_by("-imported_at", "-pk")
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['id']}  {row['agency']}  {row['state']:9}  {row['number'] or '–'}  {row['title']}")

"""`motcua search "…"`."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.command_line.output import fail, json_option, print_json
from motcua.guide.commands import search_command, search_file_command


@click.command()
@click.argument("words", nargs=-1)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 120))
@click.option(
    "--from", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One query a line."
)
@json_option
def search(words: tuple[str, ...], limit: int, source: Path | None, as_json: bool) -> None:
    """Find a procedure from the words people use."""
    if source is not None:
        if words:
            fail("give words or --from FILE, not both: each line of the file is a query", 2)
        print_json(search_file_command(source, limit))
        return
    if not words:
        fail('say what to look for: motcua search "làm giấy khai sinh"', 2)
    hits = search_command(" ".join(words), limit)
    if as_json:
        print_json(hits)
        return
    for hit in hits:
        click.echo(f"{hit['score']:6.2f}  {hit['code'] or '-':<10} {hit['name']}")
    if not hits:
        click.echo("Không tìm thấy thủ tục nào.")

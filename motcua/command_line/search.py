"""`motcua search "…"`."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click

from motcua.command_line.output import fail, json_option, print_json, print_json_list
from motcua.guide.commands import search_command, search_lines


@click.command()
@click.argument("words", nargs=-1)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 120))
@click.option("--from", "source", type=click.File("rb"), help="One query a line; - for standard input.")
@json_option
def search(words: tuple[str, ...], limit: int, source: BinaryIO | None, as_json: bool) -> None:
    """Find a procedure from the words people use."""
    if source is not None:
        if words:
            fail("give words or --from FILE, not both: each line of the file is a query", 2)
        with click.progressbar(search_lines(source, limit), file=sys.stderr, hidden=not sys.stderr.isatty()) as answers:
            print_json_list(answers)
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

"""Pictures of pages: ruled tables are found and read cell by cell; misread figures are mended."""

import itertools
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from motcua.plans.reader.layout import Page, Word, lines_of_pages
from motcua.plans.reader.lexicon import lexicon
from motcua.plans.reader.lines import Line
from motcua.plans.reader.ocr_source import lines_of_picture
from motcua.plans.reader.restore import TRUST, restore_lines
from motcua.plans.reader.ruling import Grid, grids_of, joined, stacked, straightened

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract with vie is missing")
EDGES, LEVELS = (150, 250, 800, 1150, 1500), (300, 380, 430, 560, 690)


def page(*, turned: float = 0.0, heading: bool = True) -> Image.Image:
    """A page of about 200 dots an inch: a table of four columns, its second row one cell over all of them."""
    picture = Image.new("L", (1700, 2200), 250)
    draw = ImageDraw.Draw(picture)
    for y in LEVELS:
        draw.line((EDGES[0], y, EDGES[-1], y), fill=60, width=3)
    for n, x in enumerate(EDGES):
        for top, bottom in itertools.pairwise(LEVELS):
            if not (heading and top == LEVELS[1] and 0 < n < len(EDGES) - 1):
                draw.line((x, top, x, bottom), fill=60, width=3)
    font = ImageFont.load_default(30)
    for row, top in enumerate(LEVELS[:-1]):
        for column, left in enumerate(EDGES[:-1]):
            if not (heading and row == 1 and column):
                draw.text(
                    (left + 18, top + 10), "heading" if row == 1 else f"{row}{column}" + " han" * (column > 0), 20, font
                )
    return picture.rotate(turned, Image.Resampling.BICUBIC, fillcolor=250)


@pytest.mark.parametrize("turned", [0.0, 0.6, -0.7])
def test_a_ruled_table_is_found_however_the_page_lay(turned: float) -> None:
    (grid,) = grids_of(straightened(page(turned=turned)))
    assert (len(grid.edges), len(grid.levels)) == (5, 5)
    assert sorted(len(cell.places) for cell in grid.cells) == [1] * 12 + [4]


def test_what_is_merged_stands_in_every_place_it_reaches_over() -> None:
    (grid,) = grids_of(page())
    grid.read({cell: ("Nhóm I" if len(cell.places) == 4 else str(cell.places[0])) for cell in grid.cells})
    assert grid.rows[1] == ("Nhóm I",) * 4
    assert grid.rows[2] == ("(2, 0)", "(2, 1)", "(2, 2)", "(2, 3)")


def test_a_line_worn_away_in_places_parts_its_cells_where_others_run_beside_it() -> None:
    picture = page(heading=False)
    x, worn = EDGES[2], range(LEVELS[0] + 24, LEVELS[-1], 96)
    for y in worn:
        picture.paste(250, (x - 3, y, x + 4, y + 24))
    assert len(worn) * 24 > 0.15 * (LEVELS[-1] - LEVELS[0])
    (grid,) = grids_of(picture)
    assert len(grid.edges) == 5


def test_words_beneath_each_other_are_no_table() -> None:
    picture = Image.new("L", (1700, 2200), 250)
    draw = ImageDraw.Draw(picture)
    for n in range(30):
        draw.text((200, 200 + 42 * n), "lllll hhhhh lllll kkkkk " * 3, 20, ImageFont.load_default(34))
    assert grids_of(picture) == []


def test_lines_are_rubbed_out_before_cells_are_read() -> None:
    picture = page()
    (grid,) = grids_of(picture)
    grid.rub_out(picture)
    pile, ends = stacked(picture, grid.cells)
    assert pile is not None
    assert len(ends) == 13
    rows = [pile.crop((0, y, pile.width, y + 1)).tobytes() for y in range(pile.height)]
    assert (
        max(sum(dot < 120 for dot in row) for row in rows) < 100
    )  # no line is left: letters alone never are as dark along a row


def grid(rows: list[tuple[str, ...]], *, top: float = 100.0) -> Grid:
    wide = len(rows[0])
    return Grid([100.0 + 300 * n for n in range(wide + 1)], [top, top + 500], [], [], rows)


def test_a_table_cut_by_a_page_goes_on() -> None:
    head = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
    before = grid([head, ("1", "Số hóa hồ sơ còn", "Trung tâm", "Quý I")])
    after = grid([head, ("", "hiệu lực", "", ""), ("2", "Tập huấn", "Văn phòng", "Quý II")])
    assert joined(before, after)
    assert before.rows[1:] == [("1", "Số hóa hồ sơ còn hiệu lực", "Trung tâm", "Quý I"), after.rows[2]]


def test_a_table_behind_text_is_another_table() -> None:
    words = [Word(word, 200 + 120 * n, 120, 300 + 120 * n, 150) for n, word in enumerate("abcdefghik")]
    first, second = grid([("1", "2", "3")], top=1500), grid([("4", "5", "6")], top=400)
    lines = lines_of_pages([Page(1700, 2200, [], [first]), Page(1700, 2200, words, [second])])
    assert [line.cells for line in lines if line.cells] == [("1", "2", "3"), ("4", "5", "6")]
    assert [line.page for line in lines if line.cells] == [1, 2]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (("Hồ sơ nộp trực tuyến", "%", "972", "86.4", "100"), ("97,2", "86,4", "100")),
        (("Hồ sơ nộp trực tuyến", "lượt", "972", "120"), ("972", "120")),
        (("Hồ sơ trực tuyến", "tối thiểu 8596", "10096", "759%"), ("tối thiểu 85%", "100%", "75%")),
        (("Số hóa hồ sơ", "Quý IH", "Quý 11/2026", "Quý H"), ("Quý III", "Quý II/2026", "Quý II")),
    ],
)
def test_figures_in_recognised_cells(seen: tuple[str, ...], meant: tuple[str, ...]) -> None:
    line = Line(" | ".join(seen), 1, 1, seen)
    cells = restore_lines([line], lexicon(None), trust=TRUST).lines[0].cells or ()
    assert cells[-len(meant) :] == meant


@needs_tesseract
def test_a_picture_of_a_table_comes_back_as_rows(tmp_path: Path) -> None:
    page(turned=0.5).save(tmp_path / "page.png")
    rows = [line.cells for line in lines_of_picture(tmp_path / "page.png") if line.cells]
    assert len(rows) == 4
    assert all(len(row) == 4 for row in rows)
    assert len(set(rows[1])) == 1
    assert "heading" in rows[1][0]

"""What was sent goes back into the form it came from, into every kind of box, and nothing else on the page changes."""

from __future__ import annotations

from motcua.base.kit.refill import put_back

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Thử</title><style>a > b { color: red }</style></head><body>
<main id="main"><div class="wrap"><h1>Tiếng Việt</h1><svg viewBox="0 0 8 8"><path d="M0 0h8"/></svg>
<form method="post" action="/a/1/"><input name="words"><button name="deed" value="one">Một</button></form>
<details><summary>Khác</summary><form method="post"><input type="hidden" name="item" value="7">
<input name="words" value="cũ"><textarea name="why" rows="2">trước</textarea>
<input type="checkbox" name="seen" value="1" checked><input type="checkbox" name="seen" value="2">
<input type="radio" name="way" value="a" checked><input type="radio" name="way" value="b">
<select name="unit"><option value="">–</option><option value="X" selected>X</option>
<option value="Y">Y</option></select>
<input type="password" name="current"><input type="file" name="file">
<button name="deed" value="two">Hai</button><button name="deed" value="three">Ba</button></form></details>
</div></main></body></html>"""
SENT = {
    "item": ["7"],
    "words": ['Ông "Ân" & bà <Bé>'],
    "why": ["\r\ndòng một\r\ndòng hai"],
    "seen": ["2"],
    "way": ["b"],
    "unit": ["Y"],
    "deed": ["three"],
}
HERE = "/a/2/"


def back(sent: dict[str, list[str]], *, to: str = HERE) -> tuple[str, list[int | None]]:
    told: list[int | None] = []

    def note(boxes: int | None) -> str:
        told.append(boxes)
        return "<p>Vẫn còn</p>"

    return put_back(PAGE.encode(), here=HERE, to=to, sent=sent, note=note).decode(), told


def test_every_kind_of_box_holds_it_again() -> None:
    page, told = back(SENT)
    assert told == [2]
    assert """name="words" value='Ông "Ân" &amp; bà &lt;Bé&gt;'""" in page
    assert '<textarea name="why" rows="2">\n\ndòng một\ndòng hai</textarea>' in page
    assert '<input type="checkbox" name="seen" value="1">' in page
    assert '<input type="checkbox" name="seen" value="2" checked' in page
    assert '<input type="radio" name="way" value="a">' in page
    assert '<input type="radio" name="way" value="b" checked' in page
    assert '<option value="X">' in page
    assert '<option value="Y" selected' in page
    assert "<details open" in page
    assert '<div class="wrap"><p>Vẫn còn</p>' in page


def test_the_form_beside_it_stays_as_it_was() -> None:
    page, _told = back(SENT)
    assert '<form method="post" action="/a/1/"><input name="words"><button' in page
    page, told = back({"words": ["Một việc"], "deed": ["one"]}, to="/a/1/")
    assert told == [1]
    assert '<form method="post" action="/a/1/"><input name="words" value="Một việc"><button' in page
    assert 'name="words" value="cũ"' in page
    assert "<details>" in page


def test_the_rest_of_the_page_is_untouched() -> None:
    page, _told = back(SENT)
    assert page.startswith("<!doctype html>")
    assert "<style>a > b { color: red }</style>" in page
    assert "<h1>Tiếng Việt</h1>" in page
    assert '<path d="M0 0h8">' in page


def test_a_form_that_is_about_something_else_by_now_takes_nothing() -> None:
    for other in ({"item": ["8"]}, {"deed": ["four"]}, {"another": ["x"]}):
        page, told = back(SENT | other)
        assert told == [None], other
        assert 'name="words" value="cũ"' in page


def test_what_nobody_should_read_is_never_written() -> None:
    page, _told = back(SENT | {"current": ["mật khẩu"]})
    assert "mật khẩu" not in page

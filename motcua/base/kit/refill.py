"""A page with what somebody sent before put back into the boxes it was typed in, whatever page it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

Sent = Mapping[str, Sequence[str]]
Element = Any  # lxml tells no types
DOCTYPE = "<!doctype html>"
PRESSED = ("submit", "button", "image", "reset")
# Never written by a page: what only the browser knows, and what nobody should read over a shoulder.
LEFT_ALONE = ("file", "password", "hidden", *PRESSED)


def put_back(page: bytes, *, here: str, to: str, sent: Sent, note: Callable[[int | None], str]) -> bytes:
    """`page`, which stands at the address `here`, with what was `sent` to the address `to` in its form again.

    `note` gives the piece of page that says so, for how many boxes words went back to; None: no form takes them now.
    """
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    form = next((each for each in root.iter("form") if _leads(each, here, to) and _takes(each, sent)), None)
    said = note(None if form is None else _fill(form, sent))
    for closed in form.iterancestors("details") if form is not None and said else ():
        closed.set("open", "")
    for top in root.xpath("//main/div[1]") if said else ():
        top.insert(0, html.fragment_fromstring(said))
    written: bytes = html.tostring(root, encoding="utf-8", doctype=DOCTYPE)
    return written


def _leads(form: Element, here: str, to: str) -> bool:
    is_sent = str(form.get("method", "")).lower() == "post"
    return is_sent and urlsplit(urljoin(here, str(form.get("action", "")))).path == to


def _controls(form: Element) -> Iterator[Element]:
    return (each for each in form.iter("input", "select", "textarea", "button") if each.get("name"))


def _takes(form: Element, sent: Sent) -> bool:
    """Whether it is the form that was sent: it asks for all of it, and says itself what it said then."""
    asks: dict[str, set[str] | None] = {}
    for each in _controls(form):
        if _kind(each) in ("hidden", *PRESSED):
            known = asks.setdefault(each.get("name"), set())
            if known is not None:
                known.add(each.get("value", ""))
        else:
            asks[each.get("name")] = None
    return all(name in asks and _said(asks[name], values) for name, values in sent.items())


def _said(itself: set[str] | None, values: Sequence[str]) -> bool:
    return itself is None or itself >= set(values)


def _fill(form: Element, sent: Sent) -> int:
    """How many boxes something was written in."""
    left, written = {name: iter(values) for name, values in sent.items()}, 0
    for each in _controls(form):
        name, kind = each.get("name"), _kind(each)
        if kind in ("checkbox", "radio"):
            _mark(each, "checked", each.get("value", "on") in sent.get(name, ()))
        elif each.tag == "select":
            for option in each.iter("option"):
                _mark(option, "selected", option.get("value", option.text) in sent.get(name, ()))
        elif name in left and kind not in LEFT_ALONE:
            words = next(left[name], "")
            written += bool(words.strip())
            _write(each, words)
    return written


def _write(box: Element, words: str) -> None:
    if box.tag == "textarea":
        # A browser leaves out the first line's end behind the tag.
        box.text = "\n" + words.replace("\r\n", "\n")
    else:
        box.set("value", words)


def _mark(choice: Element, name: str, wanted: bool) -> None:
    if wanted:
        choice.set(name, "")
    elif name in choice.attrib:
        del choice.attrib[name]


def _kind(control: Element) -> str:
    usual = "submit" if control.tag == "button" else "text" if control.tag == "input" else control.tag
    return str(control.get("type", usual) if control.tag in ("input", "button") else usual).lower()

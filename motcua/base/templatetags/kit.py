"""Tags and filters of the page kit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from motcua.base.kit import drawings, figures, icons, moments
from motcua.base.kit.field_view import ChoiceView
from motcua.base.kit.station import Station
from motcua.base.kit.style import sheet
from motcua.base.kit.theme import Theme, theme_in

register = template.Library()

register.filter("day", moments.show_day)
register.filter("moment", moments.show_moment)
register.filter("weekday", moments.show_weekday)
register.filter("hhmm", moments.show_time)
register.filter("month", moments.show_month)
register.filter("number", figures.show_number)
register.filter("size", figures.show_size)
register.filter("vnd", figures.show_vnd)
register.simple_tag(icons.icon, name="icon")
register.simple_tag(drawings.clock_bar, name="clock_bar")
register.simple_tag(drawings.gauge, name="gauge")


@register.simple_tag
def kit_style(name: str) -> SafeString:
    """The whole style sheet, inside the page."""
    return mark_safe(f"<style>{sheet(name)}</style>")  # noqa: S308 - our own files


@register.simple_tag
def options(choices: Iterable[ChoiceView]) -> SafeString:
    """The lines of a list to choose from: a province has more than a hundred communes."""
    lines = [
        f'<option value="{escape(each.value)}"{" selected" if each.chosen else ""}>{escape(each.label)}</option>'
        for each in choices
    ]
    return mark_safe("".join(lines))  # noqa: S308 - escaped above


class OnceALanguage(template.Node):
    """What a page says alike to everybody, made once for each language and theme."""

    def __init__(self, inside: NodeList) -> None:
        self._inside = inside
        self._made: dict[tuple[str, Theme, bool], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The text; it sees `kit` and nothing of the request, so nothing of one person can come to another."""
        language = get_language() or settings.LANGUAGE_CODE
        key = (language, theme_in(language), settings.DEMO)
        made = self._made.get(key)
        if made is None:
            alone = Context({"kit": {"theme": key[1], "demo": key[2]}})
            alone.template = context.template
            made = self._made[key] = self._inside.render(alone)
        return made


@register.tag
def once_a_language(parser: Parser, token: Token) -> OnceALanguage:
    """`{% once_a_language %}…{% end_once_a_language %}`: what depends on nothing but the language."""
    inside = parser.parse(("end_once_a_language",))
    parser.delete_first_token()
    return OnceALanguage(inside)


class Said(template.Node):
    """Fixed words in the reader's language: looked up and escaped once for each."""

    def __init__(self, words: TranslateNode) -> None:
        self._words = words
        self._made: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        """The words."""
        key = (get_language(), context.autoescape)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._words.render(context)
        return made


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """Django's own tag; where it says fixed words and nothing else, they are kept."""
    words = do_translate(parser, token)
    told = words.filter_expression
    fixed = not (told.filters or words.noop or words.asvar or words.message_context) and told.var.literal is not None
    return Said(words) if fixed else words


@register.inclusion_tag("kit/line.html")
def line(stations: Sequence[Station], flat: bool = False) -> dict[str, Any]:
    """The way of a dossier as stations; `flat` lays it across a wide page."""
    return {"stations": stations, "flat": flat}


@register.inclusion_tag("kit/errors.html")
def errors(problems: Sequence[Any]) -> dict[str, Any]:
    """The error summary: each problem has `field` (or an anchor) and `message`."""
    return {"problems": problems}

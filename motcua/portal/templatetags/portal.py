"""Tags of the portal's pages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from motcua.base.kit.qr import qr_in_page
from motcua.catalogue.api import Pack, Text, limit_sentence, say, say_paper
from motcua.directory.api import Viewer, name_of
from motcua.portal.mine import DossierCard
from motcua.portal.words import status_tone, status_words

register = template.Library()
register.filter("called", say_paper)


@register.simple_tag
def text(value: Text | None) -> str:
    """A text of a pack in the reader's language, Vietnamese where there is no other."""
    return say(value)


@register.simple_tag
def lang_of(value: Text | None) -> SafeString:
    """The attribute that tells a voice to read this in Vietnamese, where the page speaks another language and the text
    has no translation (WCAG 2.2, 3.1.2)."""
    language = (get_language() or "vi")[:2]
    said_in_it = language == "vi" or value is None or getattr(value, language, None)
    return mark_safe("" if said_in_it else ' lang="vi"')  # noqa: S308 - a constant


@register.simple_tag
def limit_words(pack: Pack, channel: str = "online") -> str:
    """How long it takes, in words."""
    return limit_sentence(pack, channel)


@register.simple_tag
def status_tag(dossier: DossierCard) -> SafeString:
    """The status as a tag: colour and word together."""
    tone = status_tone(dossier.status, back=dossier.back)
    return format_html('<span class="tag {}">{}</span>', tone, status_words(dossier.status, back=dossier.back))


@register.filter
def box_name(row: Any) -> str:
    """The name of the box that changes a row of the check page: `field`, or `field.row` in a repeat section."""
    return f"{row.field}.{row.row}" if row.row else str(row.field)


@register.filter
def at(values: Any, index: int) -> Any:
    """The item at a place of a list."""
    return values[index]


@register.simple_tag
def qr_code(dossier: Any) -> SafeString:
    """The code of a dossier as a QR that leads to public tracking."""
    return _drawn(f"{settings.PUBLIC_URL}/tra-cuu/?ma={dossier.code}")


@lru_cache(maxsize=256)
def _drawn(address: str) -> SafeString:
    """Drawing takes longer than the rest of the page, and the page is opened again until the slip is there."""
    return qr_in_page(address, scale=4)


@register.filter
def viewer_name(viewer: Viewer) -> str:
    """The name of whoever is signed in."""
    if viewer.person is not None:
        return viewer.person.full_name
    return viewer.organisation.name if viewer.organisation is not None else ""


@register.filter
def acted_for(viewer: Viewer) -> str:
    """The name of the child or organisation the person acts for: they must see it on every page."""
    return name_of(viewer.acting_for) if viewer.acting_for is not None else ""


@register.filter
def short_name(viewer: Viewer) -> str:
    """What fits into the head of a phone's page: the given name, or the organisation's first words."""
    if viewer.person is not None:
        return viewer.person.full_name.split()[-1]
    return " ".join(viewer.organisation.name.split()[:3]) if viewer.organisation is not None else ""

"""Tags of the portal's pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.catalogue.api import Pack, Text, limit_sentence, say
from motcua.portal.words import STATUS_TONES, status_words

register = template.Library()


@register.simple_tag
def text(value: Text | None) -> str:
    """A text of a pack in the reader's language, Vietnamese where there is no other."""
    return say(value)


@register.simple_tag
def limit_words(pack: Pack, channel: str = "online") -> str:
    """How long it takes, in words."""
    return limit_sentence(pack, channel)


@register.simple_tag
def status_tag(dossier: Any) -> SafeString:
    """The status as a tag: colour and word together."""
    tone = STATUS_TONES.get(int(dossier.status), "")
    return format_html('<span class="tag {}">{}</span>', tone, status_words(int(dossier.status)))

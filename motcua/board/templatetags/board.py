"""Tags of the pages of figures."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext

from motcua.board.figures import name_of
from motcua.directory.api import Agency
from motcua.feedback.api import Rating
from motcua.payments.api import METHODS
from motcua.rules.codes import Channel

register = template.Library()


register.simple_tag(name_of, name="procedure_name")


@register.filter
def agency_slug(agency: Agency) -> str:
    """The code as an address carries it."""
    return agency.code.replace(".", "-")


@register.simple_tag
def filed_as(code: str) -> str:
    """Who pressed the keys, in words."""
    words = {"self": gettext("tự nộp"), "assisted": gettext("có cán bộ giúp"), "behalf": gettext("người khác nộp thay")}
    return words.get(code, code)


@register.simple_tag
def came_by(channel: int) -> str:
    """Through which door a dossier came, in words."""
    words = {
        Channel.COUNTER: gettext("tại quầy"),
        Channel.ONLINE: gettext("trực tuyến"),
        Channel.POST: gettext("bưu chính"),
    }
    return words[Channel(channel)]


@register.simple_tag
def way_of_paying(method: str) -> str:
    """How a fee was paid, in words."""
    return str(METHODS.get(method, method))


@register.filter
def nth(items: Sequence[str], place: int) -> str:
    """The item at a place."""
    return items[place]


@register.simple_tag
def rating_words(level: int | None) -> str:
    """The rating in words; a dash where there is none."""
    return "–" if level is None else str(Rating.Level(level).label)

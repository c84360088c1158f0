"""Code words from short lists: levels, applicants, programmes, channels, units."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from django.utils.translation import gettext as _

from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.reading import Path_
from motcua.catalogue.packs.rules.meta import SLUG
from motcua.catalogue.packs.subject import Subject
from motcua.catalogue.packs.tables import vocabulary

SURE_SLIP = 0.75


def check(subject: Subject) -> Iterator[Finding]:
    """Every word that must stand in a list, and channels that a line names but the procedure does not offer."""
    for key in ("agency_levels", "applicants", "programmes"):
        for number, word in enumerate(getattr(subject.pack, key)):
            if word not in vocabulary(key):
                text = _("“%(key)s” không có “%(word)s”. Chọn trong: %(known)s.")
                words = {"key": key, "word": word, "known": ", ".join(sorted(vocabulary(key)))}
                yield subject.finding((key, number), "word_unknown", text % words + did_you_mean(word, vocabulary(key)))
    yield from _channels(subject)
    yield from _units(subject)


def _channels(subject: Subject) -> Iterator[Finding]:
    offered = subject.pack.channels
    if len(set(offered)) < len(offered):
        text = _("Kênh nộp ghi hai lần. Giữ mỗi kênh một lần.")
        yield subject.finding(("channels",), "channel_twice", text)
    if subject.pack.end_to_end and not offered:
        text = _("Thủ tục làm trọn trên mạng (end_to_end) phải có “%(key)s”. Thêm vào, hoặc bỏ end_to_end.")
        yield subject.finding(("end_to_end",), "end_to_end_incomplete", text % {"key": "channels"})
    named = {
        *(limit.channel for limit in subject.pack.limits),
        *(fee.channel for fee in subject.pack.fees),
        *(exemption.channel for exemption in subject.pack.exemptions),
    }
    about_online = "online" in named  # told below
    settled_here = subject.pack.end_to_end and offered
    if settled_here and subject.pack.online_level == "full" and "online" not in offered and not about_online:
        text = _("Toàn trình (full) mà không nhận nộp trực tuyến. Thêm online vào channels, hoặc đổi online_level.")
        yield subject.finding(("channels",), "channel_not_offered", text)
    if settled_here and subject.pack.online_level == "information" and "online" in offered:
        text = _("Ghi là chỉ cung cấp thông tin (information) mà nhận nộp trực tuyến. Đổi online_level thành full.")
        yield subject.finding(("online_level",), "channel_not_offered", text)
    for key in ("limits", "fees", "exemptions"):
        for number, line in enumerate(getattr(subject.pack, key)):
            if offered and line.channel != "any" and line.channel not in offered:
                text = _(
                    "Dòng này cho kênh “%(channel)s” mà thủ tục không nhận kênh ấy. Bỏ dòng, hoặc thêm vào channels."
                )
                path: Path_ = (key, number, "channel")
                yield subject.finding(path, "channel_not_offered", text % {"channel": line.channel})


def _units(subject: Subject) -> Iterator[Finding]:
    """Agencies may have units of their own: only what looks like a misspelt usual one is a fault."""
    usual = vocabulary("units")
    named: list[tuple[Path_, str]] = []
    for number, step in enumerate(subject.pack.route):
        named += [(("route", number, "unit"), step.unit)] if step.unit else []
        named += [(("route", number, "opinion_of", place), unit) for place, unit in enumerate(step.opinion_of)]
    for path, unit in named:
        if not SLUG.fullmatch(unit):
            text = _("Đơn vị “%(unit)s” phải ghi bằng mã, như economy. Thường dùng: %(known)s.")
            words = {"unit": unit, "known": ", ".join(sorted(usual))}
            yield subject.finding(path, "unit_misspelt", text % words)
            continue
        if unit not in usual and (close := get_close_matches(unit, usual, n=1, cutoff=SURE_SLIP)):
            text = _(
                "Không có đơn vị “%(unit)s”. Có phải là “%(close)s” không? Đơn vị riêng của xã thì đặt mã khác hẳn."
            )
            yield subject.finding(path, "unit_misspelt", text % {"unit": unit, "close": close[0]})

"""The face of one installation: names, slogan, phone, colours. A file of the agency, checked when it is read."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

LEAST_CONTRAST = 4.5
TRANSLATED = ("name", "owner", "hours")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class UnfitTheme(ValueError):
    """The theme file cannot be used; the message says what to change."""


@dataclass(frozen=True)
class Theme:
    """What an agency may change. Colours are #rrggbb; the contrast of text on them is at least 4.5 : 1.

    `…_en`: the same words for those who read English; left out, they stay as the agency wrote them.
    """

    name: str = "Một cửa"
    owner: str = "Dịch vụ công trực tuyến"
    slogan: str = "Một cửa, ai cũng tự làm được"
    phone: str = "1022"
    hours: str = "7:00–17:00, thứ Hai đến thứ Sáu"
    brand: str = "#8c1d18"
    gold: str = "#ffd978"
    name_en: str = "Một cửa"
    owner_en: str = "Online public services"
    hours_en: str = "7:00–17:00, Monday to Friday"

    def css(self) -> str:
        """The two colours as custom properties, where they differ from the house's own."""
        if (self.brand, self.gold) == (Theme.brand, Theme.gold):
            return ""
        return f":root{{--brand:{self.brand};--gold:{self.gold}}}"

    def check(self) -> None:
        """Raise `UnfitTheme` unless white and gold can be read on the brand colour."""
        for name, colour in (("brand", self.brand), ("gold", self.gold)):
            if not _COLOUR.fullmatch(colour):
                raise UnfitTheme(f"{name}: {colour} is no colour like #8c1d18")
        for what, colour in (("#ffffff", self.brand), (self.gold, self.brand)):
            reached = contrast(what, colour)
            if reached < LEAST_CONTRAST:
                raise UnfitTheme(f"{what} on {colour} has contrast {reached:.1f}, it must be {LEAST_CONTRAST}")


@lru_cache(maxsize=1)
def theme() -> Theme:
    """The theme of this installation (setting MOTCUA_THEME), or the house's own."""
    path = os.environ.get("MOTCUA_THEME", "")
    if not path:
        return Theme()
    found = read_theme(Path(path))
    found.check()
    return found


@lru_cache(maxsize=4)
def theme_in(language: str) -> Theme:
    """The theme with its words in a language: vi, or en."""
    found = theme()
    if language != "en":
        return found
    return replace(found, **{key: getattr(found, f"{key}_en") for key in TRANSLATED})


def read_theme(path: Path) -> Theme:
    """Read a theme file (YAML with the fields of `Theme`). Raises `UnfitTheme`: why it is none."""
    try:
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise UnfitTheme(f"MOTCUA_THEME: cannot read {path}: {error}") from error
    if not isinstance(data, dict):
        raise UnfitTheme(f"MOTCUA_THEME: {path} must be names and values")
    unknown = sorted(set(data) - set(Theme.__dataclass_fields__))
    if unknown:
        raise UnfitTheme(f"{path.name}: unknown {', '.join(unknown)}")
    as_written = {f"{key}_en": data[key] for key in TRANSLATED if key in data}
    return Theme(**{key: str(value) for key, value in (as_written | data).items()})


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours #rrggbb as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

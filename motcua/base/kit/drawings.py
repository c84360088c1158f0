"""Small pictures drawn on the server as SVG; the same numbers always stand beside them as text."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def clock_bar(
    used: float, *, label: str, late: bool = False, width: int = 120, stops: Sequence[tuple[float, float]] = ()
) -> SafeString:
    """From acceptance to due. `used` is the share of working time gone (0–1 and beyond); `label` says it in words;
    `stops` are the shares, from and to, in which the clock stood still: hatched, for they do not count.
    """
    share = max(0.0, min(used, 1.0))
    colour = "var(--bad)" if late else "var(--wait)" if share > 0.8 else "var(--done)"
    return format_html(
        '<svg class="clockbar" width="{w}" height="10" viewBox="0 0 {w} 10" role="img" aria-label="{label}">'
        '<rect width="{w}" height="10" rx="3" fill="var(--hair)"/>'
        '<rect width="{used}" height="10" rx="3" fill="{colour}"/>{hatched}</svg>',
        w=width,
        label=label,
        used=round(width * share, 1),
        colour=colour,
        hatched=format_html_join(
            "",
            '<g><rect x="{}" width="{}" height="10" fill="var(--paper)"/>{}</g>',
            [_hatched(width, start, end) for start, end in stops],
        ),
    )


def _hatched(width: int, start: float, end: float) -> tuple[float, float, SafeString]:
    """Where a stop begins (px), how wide it is, and the slanted lines that fill it."""
    left, right = (round(width * max(0.0, min(share, 1.0)), 1) for share in (start, end))
    wide = round(max(right - left, 1.5), 1)
    lines = " ".join(f"M{left + step:g} 10L{min(left + step + 3, left + wide):g} 0" for step in range(0, int(wide), 4))
    return left, wide, format_html('<path d="{}" stroke="var(--muted)" stroke-width="1.2"/>', lines or "M0 0")


def gauge(
    value: float | None, *, target: float | None, scale_end: float, label: str, flagged: float = 0.0, width: int = 320
) -> SafeString:
    """A track from 0 to `scale_end` with a mark at `target`, where there is one, and a bar for `value`; `flagged` is
    its doubtful share."""
    if scale_end <= 0:
        raise ValueError("a scale ends above zero")

    def at(number: float) -> float:
        return round(width * max(0.0, min(number / scale_end, 1.0)), 1)

    bar = at(value or 0.0)
    sure = round(bar * (1 - max(0.0, min(flagged, 1.0))), 1)
    return format_html(
        '<svg class="gauge" viewBox="0 0 {w} 34" width="{w}" height="34" role="img" aria-label="{label}">'
        '<rect y="10" width="{w}" height="14" rx="4" fill="var(--hair)"/>'
        '<rect y="10" width="{bar}" height="14" rx="4" fill="var(--act)" opacity=".45"/>'
        '<rect y="10" width="{sure}" height="14" rx="4" fill="var(--act)"/>'
        "{mark}</svg>",
        w=width,
        label=label,
        bar=bar,
        sure=sure,
        mark=""
        if target is None
        else format_html('<path d="M{} 4v26" stroke="var(--ink)" stroke-width="3"/>', at(target)),
    )


def trend_line(
    values: Sequence[float | None], *, target: float | None, label: str, width: int = 320, height: int = 64
) -> SafeString:
    """A line over equal steps of time, the last at the right, with a dashed line at `target`. A step without a value
    breaks the line; a value with none on either side is a dot."""
    known = [each for each in (*values, target) if each is not None]
    low, high = min([0.0, *known]), max(known, default=1.0)
    step = width / max(len(values), 1)

    def at(number: float) -> float:
        return round(height - 6 - (height - 12) * (number - low) / ((high - low) or 1.0), 1)

    points = [(round(step * (place + 0.5), 1), at(each)) for place, each in enumerate(values) if each is not None]
    path = " ".join(
        f"{'L' if place and values[place - 1] is not None else 'M'}{round(step * (place + 0.5), 1)} {at(each)}"
        for place, each in enumerate(values)
        if each is not None
    )
    return format_html(
        '<svg class="gauge" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{label}">'
        '<path d="M0 {base}H{w}" stroke="var(--hair)" stroke-width="2"/>{mark}'
        '<path d="{path}" fill="none" stroke="var(--act)" stroke-width="2.5"/>{dots}</svg>',
        w=width,
        h=height,
        label=label,
        base=at(0.0),
        path=path or "M0 0",
        mark=""
        if target is None
        else format_html('<path d="M0 {}H{}" stroke="var(--ink)" stroke-dasharray="5 4"/>', at(target), width),
        dots=format_html_join("", '<circle cx="{}" cy="{}" r="3" fill="var(--act)"/>', points),
    )

"""A dozen line icons, 24 units wide, always used beside a word."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SHAPES = {
    "birth": "M12 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 21c0-4 3-7 7-7s7 3 7 7M9.5 17.5 12 20l2.5-2.5",
    "marriage": "M9 20a6 6 0 1 1 0-12 6 6 0 0 1 0 12zm6 0a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM10 3h4l-2 4z",
    "land_house": "M3 11 12 4l9 7M5 10v10h14V10M10 20v-6h4v6",
    "business": "M4 9l1-5h14l1 5M4 9v11h16V9M4 9c0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0M9 20v-5h6v5",
    "elderly": "M10 3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM10 8c-2 1-3 4-3 7l-1 6M10 14l2 7M10 10l4 3h3v8",
    "death": "M12 21V11M12 11c-5 0-7-3-7-7 4 0 7 2 7 7zm0 3c4 0 6-2 6-6-3 0-6 2-6 6z",
    "find": "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l6 6",
    "paper": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "phone": "M6 3h4l1 5-2 1c1 3 3 5 6 6l1-2 5 1v4c0 2-1 3-3 3C10 21 3 14 3 6c0-2 1-3 3-3z",
    "check": "M4 13l5 5L20 6",
    "alert": "M12 3 2 20h20zM12 9v5M12 17v.5",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l4 2",
    "money": "M3 6h18v12H3zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "person": "M12 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-5 3-8 8-8s8 3 8 8",
    "shield": "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8 12l3 3 5-6",
    "inbox": "M4 13l3-9h10l3 9v7H4zM4 13h5l1 3h4l1-3h5",
    "chart": "M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-8",
    "door": "M6 21V3h12v18M3 21h18M14 12v1",
}


def icon(name: str, size: int = 32) -> SafeString:
    """An inline SVG, hidden from screen readers because a word stands beside it. `KeyError` for an unknown name."""
    return format_html(
        '<svg width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="{1}"/></svg>',
        size,
        mark_safe(_SHAPES[name]),  # noqa: S308 - our own table
    )

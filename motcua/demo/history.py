"""The demo's past: dossiers in every state, told with the real actions at the moments they happened."""

from __future__ import annotations

from collections.abc import Callable


def tell_history(tell: Callable[[str], None]) -> None:
    """Make the past unless there is one already."""

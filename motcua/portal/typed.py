"""See `motcua.directory.typed`."""

from motcua.directory.typed import keeps_typed, take_typed

__all__ = ["keeps_typed", "take_typed"]

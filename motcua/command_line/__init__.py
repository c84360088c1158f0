"""The command `motcua`."""

from motcua.command_line.main import main

__all__ = ["main"]

"""A job whose failures somebody must hear of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Done = TypeVar("Done")


def failures_told(
    do: Callable[[], Done], *, tell: Callable[[str, bool], object], hopeless: tuple[type[Exception], ...]
) -> Done | None:
    """What `do` answers; None where only a person can help.

    `tell(reason, final)` hears of every failure. What `hopeless` names is final: trying again by itself changes
    nothing. Anything else is raised again after it was told, so that the outbox tries once more.
    """
    try:
        return do()
    except hopeless as error:
        tell(str(error), True)
        return None
    except Exception as error:
        tell(str(error) or type(error).__name__, False)
        raise

"""When we ask the bank ourselves: after 15 minutes, an hour, then daily for a week (payments.README)."""

from __future__ import annotations

from datetime import timedelta

# Wait before the n-th asking, n from 1; the first is set when the attempt starts.
WAITS = [timedelta(minutes=45), *[timedelta(days=1)] * 7]


def next_wait(asked: int) -> timedelta | None:
    """How long to wait after having asked `asked` times; None: no more asking."""
    return WAITS[asked - 1] if 0 < asked <= len(WAITS) else None

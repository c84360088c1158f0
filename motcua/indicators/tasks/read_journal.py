"""Keep the facts a few minutes behind the journal at most."""

from motcua.base.jobs import every
from motcua.indicators.reading import catch_up


@every(minutes=1, name="indicators.read_journal")
def read_journal() -> None:
    """Seal the journal and read what is new."""
    catch_up()

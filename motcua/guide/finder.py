"""The index of this process: built at the first question, built again when the published procedures change."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from motcua.guide.engine.document import Document
from motcua.guide.engine.index import Index
from motcua.guide.engine.letters import forget
from motcua.guide.sources import known_documents, lexicon

_LOOK_AGAIN = 30.0  # seconds between two looks at the published procedures


@dataclass(frozen=True)
class Built:
    """An index and the documents it was built from."""

    documents: tuple[Document, ...]
    index: Index


class Finder:
    """Holds the index. `source` tells the published procedures; where it tells none, the known ones are used."""

    def __init__(self, source: Callable[[], tuple[Document, ...]]) -> None:
        self._source = source
        self._built: Built | None = None
        self._looked = float("-inf")
        self._lock = Lock()

    def built(self) -> Built:
        """The index of the procedures as published at most half a minute ago."""
        if self._built is not None and monotonic() - self._looked < _LOOK_AGAIN:
            return self._built
        with self._lock:
            documents = self._source() or known_documents()
            if self._built is None or documents != self._built.documents:
                self._built = Built(documents, Index(documents, lexicon()))
                forget()
            self._looked = monotonic()
            return self._built

    def forget(self) -> None:
        """Look at the published procedures again at the next question."""
        self._looked = float("-inf")

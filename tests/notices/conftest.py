from collections.abc import Iterator
from typing import Any

import pytest

from tests.dossiers.conftest import world
from tests.notices.letter_box import LetterBox, letter_box

__all__ = ["world"]


@pytest.fixture
def box(settings: Any) -> Iterator[LetterBox]:
    """The house, connected to a mail server of its own."""
    with letter_box() as opened:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_URL = f"smtp://127.0.0.1:{opened.port}"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", opened.port, 5
        settings.PUBLIC_URL = "https://motcua.example.vn"
        yield opened

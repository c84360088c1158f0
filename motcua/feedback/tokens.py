"""The secret of a link: made from the installation's key, so that it can be sent again without being stored."""

from __future__ import annotations

import base64
import hashlib

from django.utils.crypto import salted_hmac

SALT = "motcua.feedback.invitation"


def token_of(dossier: str) -> str:
    """The secret for the link of a dossier (26 characters, 128 bits)."""
    digest = salted_hmac(SALT, dossier, algorithm="sha256").digest()[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()


def digest_of(token: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()

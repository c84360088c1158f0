"""The second factor of staff: time-based codes (RFC 6238), kept encrypted on allauth's model, never used twice."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from urllib.parse import quote

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from motcua.base.clock import now
from motcua.directory.models import User

# A code is good for its half minute and one on either side.
USED_FOR = timedelta(seconds=90)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps secrets encrypted under the installation's own key."""

    def encrypt(self, text: str) -> str:
        """Cipher text of a secret."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        plain: bytes = _fernet().decrypt(encrypted_text.encode())
        return plain.decode()


def new_secret() -> str:
    """A fresh secret, base32."""
    found: str = generate_totp_secret()
    return found


def has_second_factor(user: User) -> bool:
    """Is one bound to the account?"""
    held: bool = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return held


def bind(user: User, secret: str) -> None:
    """Bind `secret` to the account in place of any earlier one."""
    Authenticator.objects.update_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": MfaAdapter().encrypt(secret)}}
    )


def fits(secret: str, code: str) -> bool:
    """Is `code` the code of `secret` now?"""
    return bool(validate_totp_code(secret, code.replace(" ", "")))


def accept(user: User, code: str) -> bool:
    """Is `code` right now for this account, and used for the first time?"""
    code = code.replace(" ", "")
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if held is None or not fits(MfaAdapter().decrypt(held.data["secret"]), code):
        return False
    moment = now()
    fresh = ~Q(last_code=code) | Q(last_code_at__lt=moment - USED_FOR) | Q(last_code_at__isnull=True)
    changed: int = User.objects.filter(fresh, pk=user.pk).update(last_code=code, last_code_at=moment)
    return changed == 1


def new_recovery_codes(user: User) -> list[str]:
    """Fresh codes, each good once, in place of any earlier ones."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    found: list[str] = RecoveryCodes.activate(user).generate_codes()
    return found


def recovery_codes_left(user: User) -> int:
    """How many unused ones there are."""
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(held).get_unused_codes()) if held else 0


@transaction.atomic
def accept_recovery_code(user: User, code: str) -> bool:
    """Is `code` an unused recovery code of this account? It is used from now on."""
    held = Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return held is not None and bool(RecoveryCodes(held).validate_code(code.replace(" ", "")))


def address_for_app(user: User, secret: str) -> str:
    """The otpauth:// address that an authenticator app reads from a QR code."""
    label = quote(f"motcua:{user.username}")
    return f"otpauth://totp/{label}?secret={secret}&issuer=motcua&digits=6&period=30"


def _fernet() -> Fernet:
    digest = hashlib.sha256(b"motcua second factor " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))

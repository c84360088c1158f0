from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now


class UserManager(BaseUserManager["User"]):
    """Makes accounts; who may have one is decided by the actions of this room."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields: object) -> "User":
        """A new account; without a password it can only be entered through the identity provider."""
        user = self.model(username=username, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: something that can sign in. Whose it is stands behind it: a person, an organisation or staff."""

    username = models.CharField(_("tên đăng nhập"), max_length=150, unique=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    is_active = models.BooleanField(default=True)
    person = models.OneToOneField(
        "directory.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    organisation = models.OneToOneField(
        "directory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    made_at = models.DateTimeField(default=now, editable=False)
    locked_at = models.DateTimeField(null=True, blank=True, help_text="too many wrong attempts; an admin unlocks")
    last_code = models.CharField(max_length=8, blank=True, help_text="second factor last used: never twice")
    last_code_at = models.DateTimeField(null=True, blank=True)
    session_stamp = models.CharField(max_length=16, blank=True, help_text="a new one ends every open session")
    password_changed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(organisation__isnull=True),
                name="user_person_or_organisation_not_both",
                violation_error_message=_("Một tài khoản chỉ của một người hoặc một tổ chức."),
            )
        ]

    def __str__(self) -> str:
        return self.username

    def get_session_auth_hash(self) -> str:
        """What an open session must still carry: changes with the password and with `session_stamp`."""
        return salted_hmac(
            "motcua.directory.User", f"{self.password}:{self.session_stamp}", algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """None: a session ends when its secret changes."""
        return iter(())

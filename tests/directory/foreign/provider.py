"""An OpenID provider that nobody here wrote (allauth's), in a program of its own, with claims of other names.

`python -m tests.directory.foreign.provider FOLDER` prints its address and serves until ended.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponseRedirect

CLIENT_ID = "portal"
SECRET = "a secret between us"


def configure(folder: Path) -> None:
    """Settings of this one small program."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="only for this test",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="tests.directory.foreign.urls",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "foreign.sqlite3")}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        LOGIN_URL="/press",
        SESSION_COOKIE_NAME="foreign",
        IDP_OIDC_PRIVATE_KEY=key.decode(),
        IDP_OIDC_ADAPTER="tests.directory.foreign.claims.OtherNames",
    )
    django.setup()
    call_command("migrate", verbosity=0)


def know_the_portal() -> None:
    """Somebody to sign in, and the portal as a client."""
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import make_password

    get_user_model().objects.create_user("somebody", "somebody@example.invalid", "x")
    client = Client(id=CLIENT_ID, name="portal", secret=make_password(SECRET), skip_consent=True)
    client.scopes = "openid\nprofile\nemail"
    client.set_redirect_uris(["http://127.0.0.1:8000/dang-nhap/vneid/xong"])
    client.save()


def press(request: HttpRequest) -> HttpResponseRedirect:
    """The whole sign-in page of the foreign provider."""
    from django.contrib.auth import get_user_model, login

    somebody = get_user_model().objects.get(username="somebody")
    login(request, somebody, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(request.GET["next"])


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


if __name__ == "__main__":
    configure(Path(sys.argv[1]))
    know_the_portal()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()

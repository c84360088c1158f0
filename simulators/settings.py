"""Settings of the simulators: one small Django project of its own, which the product never imports."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

ROOT = Path(__file__).resolve().parent
ADDRESS = os.environ.get("SIMULATORS_ADDRESS", "http://127.0.0.1:8001")
FOLDER = Path(os.environ.get("SIMULATORS_DATA", "var/simulators")).resolve()
FOLDER.mkdir(parents=True, exist_ok=True)


def _kept(name: str, make: Callable[[], bytes]) -> str:
    path = FOLDER / name
    if not path.exists():
        path.write_bytes(make())
        path.chmod(0o600)
    return path.read_text()


def _new_secret() -> bytes:
    return secrets.token_urlsafe(40).encode()


def _new_rsa_key() -> bytes:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


SECRET_KEY = _kept("secret", _new_secret)
SIGNING_KEY = _kept("oidc.pem", _new_rsa_key)

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
ROOT_URLCONF = "simulators.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "oauth2_provider",
]
MIDDLEWARE = [
    "simulators.faults.Faults",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(FOLDER / "simulators.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-500;",
        },
    }
}
# No migrations: the tables are made whole at the first start, which is quick.
MIGRATION_MODULES = dict.fromkeys(["auth", "contenttypes", "sessions", "oauth2_provider"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = False
LOGIN_URL = "/vneid/dang-nhap"
# Cookies of one host are shared between ports: names of their own keep the portal's session apart.
SESSION_COOKIE_NAME = "vneid_mo_phong"
CSRF_COOKIE_NAME = "vneid_mo_phong_csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "OIDC_ISS_ENDPOINT": f"{ADDRESS}/vneid",
    "OIDC_RSA_PRIVATE_KEY": SIGNING_KEY,
    "OIDC_RESPONSE_TYPES_SUPPORTED": ["code"],
    "PKCE_REQUIRED": True,
    "SCOPES": {"openid": "Định danh"},
    "OAUTH2_VALIDATOR_CLASS": "simulators.vneid.validator.VneidValidator",
    "ALLOWED_REDIRECT_URI_SCHEMES": ["http", "https"],
    "ACCESS_TOKEN_EXPIRE_SECONDS": 600,
    "ID_TOKEN_EXPIRE_SECONDS": 600,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "oauthlib": {"level": "ERROR"},
        "oauth2_provider": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},  # "there is no such record" is an answer, not news
    },
}

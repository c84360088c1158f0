"""Settings, all from the environment; `docs/reference/settings.md` is made from `SETTINGS` below."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from motcua.base.kit.style import style_sources

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Setting:
    """One variable of the environment: its name, what stands when it is absent, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS: dict[str, Setting] = {}


def _setting(name: str, default: str, meaning: str) -> str:
    SETTINGS[name] = Setting(name, default, meaning)
    return os.environ.get(name, default)


def _number(name: str, default: str, meaning: str) -> float:
    told = _setting(name, default, meaning)
    try:
        return float(told)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a number, not “{told}”") from None


def _truth(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}


MOTCUA_DATA = Path(
    _setting("MOTCUA_DATA", "var", "Folder of everything this installation keeps: database, files, keys.")
).resolve()
DEBUG = _truth(_setting("MOTCUA_DEBUG", "no", "Developer's error pages. Never in production."))
PUBLIC_URL = _setting(
    "MOTCUA_PUBLIC_URL", "http://127.0.0.1:8000", "Address under which people reach the portal."
).rstrip("/")
ALLOWED_HOSTS = [
    host.strip()
    for host in _setting("MOTCUA_HOSTS", "127.0.0.1,localhost", "Host names this server answers to.").split(",")
]
BEHIND_TLS = PUBLIC_URL.startswith("https://")
DEMO = _truth(_setting("MOTCUA_DEMO", "no", "This is the demo: invented people, simulated outside."))
AGENCY_THEME = _setting(
    "MOTCUA_THEME", "", "Theme file of the agency (colours, name, slogan); empty for the house's own."
)


def _secret_key() -> str:
    given = _setting(
        "MOTCUA_SECRET_KEY", "", "Secret that signs sessions; empty: made once and kept in the data folder."
    )
    if given:
        return given
    path = MOTCUA_DATA / "keys" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


SECRET_KEY = _secret_key()

DATABASE_URL = _setting(
    "DATABASE_URL", "", "postgresql://user:password@host:port/name; empty: SQLite in the data folder."
)


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "motcua.base.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: a submission that was acknowledged survives a power cut.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; "
                "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL: {error}") from error
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "motcua.base.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": port,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASES = {"default": _postgresql(DATABASE_URL) if DATABASE_URL else _sqlite(MOTCUA_DATA / "motcua.sqlite3")}
ON_POSTGRESQL = bool(DATABASE_URL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MOTCUA_JOB_ENGINE = "motcua.base.jobs.postgresql" if ON_POSTGRESQL else "motcua.base.jobs.embedded"
MOTCUA_THREADS = int(
    _number(
        "MOTCUA_THREADS",
        "0",
        "Threads that work, in each web process; 0: four in all, two a process at least. `serve --threads` goes first.",
    )
)
MOTCUA_ANTIVIRUS = _setting(
    "MOTCUA_ANTIVIRUS", "", "ClamAV: unix:///run/clamav/clamd.ctl or tcp://host:3310; empty: uploads are not scanned."
)
MOTCUA_TSA_URL = _setting(
    "MOTCUA_TSA_URL", "", "Timestamp authority (RFC 3161) for signatures; empty: nothing is signed."
)
MOTCUA_CRL_URLS = _setting("MOTCUA_CRL_URLS", "", "Lists of revoked certificates, fetched hourly; separated by commas.")
MOTCUA_TRUST = _setting("MOTCUA_TRUST", "", "Folder of trusted roots (*.pem); empty: trust in the data folder.")
MOTCUA_KEYSTORE = _setting(
    "MOTCUA_KEYSTORE", "motcua.signing.keystore.SoftwareKeys", "Class that keeps the signing keys."
)
PROCEDURES = Path(
    _setting("MOTCUA_PROCEDURES", "", "Folder of the packs; empty: those that came with the program.")
    or (ROOT.parent / "procedures" if (ROOT.parent / "procedures").is_dir() else ROOT / "procedures")
)

BANK_URL = _setting("MOTCUA_BANK_URL", "", "Address of the bank's plug (what came to our accounts).").rstrip("/")
BANK_KEY = _setting("MOTCUA_BANK_KEY", "", "Key shared with the bank: asks it, and signs its notices.")

EMAIL_URL = _setting("MOTCUA_EMAIL_URL", "", "smtp://user:password@host:port or smtps://…; empty: no e-mail is sent.")
DEFAULT_FROM_EMAIL = _setting("MOTCUA_EMAIL_FROM", "mot-cua@localhost", "Sender of e-mails.")
if EMAIL_URL:
    _mail = urlsplit(EMAIL_URL)
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or (465 if _mail.scheme == "smtps" else 25)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_TIMEOUT = 10

ROOMS = [
    "base", "gateways", "directory", "catalogue", "vault", "payments", "signing", "papers", "eforms", "dossiers",
    "guide", "notices", "feedback", "indicators", "plans", "portal", "desk", "board", "api",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *(["procrastinate.contrib.django"] if ON_POSTGRESQL else []),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(f"motcua.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "motcua.base.kit.squeeze.SqueezeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.base.kit.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.directory.signin.account.AccountMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "motcua.base.kit.content_policy.ContentPolicy",
    "motcua.directory.signin.middleware.ViewerMiddleware",
    "motcua.house.troubles.PressedOnly",
]
AUTH_USER_MODEL = "directory.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username",), "max_similarity": 0.6},
    },
]
AUTHENTICATION_BACKENDS = ["motcua.directory.signin.backend.AccountBackend"]
LOGIN_URL = "/dang-nhap/"


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"MOTCUA_DESK_NETWORKS: {error}") from error


DESK_NETWORKS = _networks(
    _setting(
        "MOTCUA_DESK_NETWORKS",
        "",
        "Networks of the one-stop desks (10.1.2.0/24, …): what is filed from there is counted as filed at the desk, "
        "everything else as from home or elsewhere; empty: nobody knows from where.",
    )
)
OIDC_ISSUER = _setting(
    "MOTCUA_OIDC_ISSUER", "", "Issuer of the identity provider of citizens (VNeID); empty: nobody can sign in."
).rstrip("/")
OIDC_CLIENT_ID = _setting("MOTCUA_OIDC_CLIENT_ID", "motcua", "Name under which the provider knows this portal.")
OIDC_CLIENT_SECRET = _setting("MOTCUA_OIDC_CLIENT_SECRET", "", "Secret shared with the provider.")
OIDC_CLAIMS = _setting(
    "MOTCUA_OIDC_CLAIMS", "", "YAML or JSON file: our names of the claims to the provider's; empty: VNeID's."
)
IDLE_MINUTES_CITIZEN = int(
    _number("MOTCUA_IDLE_CITIZEN", "60", "Minutes without a press after which a citizen's session ends.")
)
IDLE_MINUTES_STAFF = int(
    _number("MOTCUA_IDLE_STAFF", "15", "Minutes without a press after which a staff session ends.")
)
IDLE_MINUTES_ADMIN = int(
    _number("MOTCUA_IDLE_ADMIN", "5", "Minutes without a press after which an administrator's session ends.")
)
FRESH_CODE_MINUTES = int(
    _number(
        "MOTCUA_FRESH_CODE",
        "5",
        "Minutes for which a proven second factor is good for grave acts of administration; 0: asked every time.",
    )
)
ADMIN_PASSWORD_DAYS = int(
    _number("MOTCUA_ADMIN_PASSWORD_DAYS", "60", "Days after which an administrator chooses a new password; 0: never.")
)
REGISTRIES_URL = _setting(
    "MOTCUA_REGISTRIES_URL", "", "Address of the state's registers; empty: none is connected, people type more."
).rstrip("/")
REGISTRIES_TOKEN = _setting("MOTCUA_REGISTRIES_TOKEN", "", "Token for the registers.")
REGISTRIES_SECONDS = _number(
    "MOTCUA_REGISTRIES_SECONDS", "2", "How long an answer of a register is waited for, in seconds."
)
MESSAGES_URL = _setting(
    "MOTCUA_MESSAGES_URL", "", "Gateway for SMS and Zalo; empty: messages are only written to the log."
).rstrip("/")
MESSAGES_CHANNEL = _setting("MOTCUA_MESSAGES_CHANNEL", "sms", "What urgent messages go out by: sms or zalo.")
# allauth is the client of the provider and keeper of second factors; none of its own pages is mounted.
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "motcua.directory.signin.provider.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "motcua.directory.signin.second_factor.MfaAdapter"
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: the clocks of phones drift
SESSION_ENGINE = "motcua.directory.signin.store"
SESSION_COOKIE_NAME = "motcua"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
ROOT_URLCONF = "motcua.house.urls"
WSGI_APPLICATION = "motcua.house.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "motcua.base.kit.pages.Pages",
        "NAME": "django",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.base.kit.context.kit",
            ],
        },
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["motcua.house.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = MOTCUA_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
CSRF_FAILURE_VIEW = "motcua.house.troubles.stale_form"
CONTENT_SECURITY_POLICY = (
    f"default-src 'self'; img-src 'self' data:; style-src 'self' {' '.join(style_sources())}; script-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOG_LEVEL = _setting("MOTCUA_LOG_LEVEL", "WARNING", "How much is logged on the console.")
SECURITY_LOG = Path(
    _setting(
        "MOTCUA_SECURITY_LOG",
        "",
        "File of the security log: one JSON object a line for every sign-in and refusal, good or bad; "
        "empty: logs/security.log in the data folder.",
    )
    or MOTCUA_DATA / "logs" / "security.log"
)
SECURITY_LOG.parent.mkdir(parents=True, exist_ok=True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "bare": {"format": "%(message)s"},
    },
    "handlers": {
        # The level stands on the handler too: what a logger passes up is weighed there.
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL},
        "security": {
            "class": "logging.handlers.WatchedFileHandler",  # may be moved away by logrotate
            "formatter": "bare",
            "filename": str(SECURITY_LOG),
            "encoding": "utf-8",
            "delay": True,
        },
    },
    "loggers": {
        "django.request": {"level": "ERROR"},  # a page that is not there is the visitor's matter
        "pypdf": {"level": "ERROR"},  # what is odd in a file is told to whoever brought it
        "motcua.security": {"handlers": ["security"], "level": "INFO"},
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}

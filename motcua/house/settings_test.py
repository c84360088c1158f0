"""Settings of the test suite: the same house, with a data folder that goes away and cheap password hashing."""

from __future__ import annotations

import os
import tempfile

# Always a folder of its own, for every process of a run: two that share blobs would mend what the other breaks.
os.environ["MOTCUA_DATA"] = tempfile.mkdtemp(prefix="motcua-test-")
os.environ.setdefault("MOTCUA_SECRET_KEY", "only for tests")

from motcua.house.settings import *  # noqa: F403
from motcua.house.settings import DATABASES, ON_POSTGRESQL, STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # an empty one: whitenoise warns where there is none
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if not ON_POSTGRESQL:
    # A file, not memory: threads of one test are real connections, as in production.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["MOTCUA_DATA"], "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
ALLOWED_HOSTS = ["*"]

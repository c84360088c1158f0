"""Settings of the killed worker: the suite's, on the very database of the running test."""

from __future__ import annotations

import os

from motcua.house.settings_test import *  # noqa: F403
from motcua.house.settings_test import DATABASES

DATABASES["default"]["NAME"] = os.environ["KILLED_DATABASE"]

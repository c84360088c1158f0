import os

from motcua.house.answers import whole_answers
from motcua.house.hands import HANDS, Hands

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.house.settings")

application = whole_answers()


def with_hands() -> Hands:
    """What a server loads in each of its processes (granian's `--factory`)."""
    return Hands(application, int(os.environ.get("MOTCUA_THREADS", HANDS)))

import os

from django.conf import settings

from motcua.house.answers import whole_answers
from motcua.house.hands import Hands, hands_of_each

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.house.settings")

application = whole_answers()


def with_hands() -> Hands:
    """What a server loads in each of its processes (granian's `--factory`)."""
    return Hands(application, settings.MOTCUA_THREADS or hands_of_each(1))

import os

from motcua.house.answers import whole_answers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.house.settings")

application = whole_answers()

"""A job that says itself that trying again is useless."""


class GiveUp(Exception):
    """Raised by a task: the item is dead at once and stands before staff, instead of failing a day long first."""

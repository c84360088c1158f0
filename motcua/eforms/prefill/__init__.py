"""Finding out what the state already knows, so that nobody is asked for it."""

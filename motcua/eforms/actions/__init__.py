"""The verbs of the forms, one a file."""

"""Coming in and going out: citizens through the identity provider, staff by password and second factor."""

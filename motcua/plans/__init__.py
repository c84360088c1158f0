"""Plans to raise online public services: read from a document, checked, confirmed and followed."""

"""The only code that changes a dossier: one verb a file, one transaction each, always naming who."""

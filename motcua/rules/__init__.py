"""Pure law and arithmetic: no Django, no clock of its own, no network. Every function takes its dates."""

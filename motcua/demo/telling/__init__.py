"""Telling the demo's past: what happened, when, to whom, done with the real actions at the moments it happened."""

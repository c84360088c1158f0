"""Jobs of this room; imported when the app is ready."""

"""Questions about dossiers; each takes the viewer, or gives nothing personal away."""

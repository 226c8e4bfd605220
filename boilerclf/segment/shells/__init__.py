"""Pages that a script fills in, and text that stands in their data alone."""

"""What a visitor sees of a page, and what can be brought to view."""

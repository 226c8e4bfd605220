"""Changes of the tree before it is walked, so that the walk reads what a visitor sees."""

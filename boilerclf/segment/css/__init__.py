"""What style sheets and inline styles say of an element."""

"""What turns text and trees into arrays; nothing here says something about a block."""

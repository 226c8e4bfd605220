"""What stands around, beside and inside a node of the parser's tree; what a page declares."""

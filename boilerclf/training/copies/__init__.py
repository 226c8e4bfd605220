"""Changed copies of labelled pages, and the texts that were written to be put into them."""

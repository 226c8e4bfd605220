"""Bytes into characters: what encoding they have, and whether they are text or markup."""

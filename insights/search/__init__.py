"""Searching what women said, and coding from the table of what was found."""

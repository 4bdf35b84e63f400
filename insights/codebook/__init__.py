"""Changing a codebook: each change remaps what was coded, is recorded, and can be undone."""

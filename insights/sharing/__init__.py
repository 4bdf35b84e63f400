"""Responses shared out between coders, so that two don't read the same by accident."""

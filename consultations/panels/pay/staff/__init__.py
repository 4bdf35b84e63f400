"""Screens of pay in the admin."""

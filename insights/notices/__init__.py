"""Posters and letters that take an outcome to women who have no internet (design §11.20)."""

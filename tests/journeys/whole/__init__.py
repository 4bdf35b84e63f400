"""Parts of the journey of a whole consultation: what each person on it does."""

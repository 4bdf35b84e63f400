"""What bodies said: read, grouped by theme, and told apart from what women said."""

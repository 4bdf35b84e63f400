"""The bank of quotes: words that two people read and held safe to repeat."""

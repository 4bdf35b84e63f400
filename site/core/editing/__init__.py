"""Help for who writes pages: how hard a text is to read, and words to look at again."""

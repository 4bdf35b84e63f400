"""Two pages of plain English for a panel, from the public edition of a signed pack."""

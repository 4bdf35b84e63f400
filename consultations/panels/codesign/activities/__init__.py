"""What is done in a room: cards, drafts and votes, one table of rules for all of them."""

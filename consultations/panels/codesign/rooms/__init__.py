"""A room of a panel: its stage, who is in it, the brief that opened it."""

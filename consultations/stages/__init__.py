"""Where a consultation stands on its road, and what is missing before the next stage."""

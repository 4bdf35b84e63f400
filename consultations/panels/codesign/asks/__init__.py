"""What a room recommends, who stands behind it, and what it was answered."""
